package fromscratch.eval;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;

/**
 * How the columns of a table vary together, computed in double: the sums run over the rows in ascending order. The mean
 * is subtracted before anything is multiplied; the shorter formula E[x²] − E[x]² would lose the digits that both have
 * in common.
 */
final class Covariance {
    /** Rows taken at a time: as doubles they stay in the processor's cache while they meet every column. */
    private static final int BATCH = 64;

    private Covariance() {
    }

    /**
     * The mean of each column.
     *
     * @throws IllegalArgumentException if a value is infinite or NaN
     */
    static double[] mean(Rows x) {
        double[] mean = new double[x.cols()];
        for (int from = 0; from < x.rows(); from += BATCH) {
            Cancellation.check(Pca.NAME);
            Matrix batch = x.rows(from, Math.min(x.rows(), from + BATCH));
            for (int r = 0; r < batch.rows(); r++) {
                for (int c = 0; c < mean.length; c++) {
                    mean[c] += finite(batch.data()[r * mean.length + c], from + r, c);
                }
            }
        }
        for (int c = 0; c < mean.length; c++) {
            mean[c] /= x.rows();
        }
        return mean;
    }

    private static float finite(float value, int row, int col) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("Pca: row " + row + ", column " + col + " is " + value
                + "; every value must be a finite number");
        }
        return value;
    }

    /** Element (i, j): the sum over the rows of (xᵢ − meanᵢ)(xⱼ − meanⱼ), divided by rows − 1. */
    static double[][] of(Rows x, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        double[][] batch = new double[BATCH][mean.length];
        for (int from = 0; from < x.rows(); from += BATCH) {
            centre(x.rows(from, Math.min(x.rows(), from + BATCH)), mean, batch);
            for (int i = 0; i < mean.length; i++) {
                Cancellation.check(Pca.NAME);
                for (int r = 0; r < BATCH; r += 4) {
                    addProducts(i, batch[r], batch[r + 1], batch[r + 2], batch[r + 3], covariance[i]);
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            for (int j = i; j < mean.length; j++) {
                covariance[i][j] /= x.rows() - 1;
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** The rows without their mean; zeros, which add nothing, where there are fewer rows than fit. */
    private static void centre(Matrix rows, double[] mean, double[][] centred) {
        for (int r = 0; r < centred.length; r++) {
            for (int c = 0; c < mean.length; c++) {
                centred[r][c] = r < rows.rows() ? rows.data()[r * mean.length + c] - mean[c] : 0;
            }
        }
    }

    /** Adds the products of column {@code i} and the columns from there on, for four rows in their order. */
    private static void addProducts(int i, double[] a, double[] b, double[] c, double[] d, double[] sums) {
        double ai = a[i];
        double bi = b[i];
        double ci = c[i];
        double di = d[i];
        for (int j = i; j < sums.length; j++) {
            sums[j] = sums[j] + ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
        }
    }
}
