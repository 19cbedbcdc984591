package fromscratch.notebook;

import fromscratch.data.DataException;
import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.MnistStyle;
import fromscratch.data.Strokes;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** The network that comes with the project, asked about digits anywhere on the canvas. */
class CanvasAccuracyTest {
    private static final Path FILE = Path.of(System.getProperty("fromscratch.data", "data"), "models/digits.safetensors");
    private static final int ZOOM = Strokes.SIDE / MnistStyle.SIDE;
    private static final int PIXELS = MnistStyle.SIDE * MnistStyle.SIDE;

    @Test
    void mnist_s_test_images_moved_on_the_canvas_by_up_to_four_pixels_are_read_if_they_are_centred() {
        Dataset test = mnist().take(2_000);
        Rng rng = new Rng(1);
        byte[] centred = new byte[PIXELS * test.size()];
        byte[] whole = new byte[PIXELS * test.size()];
        for (int i = 0; i < test.size(); i++) {
            byte[] sheet = onSheet(test, i, rng.nextInt(8 * ZOOM + 1) - 4 * ZOOM, rng.nextInt(8 * ZOOM + 1) - 4 * ZOOM);
            System.arraycopy(MnistStyle.centred(sheet, Strokes.SIDE, Strokes.SIDE), 0, centred, PIXELS * i, PIXELS);
            System.arraycopy(MnistStyle.whole(sheet, Strokes.SIDE, Strokes.SIDE), 0, whole, PIXELS * i, PIXELS);
        }
        assertThat(accuracy(test, centred)).as("centred").isGreaterThan(0.96);
        assertThat(accuracy(test, whole)).as("where they lie").isLessThan(0.7);
    }

    /** Image i enlarged to the sheet's size and moved; what leaves the sheet is lost. */
    private static byte[] onSheet(Dataset data, int i, int right, int down) {
        byte[] sheet = new byte[Strokes.SIDE * Strokes.SIDE];
        for (int y = Math.max(0, down); y < Math.min(Strokes.SIDE, Strokes.SIDE + down); y++) {
            for (int x = Math.max(0, right); x < Math.min(Strokes.SIDE, Strokes.SIDE + right); x++) {
                sheet[y * Strokes.SIDE + x] = (byte) data.x().get(i, (y - down) / ZOOM * MnistStyle.SIDE + (x - right) / ZOOM);
            }
        }
        return sheet;
    }

    private static double accuracy(Dataset test, byte[] pixels) {
        int[] guesses = Network.load(FILE).predict(new ByteMatrix(test.size(), PIXELS, pixels));
        return ConfusionMatrix.of(test.labels(), guesses, test.classes()).accuracy();
    }

    private static Dataset mnist() {
        try {
            return DataSets.mnist().test();
        } catch (DataException e) {
            return abort("MNIST is not on this machine: set FROMSCRATCH_DATA to a folder that holds mnist/");
        }
    }
}
