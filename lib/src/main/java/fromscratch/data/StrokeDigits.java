package fromscratch.data;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Rng;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * The built-in digits: handwriting-like images of 0 … 9, drawn here from {@link StrokeModels the paths of the pen},
 * so that there is always something to learn from, even where MNIST cannot be downloaded.
 *
 * <p>An image is 28 rows of 28 unsigned bytes, 0 the paper and 255 the ink. It is made as MNIST's were (LeCun et al.,
 * "Gradient-based learning applied to document recognition", 1998, section III.A): the digit fills a box of 20×20
 * pixels, and its centre of mass is put at the centre of the image. The ways of writing and the numbers below were
 * chosen by comparing the drawings with MNIST's training images, never with its test images, so that the latter
 * still judge fairly a network that has seen nothing but drawings.
 *
 * <p>The same seed gives the same bytes on every machine and Java version: only {@link Rng}, {@code + - * /}, square
 * roots and {@link StrictMath} are used.
 */
public final class StrokeDigits {
    private static final int PIXELS = MnistStyle.SIDE * MnistStyle.SIDE;
    private static final int BOX = MnistStyle.BOX;
    /** The pen's usual width in pixels, digit by digit: with it, the lines are as thick as MNIST's on average. */
    private static final double[] PEN = {2.75, 2.6, 2.4, 2.4, 2.3, 2.2, 2.4, 2.4, 2.2, 2.2};
    /** Straight lines between two control points; more are not seen at this size. */
    private static final int CURVE_STEPS = 6;

    private StrokeDigits() {
    }

    /** {@code count} labels in random order, each digit equally often (or once more than another). */
    public static int[] labels(int count, long seed) {
        int[] labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        new Rng(seed).shuffle(labels);
        return labels;
    }

    /**
     * One image of {@code labels[i]} at bytes 784·i … 784·i + 783. Image i depends on the seed, i and its label
     * alone, so that the threads that share out the drawing change nothing.
     *
     * @throws IllegalArgumentException if a label is not 0 … 9
     * @throws ArithmeticException      if there are more images than a Java array has room for, over 2.7 million
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button
     */
    public static byte[] images(int[] labels, long seed) {
        for (int label : labels) {
            checkDigit(label);
        }
        byte[] pixels = new byte[Math.multiplyExact(labels.length, PIXELS)];
        // Seeds next to each other start far from each other here, so that no image is in both sets.
        long first = new Rng(seed).nextLong();
        Cancellation cancellation = Cancellation.of("drawing " + labels.length + " digits");
        Kernels.share(labels.length, i -> {
            cancellation.check();
            draw(labels[i], new Rng(first + i), pixels, i * PIXELS);
        });
        return pixels;
    }

    /**
     * Draws one image into {@code pixels[offset]} … {@code pixels[offset + 783]}.
     *
     * @throws IllegalArgumentException  if {@code digit} is not 0 … 9
     * @throws IndexOutOfBoundsException if {@code pixels} has no room for 784 bytes from {@code offset} on
     */
    public static void draw(int digit, Rng rng, byte[] pixels, int offset) {
        checkDigit(digit);
        Objects.checkFromIndexSize(offset, PIXELS, pixels.length);
        List<double[]> strokes = StrokeModels.pick(digit, rng);
        wobble(strokes, rng);
        bend(strokes, rng);
        strokes.replaceAll(StrokeDigits::curve);
        slantAndTurn(strokes, rng);
        double radius = 0.5 * PEN[digit] * StrictMath.exp(0.25 * rng.nextGaussian());
        fitIntoBox(strokes, radius);
        System.arraycopy(MnistStyle.placed(ink(strokes, radius, rng)), 0, pixels, offset, PIXELS);
    }

