package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Rng;

import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Random distortions of grey images: each image is moved, turned, scaled, slanted and bent a little, as another hand
 * would have written it. A network that is shown new distortions of its training images in each epoch cannot learn them
 * by heart.
 *
 * <pre>
 *   Augment augment = new Augment(28, 28).shift(1).rotate(10).scale(0.1).shear(0.1).elastic(5, 30);
 *   ByteMatrix distorted = augment.apply(train.x(), new Rng(1));
 * </pre>
 *
 * <p>Affine and elastic distortions after Simard, Steinkraus and Platt, "Best practices for convolutional neural
 * networks applied to visual document analysis" (ICDAR 2003), section 2. As there, it is computed backwards: where in
 * the old image each pixel of the new one comes from. That is a place between four pixels, which are mixed (bilinear
 * interpolation); outside the old image there is 0, the background.
 *
 * <p>A setting of 0 leaves its distortion out; at first all are 0. Set everything first: from then on several threads
 * may use the same object. The same seed gives the same bytes on every machine and with any number of threads.
 */
public final class Augment {
    private final int width;
    private final int height;
    private final ThreadLocal<Workspace> workspace = ThreadLocal.withInitial(Workspace::new);
    private double shift;
    private double degrees;
    private double scale;
    private double shear;
    private Gaussian gaussian;
    private float alpha;

