package fromscratch.linalg;

import java.util.Arrays;

/**
 * The loops of the matrix product in plain Java.
 *
 * <p>Element (i, j) of C = AB is one chain of fused multiply-adds over the inner index p, in ascending order,
 * from 0: c ← a(i, p) · b(p, j) + c. Nothing below changes that order, so every way to compute C gives equal bits.
 *
 * <p>Why it is written like this: with i outside, p in the middle and j inside, the inner loop walks along a row of
 * B and a row of C, which the Java compiler turns into vector instructions, provided each row is an array of its
 * own that starts at index 0. Taking four rows of B at a time loads and stores the row of C once for four
 * multiply-adds instead of once for each.
 */
final class Product {
    private Product() {
    }

    /** The rows of a row-major matrix [rows × cols], each an array of its own. */
    static float[][] rowsOf(float[] data, int rows, int cols) {
        float[][] split = new float[rows][];
        for (int r = 0; r < rows; r++) {
            split[r] = Arrays.copyOfRange(data, r * cols, (r + 1) * cols);
        }
        return split;
    }

    /** The columns of a row-major matrix [rows × cols], each an array of its own: the rows of its transpose. */
    static float[][] columnsOf(float[] data, int rows, int cols) {
        float[][] split = new float[cols][rows];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                split[c][r] = data[r * cols + c];
            }
        }
        return split;
    }

    /**
     * C ← AB.
     *
     * @param a         the left matrix; element (i, p) is {@code a[i * rowStep + p * columnStep]}, so that AᵀB needs no copy
     * @param b         the rows of the right matrix
     * @param rows      rows of A and C
     * @param cols      columns of B and C
     * @param c         receives the result, [rows × cols], row after row
     */
    static void multiply(float[] a, int rowStep, int columnStep, float[][] b, int rows, int cols, float[] c) {
        int inner = b.length;
        float[] sum = new float[cols];
        for (int i = 0; i < rows; i++) {
            Arrays.fill(sum, 0);
            int at = i * rowStep;
            int p = 0;
            for (; p + 4 <= inner; p += 4, at += 4 * columnStep) {
                addFour(a[at], b[p], a[at + columnStep], b[p + 1],
                    a[at + 2 * columnStep], b[p + 2], a[at + 3 * columnStep], b[p + 3], sum);
            }
            for (; p < inner; p++, at += columnStep) {
                addOne(a[at], b[p], sum);
            }
            System.arraycopy(sum, 0, c, i * cols, cols);
        }
    }

    private static void addOne(float a, float[] b, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(a, b[j], sum[j]);
        }
    }

    /** Four multiply-adds on each element, the innermost first: the ascending chain. */
    private static void addFour(float a0, float[] b0, float a1, float[] b1,
                                float a2, float[] b2, float a3, float[] b3, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]))));
        }
    }
}
