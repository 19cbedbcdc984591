package fromscratch.linalg;

/**
 * exp, log, tanh and the logistic sigmoid in single precision.
 *
 * <p>They are made of +, −, ·, /, {@link Math#fma}, comparisons and work on the bits of a number only. Java fixes the
 * result of each of these to the last bit, so every machine gives the same; and vector instructions can take the same
 * steps for many numbers at once, which the many branches of {@link StrictMath} do not allow.
 *
 * <p>The way is the classic one (Cody and Waite, "Software Manual for the Elementary Functions", 1980): shrink the
 * argument to a short interval where the function is simple, use a polynomial there, and undo the shrinking. The
 * polynomials have the smallest possible largest relative error (minimax; Muller, "Elementary Functions", 3rd edition,
 * 2016, chapter 3). They were computed for this class: the coefficients are rounded to float one after another from
 * the lowest degree, those of higher degree each time fitted anew.
 *
 * <p>The largest error over all 2³² floats, in units of the last place of the true value, where 0.5 is the best
 * possible, and the argument it was found at:
 *
 * <pre>
 *   exp      0.892   at −5.848642
 *   log      0.931   at  1.5662055
 *   tanh     1.363   at ±0.63000596
 *   sigmoid  2.402   at −4.157294
 * </pre>
 */
public final class FloatFunctions {
    /** From 2²³ to 2²⁴ the floats are the whole numbers: adding this rounds a small number to a whole one. */
    static final float WHOLE = 0x1.8p23f;

    /** The exponent of a float, plus 127, stands in the bits from 23 upwards. */
    static final int EXPONENT_AT = 23;
    static final int EXPONENT_BIAS = 127;

    /** ln 2 as the nearest float and what it lacks. */
    static final float LN_2 = 0x1.62e43p-1f;
    static final float LN_2_REST = -0x1.05c61p-29f;
    static final float LOG2_E = 0x1.715476p0f;

    /** From the first upwards exp is Infinity, from the second downwards 0. */
    static final float EXP_HIGHEST = 89;
    static final float EXP_LOWEST = -104;
    static final float EXP_WHOLE = WHOLE + 2 * EXPONENT_BIAS;

    /** eʳ ≈ 1 + r + E2 r² + … + E6 r⁶ where |r| ≤ ln 2 / 2; relative error below 2⁻²⁸. */
    static final float E2 = 0x1.fffffcp-2f;
    static final float E3 = 0x1.555492p-3f;
    static final float E4 = 0x1.5558bcp-5f;
    static final float E5 = 0x1.1239c6p-7f;
    static final float E6 = 0x1.6a415ep-10f;

    static final int SQRT_HALF_BITS = 0x3F3504F3;
    static final int MANTISSA = 0x007FFFFF;

    /** log(1 + f) ≈ f − f²/2 + L3 f³ + … + L10 f¹⁰ where √½ ≤ 1 + f ≤ √2; relative error below 2⁻²⁷. */
    static final float L3 = 0x1.555554p-2f;
    static final float L4 = -0x1.000226p-2f;
    static final float L5 = 0x1.99a01cp-3f;
    static final float L6 = -0x1.54728cp-3f;
    static final float L7 = 0x1.22d936p-3f;
    static final float L8 = -0x1.0d8232p-3f;
    static final float L9 = 0x1.055e62p-3f;
    static final float L10 = -0x1.38c91p-4f;

    /** tanh(a) ≈ a + T3 a³ + T5 a⁵ + … + T11 a¹¹ where |a| ≤ 0.625; relative error below 2⁻²⁷. */
    static final float T3 = -0x1.555532p-2f;
    static final float T5 = 0x1.1106f6p-3f;
    static final float T7 = -0x1.b835a4p-5f;
    static final float T9 = 0x1.51f8cep-6f;
    static final float T11 = -0x1.750ce4p-8f;
    static final float TANH_NEAR_0 = 0.625f;

    private FloatFunctions() {
    }

