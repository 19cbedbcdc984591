package fromscratch.nn;

/**
 * Numbers in 16 bits, binary16 of IEEE 754-2019, section 3.6: a sign, 5 bits of exponent, 10 of fraction. They have
 * three to four decimal digits and end at {@value #LARGEST}. Half the room of a float, for weights that are stored.
 * (Java itself converts them only since version 20.)
 *
 * <pre>
 *   exponent e     value
 *   1 … 30         ± 2^(e − 15) · 1.fraction
 *   0              ± 2^(−14) · 0.fraction        below 2^(−14) = 0.00006 the steps stay as they are
 *   31             ± infinity if the fraction is 0, else NaN
 * </pre>
 */
final class Float16 {
    static final int BYTES = 2;
    static final float LARGEST = 65504;

    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;
    /** The bits of 2^(−14), the smallest float that is also an ordinary number here. */
    private static final int SMALLEST_NORMAL = 0x38800000;
    /** The bits of 65520, half-way to the number that would come after the largest: from here on it is infinity. */
    private static final int TOO_LARGE = 0x477FF000;
    /** A float has 13 bits of fraction more, and an exponent that counts from −127 instead of −15. */
    private static final int FEWER_BITS = 13;
    private static final int REBIAS = (127 - 15) << 23;
    private static final float SMALLEST_STEP = 0x1p-24f;

    private Float16() {
    }

    /** The nearest number in 16 bits; of two that are equally near, the one whose last bit is 0. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & SIGN;
        int size = bits & 0x7FFFFFFF;
        if (Float.isNaN(value)) {
            return (short) (sign | INFINITY | 0x200);
        } else if (size >= TOO_LARGE) {
            return (short) (sign | INFINITY);
        } else if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(Math.abs(value) / SMALLEST_STEP));
        }
        int lastBit = size >>> FEWER_BITS & 1;
        int rounded = size + 0xFFF + lastBit;   // a carry into the exponent is right, too: 1.111…₂ becomes 2
        return (short) (sign | rounded - REBIAS >>> FEWER_BITS);
    }

    /** The same number as a float: every number of 16 bits is one. */
    static float toFloat(short half) {
        int size = half & 0x7FFF;
        float value;
        if (size < 0x400) {
            value = size * SMALLEST_STEP;
        } else if (size < INFINITY) {
            value = Float.intBitsToFloat((size << FEWER_BITS) + REBIAS);
        } else {
            value = size == INFINITY ? Float.POSITIVE_INFINITY : Float.NaN;
        }
        return half < 0 ? -value : value;
    }
}
