package fromscratch.eval;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Network;

import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Which parts of an image a network's guess rests on, found by covering them (Zeiler and Fergus, "Visualizing and
 * understanding convolutional networks", 2014, section 4.2): a patch is put over each place in turn, and the network
 * is asked again.
 */
public final class Occlusion {
    private Occlusion() {
    }

    /**
     * How much the probability of a class falls when a patch covers part of the image.
     *
     * @param image [1 × height·width]
     * @param width of the image in pixels
     * @param label the class whose probability is watched, usually the true one
     * @param patch width and height of the patch in pixels, an odd number, so that it has a middle; at the border only
     *              the part of it that lies on the image covers something
     * @param shade what the covered pixels become, 0.5 for grey
     * @return [height × width]: element (y, x) is the fall for the patch with its middle at (y, x), from −1 to 1; below
     *         0 the probability rose
     * @throws IllegalArgumentException if image and width do not fit each other or the network, there is no such class,
     *                                  or the patch is not odd and positive
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button
     */
    public static Matrix map(Network network, Matrix image, int width, int label, int patch, float shade) {
        requireFit(network, image, width, label, patch);
        int height = image.cols() / width;
        float whole = network.probabilities(image).get(0, label);
        Matrix falls = Matrix.zeros(height, width);
        for (int y = 0; y < height; y++) {
            Cancellation.check("the map of an image");
            // A batch is a row of places: one for each would be slow, one for all large for large images.
            Matrix covered = Matrix.zeros(width, image.cols());
            for (int x = 0; x < width; x++) {
                System.arraycopy(image.data(), 0, covered.data(), x * image.cols(), image.cols());
                cover(covered, x, width, y, x, patch, shade);
            }
            Matrix probabilities = network.probabilities(covered);
            for (int x = 0; x < width; x++) {
                falls.set(y, x, whole - probabilities.get(x, label));
            }
        }
        return falls;
    }

    /**
     * The image with the patch over it whose middle is at (y, x), in a new matrix: what {@link #map} asks about.
     *
     * @param image [1 × height·width]
     */
    public static Matrix covered(Matrix image, int width, int y, int x, int patch, float shade) {
        Matrix copy = image.copy();
        cover(copy, 0, width, y, x, patch, shade);
        return copy;
    }

    private static void cover(Matrix images, int row, int width, int y, int x, int patch, float shade) {
        int height = images.cols() / width;
        int reach = patch / 2;
        for (int r = Math.max(0, y - reach); r <= Math.min(height - 1, y + reach); r++) {
            for (int c = Math.max(0, x - reach); c <= Math.min(width - 1, x + reach); c++) {
                images.set(row, r * width + c, shade);
            }
        }
    }

    private static void requireFit(Network network, Matrix image, int width, int label, int patch) {
        if (image.rows() != 1 || width < 1 || image.cols() % width != 0 || image.cols() != network.inputs()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "Occlusion: expected one image in one row of %d"
                + " pixels, as many as the network has inputs, and a width that divides them; found %s and width %d",
                network.inputs(), image.shape(), width));
        }
        if (label < 0 || label >= network.outputs()) {
            throw new IllegalArgumentException("Occlusion: class " + label + " does not exist; with " + network.outputs()
                + " outputs classes run from 0 to " + (network.outputs() - 1));
        }
        if (patch < 1 || patch % 2 == 0) {
            throw new IllegalArgumentException("Occlusion: the patch must be 1, 3, 5, … pixels wide, so that it has a"
                + " middle, found " + patch);
        }
    }
}