    /**
     * eˣ = eʳ 2ᵏ, with k the whole number nearest to x / ln 2 and r = x − k ln 2. Infinity and 0 where eˣ is beyond
     * the floats, NaN for NaN.
     */
    public static float exp(float x) {
        float c = x > EXP_HIGHEST ? EXP_HIGHEST : x;
        c = c < EXP_LOWEST ? EXP_LOWEST : c;
        float whole = Math.fma(c, LOG2_E, EXP_WHOLE);
        float k = whole - EXP_WHOLE;
        float r = Math.fma(k, -LN_2_REST, Math.fma(k, -LN_2, c));
        float p = Math.fma(r, E6, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        // 2ᵏ itself may be no float, so it is taken as two factors of half the exponent; only the last product rounds.
        // The lowest bits of whole are k + 2 · 127: its half is k/2 + 127, what the exponent of a factor looks like.
        int exponents = Float.floatToRawIntBits(whole);
        int half = exponents >>> 1;
        return p * Float.intBitsToFloat(half << EXPONENT_AT)
            * Float.intBitsToFloat((exponents - half) << EXPONENT_AT);
    }

    /**
     * The natural logarithm: log x = log m + k ln 2, with x = m 2ᵏ and m from √½ to √2. −Infinity for 0 and −0, NaN
     * for negative numbers and NaN.
     */
    public static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        float normal = subnormal ? x * 0x1p23f : x;
        float zero = subnormal ? WHOLE + 23 : WHOLE;
        int bits = Float.floatToRawIntBits(normal) - SQRT_HALF_BITS;
        float k = Float.intBitsToFloat((bits >> EXPONENT_AT) + Float.floatToRawIntBits(WHOLE)) - zero;
        float f = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF_BITS) - 1;
        float p = Math.fma(f, L10, L9);
        p = Math.fma(p, f, L8);
        p = Math.fma(p, f, L7);
        p = Math.fma(p, f, L6);
        p = Math.fma(p, f, L5);
        p = Math.fma(p, f, L4);
        p = Math.fma(p, f, L3);
        p = Math.fma(p, f, -0.5f);
        p = Math.fma(f * f, p, f);
        float y = Math.fma(k, LN_2, p);
        y = x < Float.POSITIVE_INFINITY ? y : Float.POSITIVE_INFINITY;
        y = x > 0 ? y : Float.NaN;
        return x == 0 ? Float.NEGATIVE_INFINITY : y;
    }

    /**
     * The hyperbolic tangent of a = |x|, with the sign of x: 1 − 2 / (e²ᵃ + 1), but near 0, where that would cancel, a
     * polynomial. NaN for NaN; tanh(−0) is −0.
     */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float far = 1 - 2 / (exp(2 * a) + 1);
        float s = a * a;
        float p = Math.fma(s, T11, T9);
        p = Math.fma(p, s, T7);
        p = Math.fma(p, s, T5);
        p = Math.fma(p, s, T3);
        float near = Math.fma(a * s, p, a);
        return Math.copySign(a < TANH_NEAR_0 ? near : far, x);
    }

    /**
     * The logistic sigmoid 1 / (1 + e⁻ˣ). For negative x it is computed as eˣ / (1 + eˣ), which is the same but does
     * not overflow. NaN for NaN.
     */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /** y[to + i] ← exp(x[from + i]) for i from 0 to {@code count} − 1. */
    static void exp(float[] x, int from, float[] y, int to, int count) {
        for (int i = 0; i < count; i++) {
            y[to + i] = exp(x[from + i]);
        }
    }

    /** y[to + i] ← log(x[from + i]) for i from 0 to {@code count} − 1. */
    static void log(float[] x, int from, float[] y, int to, int count) {
        for (int i = 0; i < count; i++) {
            y[to + i] = log(x[from + i]);
        }
    }

    /** y[to + i] ← tanh(x[from + i]) for i from 0 to {@code count} − 1. */
    static void tanh(float[] x, int from, float[] y, int to, int count) {
        for (int i = 0; i < count; i++) {
            y[to + i] = tanh(x[from + i]);
        }
    }

    /** y[to + i] ← sigmoid(x[from + i]) for i from 0 to {@code count} − 1. */
    static void sigmoid(float[] x, int from, float[] y, int to, int count) {
        for (int i = 0; i < count; i++) {
            y[to + i] = sigmoid(x[from + i]);
        }
    }
}
