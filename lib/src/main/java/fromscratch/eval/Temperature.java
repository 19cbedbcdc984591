package fromscratch.eval;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Temperature scaling: all logits are divided by one number T, so that the confidences come as close to the truth as
 * one number can bring them. No guess changes, because the order of the logits stays.
 *
 * <pre>
 *   β = 1 / T        p = softmax(β z)        y the true class
 *
 *   loss(β)   = mean over the examples of  log Σₖ exp(β zₖ) − β z_y
 *   loss′(β)  = mean over the examples of  Σₖ pₖ zₖ − z_y
 *   loss″(β)  = mean over the examples of the variance of z under p, which is never negative
 * </pre>
 *
 * So the slope only grows with β, and the lowest loss is where it crosses 0: bisection finds it. Give it examples that
 * the network was not trained on. Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks" (ICML
 * 2017), section 4.2.
 */
public final class Temperature {
    /** Between these T is looked for. */
    static final double LOWEST = 0.05;
    static final double HIGHEST = 20;

    private static final double PRECISION = 1e-9;
    /** Examples after which it may be stopped. */
    private static final int A_MOMENT = 1000;

    private Temperature() {
    }

    /**
     * The temperature with the lowest cross-entropy, from 0.05 to 20: it is one of these two if the loss still falls
     * there, as when every guess is right, or when the guesses are no better than chance.
     *
     * @param logits [examples × classes], the outputs of the last layer, before softmax
     * @param labels the true class of each example, from 0
     * @throws IllegalArgumentException if there are no examples, not as many labels as rows, or a label is no class
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button
     */
    public static double fit(Matrix logits, int[] labels) {
        double low = 1 / HIGHEST;
        double high = 1 / LOWEST;
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (slope(logits, labels, middle) > 0) {
                high = middle;
            } else {
                low = middle;   // also at 0: where every guess is right, a small slope is rounded to it
            }
        }
        return 2 / (low + high);
    }

    /**
     * loss′(β): how the mean cross-entropy changes with β = 1 / T.
     *
     * @param logits [examples × classes]
     * @param labels the true class of each example
     * @throws IllegalArgumentException as {@link #fit} says
     * @throws CancellationException    as {@link #fit} says
     */
    public static double slope(Matrix logits, int[] labels, double beta) {
        requireFit(logits, labels);
        double sum = 0;
        for (int r = 0; r < labels.length; r++) {
            if ((r + 1) % A_MOMENT == 0) {
                Cancellation.check("looking for a temperature");
            }
            sum += meanLogit(logits, r, beta) - logits.get(r, labels[r]);
        }
        return sum / labels.length;
    }

    /** Σₖ pₖ zₖ with p = softmax(β z), for one row. The largest logit is subtracted first: exp cannot overflow. */
    private static double meanLogit(Matrix logits, int row, double beta) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logits.cols(); k++) {
            max = Math.max(max, logits.get(row, k));
        }
        double sum = 0;
        double weighted = 0;
        for (int k = 0; k < logits.cols(); k++) {
            double z = logits.get(row, k);
            double e = StrictMath.exp(beta * (z - max));
            sum += e;
            weighted += e * z;
        }
        return weighted / sum;
    }

    private static void requireFit(Matrix logits, int[] labels) {
        if (labels.length == 0 || labels.length != logits.rows()) {
            throw new IllegalArgumentException("Temperature: expected at least one example and a label for each, found"
                + " logits "
                + logits.shape() + " and " + labels.length + " labels");
        }
        if (Arrays.stream(labels).anyMatch(label -> label < 0 || label >= logits.cols())) {
            throw new IllegalArgumentException("Temperature: expected labels from 0 to " + (logits.cols() - 1)
                + ", found one outside: "
                + Arrays.stream(labels).filter(l -> l < 0 || l >= logits.cols()).findFirst().getAsInt());
        }
    }
}
