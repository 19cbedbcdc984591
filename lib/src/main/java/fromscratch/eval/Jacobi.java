package fromscratch.eval;

import fromscratch.linalg.Cancellation;

/**
 * The eigenvectors of a symmetric matrix by Jacobi's rotations (1846; Golub and Van Loan, "Matrix Computations", 4th
 * edition, section 8.5).
 *
 * <p>Seen as covariances: the variance of the data along a unit vector v is vᵀCv, and the covariance along two of them,
 * v and u, is vᵀCu. Start with the axes as directions. Take two directions and rotate both, in their plane, by the
 * angle that makes their covariance 0. Do so with every pair, again and again: each rotation makes the sum of the
 * squares of all covariances smaller, until none is left. The directions are still perpendicular, as at the beginning,
 * and now Cv = λv for each of them, with the variance λ.
 *
 * <p>Beside each v its Cv is kept and rotated along, so that a covariance is one product of two rows, and a rotation
 * changes four.
 */
final class Jacobi {
    /** Covariances below this share of the total variance are nothing but rounding errors. */
    private static final double NOTHING = 1e-15;
    /** Twelve are enough for 784 features. */
    private static final int MOST_SWEEPS = 100;

    private final double[][] v;
    private final double[][] cv;
    private final double[] variance;

    /** @param c symmetric [n × n], without NaN; is overwritten */
    Jacobi(double[][] c) {
        v = new double[c.length][c.length];
        cv = c;
        variance = new double[c.length];
        double total = 0;
        for (int i = 0; i < c.length; i++) {
            v[i][i] = 1;
            total += c[i][i];
        }
        for (int sweep = 0; rotateAllPairs(NOTHING * total); sweep++) {
            if (sweep == MOST_SWEEPS) {
                throw new ArithmeticException("Jacobi: still rotating after " + MOST_SWEEPS + " sweeps over all pairs");
            }
        }
    }

    /** The eigenvectors, one a row, in no special order: perpendicular, of length 1. */
    double[][] vectors() {
        return v;
    }

    /** The eigenvalue of each. */
    double[] values() {
        return variance;
    }

    /** One sweep; false if there was nothing left to rotate. */
    private boolean rotateAllPairs(double nothing) {
        for (int p = 0; p < v.length; p++) {
            variance[p] = dot(v[p], cv[p]);
        }
        boolean rotated = false;
        for (int p = 0; p < v.length; p++) {
            Cancellation.check(Pca.NAME);
            for (int q = p + 1; q < v.length; q++) {
                double covariance = dot(v[q], cv[p]);
                if (Math.abs(covariance) > nothing) {
                    rotate(p, q, covariance);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    /**
     * Rotates directions p and q by the angle φ, of at most 45°, after which their covariance is 0: t = tan φ is the
     * smaller root of t² + 2θt − 1 = 0 with θ = (variance q − variance p) / (2 covariance).
     */
    private void rotate(int p, int q, double covariance) {
        double theta = (variance[q] - variance[p]) / (2 * covariance);
        double t = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
        double cos = 1 / Math.sqrt(t * t + 1);
        double sin = t * cos;
        rotate(v[p], v[q], cos, sin);
        rotate(cv[p], cv[q], cos, sin);
        variance[p] -= t * covariance;
        variance[q] += t * covariance;
    }

    private static void rotate(double[] a, double[] b, double cos, double sin) {
        for (int i = 0; i < a.length; i++) {
            double old = a[i];
            a[i] = cos * old - sin * b[i];
            b[i] = sin * old + cos * b[i];
        }
    }

    /** Four sums side by side: one alone would have to wait for each addition before it can begin the next. */
    private static double dot(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 4 <= a.length; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return sum0 + sum1 + sum2 + sum3;
    }
}
