package fromscratch.eval;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each: rows are the truth, columns the prediction.
 *
 * <p>With TP the examples of a class that were recognised, FP those of other classes taken for it and FN those of the
 * class taken for another: precision = TP / (TP + FP), recall = TP / (TP + FN), and F1 is their harmonic mean.
 * A share of nothing counts as 0.
 */
public final class ConfusionMatrix {
    private final int[][] counts;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts the pairs.
     *
     * @param truth     the class of each example, from 0
     * @param predicted what a network took each for
     * @param classes   the number of classes
     * @throws IllegalArgumentException if the arrays differ in length or a class is not in 0 … classes − 1
     */
    public static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException("ConfusionMatrix: " + truth.length + " true classes, but "
                + predicted.length + " predicted ones; there must be one of each for every example");
        }
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            requireClass("true", truth[i], i, classes);
            requireClass("predicted", predicted[i], i, classes);
            counts[truth[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    private static void requireClass(String which, int label, int example, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("ConfusionMatrix: the " + which + " class of example " + example + " is "
                + label + "; with " + classes + " classes it must be from 0 to " + (classes - 1));
        }
    }

    /** The number of classes. */
    public int classes() {
        return counts.length;
    }

    /** How many examples of class {@code truth} were taken for class {@code predicted}. */
    public int count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** The number of examples. */
    public int total() {
        return IntStream.range(0, classes()).map(this::support).sum();
    }

    /** The number of examples that were recognised. */
    public int correct() {
        return IntStream.range(0, classes()).map(c -> counts[c][c]).sum();
    }

    /** The share of examples that were recognised, from 0 to 1. */
    public double accuracy() {
        return share(correct(), total());
    }

    /** The number of examples that truly are of class {@code c}: the sum of its row. */
    public int support(int c) {
        return IntStream.of(counts[c]).sum();
    }

    /** The number of examples that were taken for class {@code c}: the sum of its column. */
    public int predictedAs(int c) {
        return IntStream.range(0, classes()).map(truth -> counts[truth][c]).sum();
    }

    /** Of the examples taken for class {@code c}, the share that is: "when it says 3, is it a 3?" */
    public double precision(int c) {
        return share(counts[c][c], predictedAs(c));
    }

    /** Of the examples of class {@code c}, the share that was recognised: "are the 3s found?" */
    public double recall(int c) {
        return share(counts[c][c], support(c));
    }

    /** The harmonic mean of precision and recall: high only if both are. */
    public double f1(int c) {
        double precision = precision(c);
        double recall = recall(c);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /** The mean of the classes' precisions, each class counting alike. */
    public double macroPrecision() {
        return meanOverClasses(this::precision);
    }

    /** The mean of the classes' recalls. */
    public double macroRecall() {
        return meanOverClasses(this::recall);
    }

    /** The mean of the classes' F1 scores. */
    public double macroF1() {
        return meanOverClasses(this::f1);
    }

    private double meanOverClasses(IntToDoubleFunction score) {
        double sum = 0;   // in a fixed order; how a stream adds is left to the Java version
        for (int c = 0; c < classes(); c++) {
            sum += score.applyAsDouble(c);
        }
        return classes() == 0 ? 0 : sum / classes();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** A line for each true class with how often it was taken for each. */
    @Override
    public String toString() {
        int width = Integer.toString(total()).length() + 1;
        StringBuilder text = new StringBuilder("true \\ predicted");
        for (int c = 0; c < classes(); c++) {
            text.append(" ".repeat(width - Integer.toString(c).length())).append(c);
        }
        for (int truth = 0; truth < classes(); truth++) {
            text.append('\n').append(" ".repeat(16 - Integer.toString(truth).length())).append(truth);
            for (int count : counts[truth]) {
                text.append(" ".repeat(width - Integer.toString(count).length())).append(count);
            }
        }
        return text.toString();
    }
}
