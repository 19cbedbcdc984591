package fromscratch.linalg;

/**
 * What a product does with the zeros of its left operand. The result is the same, to the last bit, as long as the
 * right operand is finite; skipping is faster where most of the left operand is zero in many neighbouring rows at once,
 * like the background of images.
 */
public enum Zeros {
    /** They are multiplied like any other number. */
    MULTIPLY,
    /** They are left out. */
    SKIP
}
