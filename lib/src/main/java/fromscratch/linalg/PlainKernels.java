package fromscratch.linalg;

import java.util.Arrays;

/**
 * The heavy loops in plain Java, for where the Vector API is missing; also the simplest way to read what
 * {@link VectorKernels} computes.
 *
 * <p>Why the product is written like this: with i outside, p in the middle and j inside, the inner loop walks along a
 * row of B and a row of C, which the Java compiler turns into vector instructions, provided each row is an array of
 * its own that starts at index 0. Taking four rows of B at a time loads and stores the row of C once for four
 * multiply-adds instead of once for each.
 */
final class PlainKernels extends Kernels {
    /** What a byte is as a float, from 0 to 1. */
    private static final float[] LEVEL = new float[256];

    static {
        for (int i = 0; i < LEVEL.length; i++) {
            LEVEL[i] = i / 255f;
        }
    }

    // ---- products ----

    /** Rows of C. */
    @Override
    int pieces(Product p) {
        return p.rows;
    }

    @Override
    void multiply(Product p, int from, int to) {
        float[][] b = rowsOf(p.b, p.inner, p.cols);
        float[] a = new float[p.inner];
        int[] list = new int[p.inner];
        float[] sum = new float[p.cols];
        for (int row = from; row < to; row++) {
            int at = row * p.cols;
            Arrays.fill(sum, 0);
            addProduct(a, list, readRow(p, row, a, list), b, sum);
            finish(p, sum);
            if (p.adds()) {
                for (int j = 0; j < p.cols; j++) {
                    p.c[at + j] = Math.fma(p.factor, sum[j], p.c[at + j]);
                }
            } else {
                System.arraycopy(sum, 0, p.c, at, p.cols);
            }
        }
    }

    /** The rows of a row-major matrix [rows × cols], each an array of its own. */
    private static float[][] rowsOf(float[] data, int rows, int cols) {
        float[][] split = new float[rows][];
        for (int r = 0; r < rows; r++) {
            split[r] = Arrays.copyOfRange(data, r * cols, (r + 1) * cols);
        }
        return split;
    }

    /** Row {@code row} of the left operand and where its elements stand, perhaps without zeros; returns how many. */
    private static int readRow(Product p, int row, float[] a, int[] list) {
        int count = 0;
        int at = p.transposed ? row : row * p.aStep;
        for (int k = 0; k < p.inner; k++, at += p.transposed ? p.aStep : 1) {
            if (!p.skipsZeros || p.a[at] != 0) {
                a[count] = p.a[at];
                list[count++] = k;
            }
        }
        return count;
    }

    private static void addProduct(float[] a, int[] list, int count, float[][] b, float[] sum) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            addFour(a[k], b[list[k]], a[k + 1], b[list[k + 1]], a[k + 2], b[list[k + 2]], a[k + 3], b[list[k + 3]], sum);
        }
        for (; k < count; k++) {
            addOne(a[k], b[list[k]], sum);
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

    private void finish(Product p, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += 0f;
        }
        if (p.bias != null) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += p.bias[j];
            }
        }
        apply(p.activation, sum, 0, sum, 0, sum.length);
    }

    // ---- element by element ----

    @Override
    void apply(Elementwise f, float[] x, int xAt, float[] y, int yAt, int count) {
        switch (f) {
            case IDENTITY -> System.arraycopy(x, xAt, y, yAt, count);
            case RELU -> relu(x, xAt, y, yAt, count);
            case SIGMOID -> FloatFunctions.sigmoid(x, xAt, y, yAt, count);
            case TANH -> FloatFunctions.tanh(x, xAt, y, yAt, count);
            case EXP -> FloatFunctions.exp(x, xAt, y, yAt, count);
            case LOG -> FloatFunctions.log(x, xAt, y, yAt, count);
        }
    }

    private static void relu(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i++) {
            y[yAt + i] = x[xAt + i] < 0 ? 0 : x[xAt + i];
        }
    }

    @Override
    void reluSlope(float[] a, float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = a[i] > 0 ? d[i] : 0;
        }
    }

    @Override
    void addRows(float[] x, int rows, int cols, float[] sums) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < cols; j++) {
                sums[j] += x[r * cols + j];
            }
        }
    }

    @Override
    void widen(byte[] from, int fromAt, float[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] = LEVEL[from[fromAt + i] & 0xFF];
        }
    }

    @Override
    public String toString() {
        return "plain Java";
    }
}
