package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Labelled grey images of one size: a table of pixels [size × width·height] and for each row the number of its class.
 * Slices and selections are copies. Treat the pixels behind {@link #x()} as read-only: they may be shared with others
 * who loaded the same data set.
 */
public final class Dataset {
    private final String name;
    private final int width;
    private final int height;
    private final ByteMatrix x;
    private final int[] labels;
    private final List<String> classNames;

    /**
     * A data set around the table {@code x} (not copied).
     *
     * @param x      one image a row, its pixels row after row, [size × width·height]
     * @param labels the class of each image, 0 … classes − 1
     * @throws IllegalArgumentException if the sizes don't fit together or a label is not a class
     */
    public Dataset(String name, int width, int height, ByteMatrix x, int[] labels, List<String> classNames) {
        if (width < 1 || height < 1 || x.cols() != (long) width * height) {
            throw new IllegalArgumentException("Dataset: images of " + width + "×" + height + " pixels need "
                + (long) width * height + " columns, found a table of " + x.rows() + "×" + x.cols() + ".");
        }
        if (labels.length != x.rows()) {
            throw new IllegalArgumentException("Dataset: expected one label an image, found " + x.rows()
                + " images and " + labels.length + " labels.");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException("Dataset: expected labels from 0 to " + (classNames.size() - 1)
                    + ", found " + labels[i] + " for image " + i + ".");
            }
        }
        this.name = name;
        this.width = width;
        this.height = height;
        this.x = x;
        this.labels = labels.clone();
        this.classNames = List.copyOf(classNames);
    }

    /** Such as {@code mnist}. */
    public String name() {
        return name;
    }

    /** The number of images. */
    public int size() {
        return labels.length;
    }

    /** Of an image, in pixels. */
    public int width() {
        return width;
    }

    /** Of an image, in pixels. */
    public int height() {
        return height;
    }

    /** All images, one a row, [size × width·height]. */
    public ByteMatrix x() {
        return x;
    }

    /** A copy of all labels, [size]. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * The class of image {@code i}.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public int label(int i) {
        requireImage(i);
        return labels[i];
    }

    /**
     * Image {@code i} as floats from 0 to 1, [1 × width·height].
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public Matrix image(int i) {
        requireImage(i);
        return x.row(i);
    }

    private void requireImage(int i) {
        if (i < 0 || i >= labels.length) {
            throw new IndexOutOfBoundsException("there is no image " + i + ": " + name + " has " + labels.length
                + ", counted from 0");
        }
    }

    /** The number of classes. */
    public int classes() {
        return classNames.size();
    }

    /** The name of each class, [classes]. */
    public List<String> classNames() {
        return classNames;
    }

    /** The name of class {@code label}. */
    public String className(int label) {
        return classNames.get(label);
    }

    /** How many images there are of each class, [classes]. */
    public int[] countByClass() {
        int[] count = new int[classes()];
        for (int label : labels) {
            count[label]++;
        }
        return count;
    }

    /**
     * The images {@code from} (included) to {@code to} (excluded).
     *
     * @throws IndexOutOfBoundsException if there are no such images
     */
    public Dataset slice(int from, int to) {
        if (from < 0 || from > to || to > size()) {
            throw new IndexOutOfBoundsException("Images " + from + " to " + to + " were asked for, but " + this
                + " has the images 0 to " + size() + " (excluded).");
        }
        byte[] pixels = Arrays.copyOfRange(x.data(), from * x.cols(), to * x.cols());
        return with(new ByteMatrix(to - from, x.cols(), pixels), Arrays.copyOfRange(labels, from, to));
    }

    /** The first {@code n} images. Throws {@link IndexOutOfBoundsException} if there are not as many. */
    public Dataset take(int n) {
        return slice(0, n);
    }

    /**
     * The images {@code index[0]}, {@code index[1]}, … in that order.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public Dataset select(int[] index) {
        return with(x.select(index), Arrays.stream(index).map(i -> labels[i]).toArray());
    }

    /** The same images in random order. */
    public Dataset shuffled(Rng rng) {
        return select(rng.permutation(size()));
    }

    /**
     * Random parts of the given sizes without a common image, such as {@code split(rng, 55_000, 5_000)} for training
     * and validation. Balanced: a part holds each class in the same proportion as the whole does, to within one
     * image. Within a part the images keep their order. What the sizes leave over is in no part.
     *
     * @throws IllegalArgumentException if a size is negative or the sizes add up to more than there are images
     */
    public List<Dataset> split(Rng rng, int... sizes) {
        long wanted = Arrays.stream(sizes).asLongStream().sum();
        if (wanted > size() || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
            throw new IllegalArgumentException("split: expected sizes from 0 that add up to at most " + size()
                + ", found " + Arrays.toString(sizes) + ".");
        }
        int[] rest = randomButSortedByClass(rng);
        List<Dataset> parts = new ArrayList<>();
        for (int size : sizes) {
            boolean[] dealt = dealt(size, rest.length);
            parts.add(select(where(dealt, true, rest).sorted().toArray()));
            rest = where(dealt, false, rest).toArray();
        }
        return parts;
    }

    private int[] randomButSortedByClass(Rng rng) {
        int[] random = rng.permutation(size());
        return IntStream.range(0, classes())
            .flatMap(c -> Arrays.stream(random).filter(i -> labels[i] == c))
            .toArray();
    }

    /** {@code count} of {@code n} places, spread evenly: any stretch of them holds its share to within one. */
    private static boolean[] dealt(int count, int n) {
        boolean[] dealt = new boolean[n];
        for (int i = 0; i < n; i++) {
            dealt[i] = (i + 1L) * count / n > (long) i * count / n;
        }
        return dealt;
    }

    private static IntStream where(boolean[] dealt, boolean wanted, int[] values) {
        return IntStream.range(0, values.length).filter(i -> dealt[i] == wanted).map(i -> values[i]);
    }

    /** The mean of all pixels on the scale from 0 to 1; 0.1307 for MNIST's training images. */
    public double mean() {
        return moment(1);
    }

    /** The standard deviation of all pixels on the scale from 0 to 1; 0.3081 for MNIST's training images. */
    public double std() {
        double mean = moment(1);
        return Math.sqrt(Math.max(0, moment(2) - mean * mean));   // rounding may take it a little below 0
    }

    /** The mean of the pixels' {@code power}-th power. Summed in integers: exact, so no order matters. */
    private double moment(int power) {
        long sum = 0;
        for (byte pixel : x.data()) {
            int value = pixel & 0xFF;
            sum += power == 1 ? value : value * value;
        }
        return sum / (StrictMath.pow(255, power) * x.data().length);
    }

    private Dataset with(ByteMatrix otherX, int[] otherLabels) {
        return new Dataset(name, width, height, otherX, otherLabels, classNames);
    }

    /** Such as {@code mnist: 60,000 images of 28×28, 10 classes}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,d images of %d×%d, %d classes", name, size(), width, height, classes());
    }
}
