package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

import java.util.Arrays;

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
        Matrix p = Matrix.zeros(logits.rows(), logits.cols());
        exponentials(logits, p);
        for (int r = 0; r < p.rows(); r++) {
            float sum = (float) rowSum(p, r);
            for (int at = r * p.cols(), end = at + p.cols(); at < end; at++) {
                p.data()[at] /= sum;
            }
        }
        return p;
    }

    @Override
    public double value(Matrix logits, Matrix targets) {
        return valueAndGradient(logits, targets, Matrix.zeros(logits.rows(), logits.cols()));
    }

    @Override
    public Matrix gradient(Matrix logits, Matrix targets) {
        Matrix gradient = Matrix.zeros(logits.rows(), logits.cols());
        valueAndGradient(logits, targets, gradient);
        return gradient;
    }

    @Override
    public double valueAndGradient(Matrix logits, Matrix targets, Matrix into) {
        Loss.requireSameShape(logits, targets);
        int classes = logits.cols();
        float perExample = 1f / logits.rows();
        float[] z = logits.data();
        float[] y = targets.data();
        float[] d = into.data();
        double loss = 0;
        exponentials(logits, into);
        for (int r = 0; r < logits.rows(); r++) {
            double sum = rowSum(into, r);
            double logSum = max(logits, r) + StrictMath.log(sum);   // log Σₖ exp(zₖ)
            for (int at = r * classes, end = at + classes; at < end; at++) {
                loss += y[at] * (logSum - z[at]);                    // log pⱼ = zⱼ − log Σₖ exp(zₖ)
                d[at] = (d[at] / (float) sum - y[at]) * perExample;
            }
        }
        return loss / logits.rows();
    }

    /** exp(zⱼ − largest z of the row), all at once. */
    private static void exponentials(Matrix logits, Matrix into) {
        int classes = logits.cols();
        for (int r = 0; r < logits.rows(); r++) {
            float max = max(logits, r);
            for (int at = r * classes, end = at + classes; at < end; at++) {
                into.data()[at] = logits.data()[at] - max;
            }
        }
        into.set(Elementwise.EXP, into);
    }

    private static float max(Matrix m, int row) {
        float max = Float.NEGATIVE_INFINITY;
        for (int at = row * m.cols(), end = at + m.cols(); at < end; at++) {
            max = Math.max(max, m.data()[at]);
        }
        return max;
    }

    private static double rowSum(Matrix m, int row) {
        double sum = 0;
        for (int at = row * m.cols(), end = at + m.cols(); at < end; at++) {
            sum += m.data()[at];
        }
        return sum;
    }

    @Override
    public double valueInDouble(double[][] logits, Matrix targets) {
        double loss = 0;
        for (int r = 0; r < logits.length; r++) {
            double max = Arrays.stream(logits[r]).max().orElse(0);
            double logSum = max + StrictMath.log(Arrays.stream(logits[r]).map(z -> StrictMath.exp(z - max)).sum());
            for (int c = 0; c < logits[r].length; c++) {
                loss += targets.get(r, c) * (logSum - logits[r][c]);
            }
        }
        return loss / logits.length;
    }

    /** Its name in a table or a message. */
    @Override
    public String toString() {
        return "softmax cross-entropy";
    }
}
