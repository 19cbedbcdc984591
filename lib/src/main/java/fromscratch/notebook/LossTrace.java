package fromscratch.notebook;

import java.util.Arrays;

/** The losses of any number of steps, kept as the means of at most so many stretches of equal length. */
final class LossTrace {
    /** Enough for a chart 600 pixels wide. */
    static final int MOST_POINTS = 400;

    private static final double SMOOTHED_SHARE = 0.05;

    private final double[] means = new double[MOST_POINTS];
    private int size;
    private int stepsPerPoint = 1;
    private double sum;
    private int inSum;

    void add(double loss) {
        sum += loss;
        if (++inSum == stepsPerPoint) {
            means[size++] = sum / inSum;
            sum = 0;
            inSum = 0;
            if (size == MOST_POINTS) {
                halve();
            }
        }
    }

    private void halve() {
        size /= 2;
        stepsPerPoint *= 2;
        for (int i = 0; i < size; i++) {
            means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
        }
    }

    int size() {
        return size;
    }

    /** The last step of each point, counted from 1. */
    double[] steps() {
        double[] steps = new double[size];
        Arrays.setAll(steps, i -> (double) (i + 1) * stepsPerPoint);
        return steps;
    }

    double[] losses() {
        return Arrays.copyOf(means, size);
    }

    /**
     * The mean of each point and its neighbours, a twentieth of all points; fewer near the ends, the same on both
     * sides.
     */
    double[] smoothed() {
        int reach = (int) Math.ceil(size * SMOOTHED_SHARE / 2);
        double[] smooth = new double[size];
        for (int i = 0; i < size; i++) {
            int r = Math.min(reach, Math.min(i, size - 1 - i));
            smooth[i] = Arrays.stream(means, i - r, i + r + 1).sum() / (2 * r + 1);
        }
        return smooth;
    }
}
