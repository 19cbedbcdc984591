package fromscratch.eval;

import fromscratch.linalg.Matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far a network's confidence, the probability it gives to its guess, can be believed: the examples in bins by
 * confidence, and in each bin the mean confidence beside the share of right guesses. Of a calibrated network the two
 * agree.
 *
 * <p>After Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks" (ICML 2017), section 2: with M
 * bins of equal width, bin m holds the confidences above (m − 1)/M up to m/M.
 */
public final class Calibration {
    private final List<Bin> bins;
    private final int total;

    /**
     * Examples of similar confidence.
     *
     * @param from       their confidences lie above this
     * @param to         and not above this
     * @param count      how many they are
     * @param confidence the mean of their confidences, from 0 to 1; NaN if there are none
     * @param accuracy   the share of them that was guessed right; NaN if there are none
     */
    public record Bin(double from, double to, int count, double confidence, double accuracy) {
    }

    private Calibration(List<Bin> bins, int total) {
        this.bins = List.copyOf(bins);
        this.total = total;
    }

    /**
     * Sorts the examples into bins.
     *
     * @param probabilities [examples × classes], each row a softmax
     * @param labels        the true class of each example
     * @param bins          how many bins to sort them into, at least 1
     * @throws IllegalArgumentException if there are not as many labels as rows, a row's largest element is no
     *                                  probability, or {@code bins} is less than 1
     */
    public static Calibration of(Matrix probabilities, int[] labels, int bins) {
        requireFit(probabilities, labels, bins);
        int[] count = new int[bins];
        int[] right = new int[bins];
        double[] sum = new double[bins];
        int[] guesses = probabilities.argMaxRows();
        for (int i = 0; i < labels.length; i++) {
            double confidence = requireProbability(probabilities.get(i, guesses[i]), i);
            int bin = (int) Math.ceil(confidence * bins) - 1;
            count[bin]++;
            sum[bin] += confidence;
            right[bin] += guesses[i] == labels[i] ? 1 : 0;
        }
        List<Bin> all = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            all.add(new Bin((double) b / bins, (b + 1.0) / bins, count[b], sum[b] / count[b],
                (double) right[b] / count[b]));
        }
        return new Calibration(all, labels.length);
    }

    private static void requireFit(Matrix probabilities, int[] labels, int bins) {
        if (labels.length != probabilities.rows()) {
            throw new IllegalArgumentException("Calibration: the probabilities are " + probabilities.shape()
                + ", but there are " + labels.length + " labels; each row needs one");
        }
        if (bins < 1) {
            throw new IllegalArgumentException("Calibration: expected at least 1 bin, found " + bins);
        }
    }

    private static double requireProbability(float confidence, int example) {
        if (!(confidence > 0 && confidence <= 1)) {
            throw new IllegalArgumentException("Calibration: expected probabilities, found " + confidence
                + " as the largest of example " + example + "; logits must go through softmax first");
        }
        return confidence;
    }

    /** All bins, the lowest confidences first, empty ones too. */
    public List<Bin> bins() {
        return bins;
    }

    /** The number of examples. */
    public int total() {
        return total;
    }

    /**
     * ECE, the mean over all examples of how far confidence and accuracy of their bin are apart (Guo et al., equation
     * 3): Σ over the bins of (count / total) · |accuracy − confidence|. 0 for no examples.
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (Bin bin : bins) {
            if (bin.count > 0) {
                sum += bin.count * Math.abs(bin.accuracy - bin.confidence) / total;
            }
        }
        return sum;
    }

    /** A line for each bin that is not empty, and the expected calibration error. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Bin bin : bins) {
            if (bin.count > 0) {
                text.append(String.format(Locale.ROOT,
                    "%5.1f to %5.1f %%  %6d examples   confidence %5.1f %%   right %5.1f %%\n",
                    100 * bin.from, 100 * bin.to, bin.count, 100 * bin.confidence, 100 * bin.accuracy));
            }
        }
        return text.append(String.format(Locale.ROOT, "expected calibration error %.2f %%", 100 * expectedCalibrationError()))
            .toString();
    }
}
