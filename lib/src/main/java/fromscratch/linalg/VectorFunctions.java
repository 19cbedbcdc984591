package fromscratch.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import static fromscratch.linalg.FloatFunctions.*;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * {@link FloatFunctions} for all lanes of a vector at once: the same steps in the same order, so equal bits. Where the
 * plain edition chooses one of two numbers, this one blends. To be loaded only where the module
 * {@code jdk.incubator.vector} is there.
 *
 * <p>Fast only inside a loop into which the Java compiler C2 inlines everything: then vectors are registers, but one
 * that is passed to a method which is not inlined becomes an object. C2 stops inlining in a method that has grown too
 * large for it, and one or two of these functions are enough for that; only the methods of the vector module are
 * inlined always. So a loop should use one of these functions and use it first thing, and the constants below are
 * written as {@code broadcast(SPECIES, …)} rather than through a shorter method of our own.
 */
final class VectorFunctions {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private VectorFunctions() {
    }

    /** eˣ of each lane. */
    static FloatVector exp(FloatVector x) {
        FloatVector c = x.blend(EXP_HIGHEST, x.compare(GT, EXP_HIGHEST));
        c = c.blend(EXP_LOWEST, c.compare(LT, EXP_LOWEST));
        FloatVector whole = c.fma(LOG2_E, EXP_WHOLE);
        FloatVector k = whole.sub(EXP_WHOLE);
        FloatVector r = k.fma(broadcast(SPECIES, -LN_2_REST), k.fma(broadcast(SPECIES, -LN_2), c));
        FloatVector p = r.fma(E6, E5);
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        p = p.fma(r, broadcast(SPECIES, 1));
        p = p.fma(r, broadcast(SPECIES, 1));
        IntVector exponents = whole.reinterpretAsInts();
        IntVector half = exponents.lanewise(LSHR, 1);
        return p.mul(half.lanewise(LSHL, EXPONENT_AT).reinterpretAsFloats())
            .mul(exponents.sub(half).lanewise(LSHL, EXPONENT_AT).reinterpretAsFloats());
    }

    /** The natural logarithm of each lane. */
    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
        FloatVector normal = x.blend(x.mul(0x1p23f), subnormal);
        FloatVector zero = broadcast(SPECIES, WHOLE).blend(WHOLE + 23, subnormal);
        IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector k = bits.lanewise(ASHR, EXPONENT_AT).add(Float.floatToRawIntBits(WHOLE))
            .reinterpretAsFloats().sub(zero);
        FloatVector f = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
        FloatVector p = f.fma(L10, L9);
        p = p.fma(f, broadcast(SPECIES, L8));
        p = p.fma(f, broadcast(SPECIES, L7));
        p = p.fma(f, broadcast(SPECIES, L6));
        p = p.fma(f, broadcast(SPECIES, L5));
        p = p.fma(f, broadcast(SPECIES, L4));
        p = p.fma(f, broadcast(SPECIES, L3));
        p = p.fma(f, broadcast(SPECIES, -0.5f));
        p = f.mul(f).fma(p, f);
        FloatVector y = k.fma(broadcast(SPECIES, LN_2), p);
        y = broadcast(SPECIES, Float.POSITIVE_INFINITY).blend(y, x.compare(LT, Float.POSITIVE_INFINITY));
        y = broadcast(SPECIES, Float.NaN).blend(y, x.compare(GT, 0));
        return y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
    }

    /** The hyperbolic tangent of each lane. */
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector e = exp(a.mul(2));
        FloatVector far = broadcast(SPECIES, 1).sub(broadcast(SPECIES, 2).div(e.add(1)));
        FloatVector s = a.mul(a);
        FloatVector p = s.fma(T11, T9);
        p = p.fma(s, broadcast(SPECIES, T7));
        p = p.fma(s, broadcast(SPECIES, T5));
        p = p.fma(s, broadcast(SPECIES, T3));
        FloatVector near = a.mul(s).fma(p, a);
        FloatVector y = far.blend(near, a.compare(LT, TANH_NEAR_0));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** The logistic sigmoid of each lane. */
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        return broadcast(SPECIES, 1).blend(e, x.compare(LT, 0)).div(e.add(1));
    }

    /** y[to + i] ← exp(x[from + i]) for i from 0 to {@code count} − 1. */
    static void exp(float[] x, int from, float[] y, int to, int count) {
        int inLanes = SPECIES.loopBound(count);
        for (int i = 0; i < inLanes; i += SPECIES.length()) {
            exp(FloatVector.fromArray(SPECIES, x, from + i)).intoArray(y, to + i);
        }
        FloatFunctions.exp(x, from + inLanes, y, to + inLanes, count - inLanes);
    }

    /** y[to + i] ← log(x[from + i]) for i from 0 to {@code count} − 1. */
    static void log(float[] x, int from, float[] y, int to, int count) {
        int inLanes = SPECIES.loopBound(count);
        for (int i = 0; i < inLanes; i += SPECIES.length()) {
            log(FloatVector.fromArray(SPECIES, x, from + i)).intoArray(y, to + i);
        }
        FloatFunctions.log(x, from + inLanes, y, to + inLanes, count - inLanes);
    }

    /** y[to + i] ← tanh(x[from + i]) for i from 0 to {@code count} − 1. */
    static void tanh(float[] x, int from, float[] y, int to, int count) {
        int inLanes = SPECIES.loopBound(count);
        for (int i = 0; i < inLanes; i += SPECIES.length()) {
            tanh(FloatVector.fromArray(SPECIES, x, from + i)).intoArray(y, to + i);
        }
        FloatFunctions.tanh(x, from + inLanes, y, to + inLanes, count - inLanes);
    }

    /** y[to + i] ← sigmoid(x[from + i]) for i from 0 to {@code count} − 1. */
    static void sigmoid(float[] x, int from, float[] y, int to, int count) {
        int inLanes = SPECIES.loopBound(count);
        for (int i = 0; i < inLanes; i += SPECIES.length()) {
            sigmoid(FloatVector.fromArray(SPECIES, x, from + i)).intoArray(y, to + i);
        }
        FloatFunctions.sigmoid(x, from + inLanes, y, to + inLanes, count - inLanes);
    }
}
