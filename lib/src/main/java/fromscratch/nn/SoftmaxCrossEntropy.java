package fromscratch.nn;

import fromscratch.linalg.Matrix;

/**
 * Softmax and cross-entropy as one step, for choosing one of several classes.
 *
 * <pre>
 *   P = softmax(Z), row by row:  pⱼ = exp(zⱼ) / Σₖ exp(zₖ)
 *   loss = − mean over the rows of Σⱼ yⱼ log pⱼ
 *   ∂loss/∂Z = (P − Y) / batch
 * </pre>
 *
 * Z are the logits, the raw outputs of the last layer; each row of Y sums to 1. The largest logit of a row is
 * subtracted before exp, which changes nothing but keeps exp from overflowing (Goodfellow, Bengio and Courville,
 * "Deep Learning", 2016, section 4.1).
 */
public final class SoftmaxCrossEntropy implements Loss {
    /** The probabilities P [batch × classes]; each row sums to 1. */
    public static Matrix softmax(Matrix logits) {
        int classes = logits.cols();
        Matrix p = Matrix.zeros(logits.rows(), classes);
        double[] z = new double[classes];
        for (int r = 0; r < logits.rows(); r++) {
            readRow(logits, r, z);
            double logSum = logSumExp(z);
            for (int c = 0; c < classes; c++) {
                p.data()[r * classes + c] = (float) StrictMath.exp(z[c] - logSum);
            }
        }
        return p;
    }

    @Override
    public double value(Matrix logits, Matrix targets) {
        Loss.requireSameShape(logits, targets);
        double[] z = new double[logits.cols()];
        double sum = 0;
        for (int r = 0; r < logits.rows(); r++) {
            readRow(logits, r, z);
            sum += rowLoss(z, targets, r);
        }
        return sum / logits.rows();
    }

    @Override
    public Matrix gradient(Matrix logits, Matrix targets) {
        Loss.requireSameShape(logits, targets);
        return softmax(logits).minus(targets).scale(1f / logits.rows());
    }

    @Override
    public double valueInDouble(double[][] logits, Matrix targets) {
        double sum = 0;
        for (int r = 0; r < logits.length; r++) {
            sum += rowLoss(logits[r], targets, r);
        }
        return sum / logits.length;
    }

    /** − Σⱼ yⱼ log pⱼ of one example, with log pⱼ = zⱼ − log Σₖ exp(zₖ). */
    private static double rowLoss(double[] z, Matrix targets, int r) {
        double logSum = logSumExp(z);
        double loss = 0;
        for (int c = 0; c < z.length; c++) {
            loss += targets.get(r, c) * (logSum - z[c]);
        }
        return loss;
    }

    /** log Σₖ exp(zₖ). */
    private static double logSumExp(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            max = Math.max(max, value);
        }
        double sum = 0;
        for (double value : z) {
            sum += StrictMath.exp(value - max);
        }
        return max + StrictMath.log(sum);
    }

    private static void readRow(Matrix m, int r, double[] into) {
        for (int c = 0; c < into.length; c++) {
            into[c] = m.data()[r * into.length + c];
        }
    }

    /** Its name in a table or a message. */
    @Override
    public String toString() {
        return "softmax cross-entropy";
    }
}