    private static void checkDigit(int digit) {
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException("A digit to draw is a whole number from 0 to 9, found " + digit
                + ". For a number of several digits, draw each of them.");
        }
    }

    /** An unsteady hand: every control point misses its place a little, the ends of a stroke by more. */
    private static void wobble(List<double[]> strokes, Rng rng) {
        for (double[] p : strokes) {
            for (int i = 0; i < p.length; i += 2) {
                double spread = i == 0 || i == p.length - 2 ? 6 : 2;
                p[i] += spread * rng.nextGaussian();
                p[i + 1] += spread * rng.nextGaussian();
            }
        }
    }

    /** A smooth distortion of the whole digit: three waves run across it and push it aside. */
    private static void bend(List<double[]> strokes, Rng rng) {
        for (int wave = 0; wave < 3; wave++) {
            double pushX = rng.uniform(-7, 7);
            double pushY = rng.uniform(-7, 7);
            double alongX = rng.uniform(-0.07f, 0.07f);
            double alongY = rng.uniform(-0.07f, 0.07f);
            double phase = rng.uniform(0, 6.2832f);
            for (double[] p : strokes) {
                for (int i = 0; i < p.length; i += 2) {
                    double push = StrictMath.sin(alongX * p[i] + alongY * p[i + 1] + phase);
                    p[i] += push * pushX;
                    p[i + 1] += push * pushY;
                }
            }
        }
    }

    /** Many short lines along the smooth curve through the control points (Catmull and Rom's cubic, 1974). */
    private static double[] curve(double[] p) {
        int last = p.length / 2 - 1;
        double[] line = new double[2 * (last * CURVE_STEPS + 1)];
        for (int k = 0; k < last * CURVE_STEPS; k++) {
            int i = k / CURVE_STEPS;
            double t = (double) (k % CURVE_STEPS) / CURVE_STEPS;
            for (int axis = 0; axis < 2; axis++) {
                double a = p[2 * Math.max(i - 1, 0) + axis];
                double b = p[2 * i + axis];
                double c = p[2 * (i + 1) + axis];
                double d = p[2 * Math.min(i + 2, last) + axis];
                double square = 2 * a - 5 * b + 4 * c - d;
                double cube = 3 * (b - c) + d - a;
                line[2 * k + axis] = b + 0.5 * t * (c - a + t * (square + t * cube));
            }
        }
        line[line.length - 2] = p[p.length - 2];
        line[line.length - 1] = p[p.length - 1];
        return line;
    }

    /** Broad or narrow, leaning to the right more often than to the left, and the paper not quite straight. */
    private static void slantAndTurn(List<double[]> strokes, Rng rng) {
        double width = 1.1 * StrictMath.exp(0.24 * rng.nextGaussian());
        double slant = 0.12 + 0.24 * rng.nextGaussian();
        double angle = 0.13 * rng.nextGaussian();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (double[] p : strokes) {
            for (int i = 0; i < p.length; i += 2) {
                double x = width * p[i] - slant * p[i + 1];
                double y = p[i + 1];
                p[i] = cos * x - sin * y;
                p[i + 1] = sin * x + cos * y;
            }
        }
    }

    /** Moves and scales the digit, its proportions kept, so that its ink fills the box: from here on in pixels. */
    private static void fitIntoBox(List<double[]> strokes, double radius) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] p : strokes) {
            for (int i = 0; i < p.length; i++) {
                low[i % 2] = Math.min(low[i % 2], p[i]);
                high[i % 2] = Math.max(high[i % 2], p[i]);
            }
        }
        double scale = (BOX - 2 * radius) / Math.max(high[0] - low[0], high[1] - low[1]);
        for (double[] p : strokes) {
            for (int i = 0; i < p.length; i++) {
                p[i] = BOX / 2.0 + scale * (p[i] - 0.5 * (low[i % 2] + high[i % 2]));
            }
        }
    }

    /** The ink of all strokes in the box; the pressure of the pen changes along the way. */
    private static Grey ink(List<double[]> strokes, double radius, Rng rng) {
        Ink ink = new Ink(BOX);
        double pressure = 1;   // wanders at random, and back to 1
        for (double[] p : strokes) {
            for (int i = 2; i < p.length; i += 2) {
                pressure += 0.1 * (1 - pressure) + 0.07 * rng.nextGaussian();
                ink.line(p[i - 2], p[i - 1], p[i], p[i + 1], radius * pressure);
            }
        }
        return ink.grey();
    }
}
