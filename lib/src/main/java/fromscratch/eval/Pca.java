package fromscratch.eval;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Principal component analysis: the few directions in which examples differ most, so that a few numbers can stand for
 * many features (Bishop, "Pattern Recognition and Machine Learning", 2006, section 12.1).
 *
 * <pre>
 *   C = (X − mean)ᵀ (X − mean) / (rows − 1)          covariance, [features × features]
 *   C v = λ v                                        component v, a unit vector; λ is the variance along it
 *   scores = (X − mean) Vᵀ                           [rows × k], the components being the rows of V [k × features]
 *   X ≈ scores V + mean                              the best that k numbers a row can do, in squared error
 * </pre>
 *
 * <p>The components are perpendicular and sorted by falling variance. Their signs are a matter of choice: here the entry
 * with the largest magnitude is positive (the first of equally large ones). C and its eigenvectors, by {@link Jacobi},
 * are computed in double.
 */
public final class Pca {
    /** Rows projected at a time, so that pixels are not all made floats at once. */
    private static final int BATCH = 1000;

    /** For the message when it is stopped. */
    static final String NAME = "the principal component analysis";

    private final Matrix mean;
    private final Matrix components;
    private final double[] variances;
    private final double totalVariance;

    private Pca(Matrix mean, Matrix components, double[] variances, double totalVariance) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
        this.totalVariance = totalVariance;
    }

    /**
     * The {@code k} components along which the rows vary most. Takes a few seconds for 60,000 rows of 784 features,
     * whatever k is.
     *
     * @param x [rows × features]
     * @throws IllegalArgumentException if there are fewer than two rows, all rows are equal, k is not from 1 to the
     *                                  number of features, or a value is infinite or NaN
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button
     */
    public static Pca of(Rows x, int k) {
        if (x.rows() < 2) {
            throw new IllegalArgumentException("Pca: expected at least 2 rows, for only then they can differ, found "
                + x.rows());
        }
        if (k < 1 || k > x.cols()) {
            throw new IllegalArgumentException("Pca: expected from 1 to " + x.cols() + " components, as rows of "
                + x.cols() + " features have, found k = " + k);
        }
        double[] mean = Covariance.mean(x);
        double[][] covariance = Covariance.of(x, mean);
        double total = 0;
        for (int i = 0; i < covariance.length; i++) {
            total += covariance[i][i];
        }
        if (total == 0) {
            throw new IllegalArgumentException("Pca: all " + x.rows()
                + " rows are equal, so there is no variance to explain");
        }
        return leading(k, new Jacobi(covariance), mean, total);
    }

    private static Pca leading(int k, Jacobi eigen, double[] mean, double total) {
        int[] order = IntStream.range(0, mean.length).boxed()
            .sorted(Comparator.comparing((Integer i) -> eigen.values()[i]).reversed())
            .limit(k).mapToInt(i -> i).toArray();
        Matrix components = Matrix.zeros(k, mean.length);
        double[] variances = new double[k];
        for (int c = 0; c < k; c++) {
            double[] v = eigen.vectors()[order[c]];
            double sign = Math.signum(largest(v));
            for (int i = 0; i < v.length; i++) {
                components.set(c, i, (float) (sign * v[i]));
            }
            variances[c] = Math.max(0, eigen.values()[order[c]]);   // rounding may take it a little below 0
        }
        return new Pca(row(mean), components, variances, total);
    }

    /** The entry with the largest magnitude. */
    private static double largest(double[] v) {
        double largest = 0;
        for (double entry : v) {
            if (Math.abs(entry) > Math.abs(largest)) {
                largest = entry;
            }
        }
        return largest;
    }

    private static Matrix row(double[] values) {
        Matrix row = Matrix.zeros(1, values.length);
        for (int i = 0; i < values.length; i++) {
            row.set(0, i, (float) values[i]);
        }
        return row;
    }

    // ---- what was found ----

    /** The mean of the rows, [1 × features]. */
    public Matrix mean() {
        return mean;
    }

    /** The components, one a row, by falling variance, [k × features]. */
    public Matrix components() {
        return components;
    }

    /** The variance of the rows along each component, in the square of the features' unit, [k]. */
    public double[] variances() {
        return variances.clone();
    }

    /** The variance of all features together: what the variances of all components add up to. */
    public double totalVariance() {
        return totalVariance;
    }

    /** The part of the total variance that each component explains, from 0 to 1, [k]. */
    public double[] shares() {
        return Arrays.stream(variances).map(v -> v / totalVariance).toArray();
    }

    // ---- using it ----

    /**
     * Each row by its k coordinates along the components, seen from the mean.
     *
     * @param x [n × features]
     * @return [n × k]
     * @throws IllegalArgumentException if the rows do not have as many features
     * @throws CancellationException    if the thread is interrupted
     */
    public Matrix project(Rows x) {
        requireColumns("project", x, mean.cols(), "features");
        Matrix scores = Matrix.zeros(x.rows(), components.rows());
        for (int from = 0; from < x.rows(); from += BATCH) {
            if (from > 0) {
                Cancellation.check("projecting " + x.rows() + " rows");
            }
            Matrix batch = x.rows(from, Math.min(x.rows(), from + BATCH));
            Matrix part = batch.plusRow(mean.scale(-1)).productTransposed(components);
            System.arraycopy(part.data(), 0, scores.data(), from * components.rows(), part.size());
        }
        return scores;
    }

    /**
     * Rows from their coordinates: the mean plus the components, each as many times as its score says.
     *
     * @param scores [n × k]
     * @return [n × features]
     * @throws IllegalArgumentException if there is not one score for each component
     */
    public Matrix reconstruct(Matrix scores) {
        requireColumns("reconstruct", scores, components.rows(), "scores, one for each component");
        return scores.product(components).plusRow(mean);
    }

    private static void requireColumns(String operation, Rows x, int expected, String what) {
        if (x.cols() != expected) {
            throw new IllegalArgumentException(operation + ": expected rows of " + expected + " " + what + ", found "
                + x.rows() + "×" + x.cols());
        }
    }

    /** Such as {@code 50 of 784 components, 82.5 % of the variance}. */
    @Override
    public String toString() {
        double explained = 0;
        for (double variance : variances) {
            explained += variance;
        }
        return String.format(Locale.ROOT, "%d of %d components, %.1f %% of the variance", components.rows(),
            components.cols(), 100 * explained / totalVariance);
    }
}