    /**
     * For images of this size, in pixels; without distortions at first.
     *
     * @throws IllegalArgumentException if a side is less than 1 pixel
     */
    public Augment(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("Augment: expected images of at least 1×1 pixels, found " + width + "×"
                + height + ".");
        }
        this.width = width;
        this.height = height;
    }

    // ---- settings ----

    /**
     * Moves each image by up to {@code pixels} to the right or left, and up or down: uniform, also by parts of a pixel.
     *
     * @throws IllegalArgumentException if {@code pixels} is not from 0 to the longer side of the images
     */
    public Augment shift(double pixels) {
        this.shift = within(0, Math.max(width, height), pixels, "shift", "pixels");
        return this;
    }

    /**
     * Turns each image about its centre by up to {@code degrees}, clockwise or counter-clockwise, uniform.
     *
     * @throws IllegalArgumentException if {@code degrees} is not from 0 to 180
     */
    public Augment rotate(double degrees) {
        this.degrees = within(0, 180, degrees, "rotate", "degrees");
        return this;
    }

    /**
     * Makes each image smaller or larger, its proportions kept: by a factor from 1 − {@code share} to
     * 1 + {@code share}, uniform; 0.15 means from 85 % to 115 %.
     *
     * @throws IllegalArgumentException if {@code share} is not from 0 to 0.9
     */
    public Augment scale(double share) {
        this.scale = within(0, 0.9, share, "scale", "(0.15 means from 85 % to 115 %)");
        return this;
    }

    /**
     * Slants each image to the right or left, by up to {@code share} of its height, uniform: 0.1 moves the top of a
     * letter by up to a tenth of its height against its foot.
     *
     * @throws IllegalArgumentException if {@code share} is not from 0 to 2
     */
    public Augment shear(double share) {
        this.shear = within(0, 2, share, "shear", "(0.1 moves the top by a tenth of the height against the foot)");
        return this;
    }

    /**
     * Bends each image: each pixel has a random displacement of its own, uniform from −1 to 1 across and down, smoothed
     * by a Gaussian and multiplied by {@code alpha}. A small {@code sigma} crumples the image, a large one only moves
     * it; in between it looks like handwriting. The displacements across, and those down, have a standard deviation of
     * about alpha / (6.1 sigma) pixels, and less near the edges: 1.4 pixels for the paper's values for MNIST, 4 and 34.
     * These make a blot of a digit now and then; 5 and 30 hardly do.
     *
     * @param sigma the standard deviation of the Gaussian in pixels; may only be 0 if {@code alpha} is 0 too
     * @param alpha the strength; 0 means no bending
     * @throws IllegalArgumentException if {@code sigma} is not from 0.3 to the longer side of the images, or
     *                                  {@code alpha} not from 0 to 10,000
     */
    public Augment elastic(double sigma, double alpha) {
        within(0, 10_000, alpha, "elastic", "as alpha");
        this.gaussian = alpha == 0 ? null
            : new Gaussian(within(0.3, Math.max(width, height), sigma, "elastic", "pixels as sigma"));
        this.alpha = (float) alpha;
        return this;
    }

    private static double within(double least, double most, double value, String setting, String unit) {
        if (!(value >= least && value <= most)) {   // NaN is neither
            throw new IllegalArgumentException(setting + ": expected from " + least + " to " + most + " " + unit
                + ", found " + value + ".");
        }
        return value;
    }

    // ---- distorting ----

    /**
     * A distorted copy of each image, in the same order. The processor's cores share out the work, unless
     * {@link Kernels#alone} keeps it to one.
     *
     * <p>Row i is what {@link #apply(ByteMatrix, int, byte[], int, Rng)} makes of it with the i-th {@link Rng#split()}
     * of {@code rng}.
     *
     * @param images one a row, [n × width·height]
     * @return [n × width·height]
     * @throws IllegalArgumentException if the images are of another size
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button
     */
    public ByteMatrix apply(ByteMatrix images, Rng rng) {
        requireSize(images);
        Rng[] rngs = new Rng[images.rows()];
        for (int i = 0; i < rngs.length; i++) {
            rngs[i] = rng.split();
        }
        byte[] distorted = new byte[images.data().length];
        Cancellation cancellation = Cancellation.of("distorting " + rngs.length + " images");
        Kernels.share(rngs.length, row -> {
            cancellation.check();
            distort(images, row, distorted, row * images.cols(), rngs[row]);
        });
        return new ByteMatrix(images.rows(), images.cols(), distorted);
    }

    /**
     * Distorts one image into {@code into[at]} … {@code into[at + width·height − 1]}, for a training loop: what a
     * thread needs for it is allocated once. {@code into} may be the images' own array.
     *
     * @throws IllegalArgumentException  if the images are of another size
     * @throws IndexOutOfBoundsException if there is no such row, or no room for it in {@code into}
     */
    public void apply(ByteMatrix images, int row, byte[] into, int at, Rng rng) {
        requireSize(images);
        Objects.checkIndex(row, images.rows());
        Objects.checkFromIndexSize(at, images.cols(), into.length);
        distort(images, row, into, at, rng);
    }

    private void requireSize(ByteMatrix images) {
        if (images.cols() != (long) width * height) {
            throw new IllegalArgumentException("Augment: images of " + width + "×" + height + " pixels need "
                + (long) width * height + " columns, found a table of " + images.rows() + "×" + images.cols() + ".");
        }
    }

    private void distort(ByteMatrix images, int row, byte[] into, int at, Rng rng) {
        Workspace w = workspace.get();
        w.old.read(images.data(), row * images.cols());
        // Always five numbers, used or not: changing one setting leaves the other distortions as they were.
        w.origin.undo(shift * rng.uniform(-1, 1), shift * rng.uniform(-1, 1), degrees * rng.uniform(-1, 1),
            1 + scale * rng.uniform(-1, 1), shear * rng.uniform(-1, 1));
        if (gaussian == null) {
            w.draw(into, at);
        } else {
            w.field.fill(rng);
            w.field.smooth(gaussian);
            w.drawBent(alpha, into, at);
        }
    }

    /** What a thread needs to distort an image: made once, used for all of them. */
    private final class Workspace {
        final Interpolation old = new Interpolation(width, height);
        final AffineOrigin origin = new AffineOrigin(width, height);
        final DisplacementField field = new DisplacementField(width, height);

        void draw(byte[] into, int at) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    into[at++] = old.pixel(origin.x(x, y), origin.y(x, y));
                }
            }
        }

        void drawBent(float alpha, byte[] into, int at) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    into[at++] = old.pixel(origin.x(x, y) + alpha * field.right(x, y),
                        origin.y(x, y) + alpha * field.down(x, y));
                }
            }
        }
    }
}
