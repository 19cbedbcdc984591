package fromscratch.linalg;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Both editions of the functions, against StrictMath in double and against each other. */
class FloatFunctionsTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final int BLOCK = 1 << 16;
    private static final float[] SAMPLE = sample();

    /** y[to + i] ← f(x[from + i]) for i from 0 to {@code count} − 1. */
    interface Loop {
        void run(float[] x, int from, float[] y, int to, int count);
    }

    enum Function {
        EXP(FloatFunctions::exp, VectorFunctions::exp, StrictMath::exp, 0.90),
        LOG(FloatFunctions::log, VectorFunctions::log, StrictMath::log, 0.94),
        TANH(FloatFunctions::tanh, VectorFunctions::tanh, StrictMath::tanh, 1.37),
        SIGMOID(FloatFunctions::sigmoid, VectorFunctions::sigmoid, FloatFunctionsTest::sigmoidInDouble, 2.41);

        private final Loop plain;
        private final Loop lanes;
        private final DoubleUnaryOperator truth;
        private final double bound;

        /** @param bound the largest error that is allowed, in units of the last place */
        Function(Loop plain, Loop lanes, DoubleUnaryOperator truth, double bound) {
            this.plain = plain;
            this.lanes = lanes;
            this.truth = truth;
            this.bound = bound;
        }

        float of(float x) {
            float[] y = {x};
            plain.run(y, 0, y, 0, 1);
            return y[0];
        }

        float[] of(float[] x, Loop edition) {
            float[] y = new float[x.length];
            edition.run(x, 0, y, 0, x.length);
            return y;
        }
    }

    @Test
    void exp_knows_its_limits() {
        assertThat(FloatFunctions.exp(0)).isEqualTo(1);
        assertThat(FloatFunctions.exp(-0f)).isEqualTo(1);
        assertThat(FloatFunctions.exp(INFINITY)).isEqualTo(INFINITY);
        assertThat(FloatFunctions.exp(-INFINITY)).isZero();
        assertThat(FloatFunctions.exp(Float.NaN)).isNaN();
        // 128 ln 2 = 88.72283…, −150 ln 2 = −103.97207…: the floats on either side
        assertThat(FloatFunctions.exp(88.72283f)).isLessThan(INFINITY).isGreaterThan(3.4e38f);
        assertThat(FloatFunctions.exp(88.72284f)).isEqualTo(INFINITY);
        assertThat(FloatFunctions.exp(-103.97207f)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatFunctions.exp(-103.97209f)).isZero();
    }

    @Test
    void log_knows_its_limits() {
        assertThat(FloatFunctions.log(1)).isZero();
        assertThat(FloatFunctions.log(0)).isEqualTo(-INFINITY);
        assertThat(FloatFunctions.log(-0f)).isEqualTo(-INFINITY);
        assertThat(FloatFunctions.log(-Float.MIN_VALUE)).isNaN();
        assertThat(FloatFunctions.log(-1)).isNaN();
        assertThat(FloatFunctions.log(-INFINITY)).isNaN();
        assertThat(FloatFunctions.log(INFINITY)).isEqualTo(INFINITY);
        assertThat(FloatFunctions.log(Float.NaN)).isNaN();
        assertThat(FloatFunctions.log(Float.MIN_VALUE)).isEqualTo((float) StrictMath.log(0x1p-149));
    }

    @Test
    void tanh_knows_its_limits() {
        assertThat(Float.floatToIntBits(FloatFunctions.tanh(0f))).isEqualTo(Float.floatToIntBits(0f));
        assertThat(Float.floatToIntBits(FloatFunctions.tanh(-0f))).isEqualTo(Float.floatToIntBits(-0f));
        assertThat(FloatFunctions.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatFunctions.tanh(100)).isEqualTo(1);
        assertThat(FloatFunctions.tanh(Float.MAX_VALUE)).isEqualTo(1);
        assertThat(FloatFunctions.tanh(INFINITY)).isEqualTo(1);
        assertThat(FloatFunctions.tanh(-INFINITY)).isEqualTo(-1);
        assertThat(FloatFunctions.tanh(Float.NaN)).isNaN();
    }

    @Test
    void sigmoid_knows_its_limits() {
        assertThat(FloatFunctions.sigmoid(0)).isEqualTo(0.5f);
        assertThat(FloatFunctions.sigmoid(-0f)).isEqualTo(0.5f);
        assertThat(FloatFunctions.sigmoid(INFINITY)).isEqualTo(1);
        assertThat(FloatFunctions.sigmoid(-INFINITY)).isZero();
        assertThat(FloatFunctions.sigmoid(-100)).isEqualTo((float) StrictMath.exp(-100)).isPositive();
        assertThat(FloatFunctions.sigmoid(Float.NaN)).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void a_sample_of_all_floats_is_within_the_bound_and_equal_in_lanes(Function f) {
        Sweep sweep = new Sweep(f);
        sweep.check(SAMPLE);
        assertThat(sweep.error).as(sweep.toString()).isLessThanOrEqualTo(f.bound);
    }

    /** Other Java versions and other machines must come to the same number. */
    @ParameterizedTest
    @EnumSource
    void gives_the_same_bits_on_every_machine(Function f) {
        int expected = switch (f) {
            case EXP -> 504_000_107;
            case LOG -> -599_322_952;
            case TANH -> 1_688_456_627;
            case SIGMOID -> -952_099_350;
        };
        assertThat(Arrays.hashCode(f.of(SAMPLE, f.plain))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void a_part_of_an_array_is_computed_and_nothing_else_touched(Function f) {
        for (Loop edition : new Loop[] {f.plain, f.lanes}) {
            for (int count = 0; count < 70; count++) {
                float[] y = new float[80];
                edition.run(SAMPLE, 5, y, 3, count);
                float[] expected = new float[80];
                for (int i = 0; i < count; i++) {
                    expected[3 + i] = f.of(SAMPLE[5 + i]);
                }
                assertThat(y).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_array_can_be_replaced_by_its_own_values(Function f) {
        for (Loop edition : new Loop[] {f.plain, f.lanes}) {
            float[] x = SAMPLE.clone();
            float[] expected = f.of(SAMPLE, f.plain);
            edition.run(x, 0, x, 0, x.length);
            assertThat(x).isEqualTo(expected);
        }
    }

    /** Some minutes: {@code ./mvnw verify -Pexhaustive}. */
    @Tag("exhaustive")
    @ParameterizedTest
    @EnumSource
    void all_floats_are_within_the_bound_and_equal_in_lanes(Function f) {
        Sweep sweep = new Sweep(f);
        float[] x = new float[BLOCK];
        for (long first = Integer.MIN_VALUE; first <= Integer.MAX_VALUE; first += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                x[i] = Float.intBitsToFloat((int) first + i);
            }
            sweep.check(x);
        }
        System.out.println(sweep);
        assertThat(sweep.error).as(sweep.toString()).isLessThanOrEqualTo(f.bound);
    }

    /** Random bit patterns, and the floats around each place where a function changes its ways. */
    private static float[] sample() {
        Rng rng = new Rng(1);
        IntStream random = IntStream.range(0, 100_000).map(i -> (int) rng.nextLong());
        IntStream exponents = IntStream.range(0, 256).map(e -> e << 23);
        IntStream edges = DoubleStream.of(103.97208, 104, 88.72284, 89, 87.33655, 0.625, 9.01, StrictMath.sqrt(0.5),
            StrictMath.sqrt(2)).mapToInt(edge -> Float.floatToIntBits((float) edge));
        int[] bits = IntStream.concat(random, IntStream.concat(exponents, edges)
            .flatMap(edge -> IntStream.rangeClosed(edge - 10, edge + 10))
            .flatMap(edge -> IntStream.of(edge, edge ^ Integer.MIN_VALUE))).toArray();
        float[] x = new float[bits.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(bits[i]);
        }
        return x;
    }

    private static double sigmoidInDouble(double x) {
        double e = StrictMath.exp(-StrictMath.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /** Compares the editions, and keeps the largest error in units of the last place of the true value. */
    private static final class Sweep {
        private final Function f;
        private double error;
        private float at;

        Sweep(Function f) {
            this.f = f;
        }

        void check(float[] x) {
            float[] y = f.of(x, f.plain);
            requireEqualBits(x, y, f.of(x, f.lanes));
            for (int i = 0; i < x.length; i++) {
                double e = errorInUlp(y[i], f.truth.applyAsDouble(x[i]));
                if (e > error) {
                    error = e;
                    at = x[i];
                }
            }
        }

        /** All NaN are the same; 0 and −0 are not. */
        private void requireEqualBits(float[] x, float[] plain, float[] lanes) {
            int i = Arrays.mismatch(plain, lanes);
            if (i >= 0) {
                throw new AssertionError(f + " of " + Float.toHexString(x[i]) + " is " + Float.toHexString(plain[i])
                    + " in plain Java, but " + Float.toHexString(lanes[i]) + " in lanes");
            }
        }

        /** Infinity counts as 2¹²⁸, the number that would follow the largest float. */
        private static double errorInUlp(float y, double truth) {
            if (Double.isNaN(truth) || Float.isNaN(y)) {
                return Double.isNaN(truth) && Float.isNaN(y) ? 0 : Double.POSITIVE_INFINITY;
            }
            double expected = Math.max(-0x1p128, Math.min(truth, 0x1p128));
            double found = Math.max(-0x1p128, Math.min(y, 0x1p128));
            double ulp = Math.max(Math.ulp(expected) * 0x1p29, Float.MIN_VALUE); // a float has 29 bits less
            return Math.abs(found - expected) / ulp;
        }

        @Override
        public String toString() {
            return f + ": the largest error is " + error + " ulp, at " + at + " = " + Float.toHexString(at);
        }
    }
}
