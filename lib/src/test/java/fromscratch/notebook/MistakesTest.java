package fromscratch.notebook;

import fromscratch.data.DataException;
import fromscratch.data.Dataset;
import fromscratch.data.ImageFolder;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.ModelFileException;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.Slider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Mistakes that readers make when they call the library: what was expected, what was found. Those of whole cells are in mistakes.py. */
class MistakesTest {
    private static final Dataset DIGITS = new Dataset("small", 2, 2, new ByteMatrix(2, 4, new byte[8]), new int[] {0, 1}, List.of("a", "b"));

    @TempDir
    Path folder;

    private static void refused(ThrowingCallable mistake, String... words) {
        assertThatThrownBy(mistake).isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class,
            NullPointerException.class, DataException.class, ModelFileException.class).hasMessageContainingAll(words);
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_named() {
        Network network = Network.mlp(Relu::new, new Rng(1), 4, 2);
        refused(() -> Network.load(folder), folder.toString(), "found a folder", "name a file in it");
        refused(() -> network.save(folder), folder.toString(), "this is a folder", "name a file in it");
        refused(() -> ImageFolder.readImage(folder), "found the folder " + folder, "Name a file in it");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void an_image_that_there_is_not_is_counted_for_the_reader() {
        refused(() -> Pictures.digit(DIGITS, 2), "there is no image 2: small has 2", "counted from 0");
        refused(() -> DIGITS.label(-1), "there is no image -1");
    }

    @Test
    void more_than_a_page_can_show_is_refused_at_once() {
        refused(() -> Pictures.grid(Matrix.zeros(1001, 4), 2), "room for 1,000 images, found 1,001");
        refused(() -> Pictures.digits(DIGITS, new int[60_000]), "found 60,000");
        refused(() -> Pictures.sideBySide(Collections.nCopies(60, Charts.line("", "", "")).toArray()), "found 60", "in several rows");
        assertThat(Rendering.of(new double[100_000]).text()).hasSizeLessThan(21_000).endsWith(" characters more");
        assertThat(Rendering.of(new double[784]).text()).doesNotContain("more");
    }

    @Test
    void sizes_labels_and_controls_that_cannot_be_are_refused() {
        refused(() -> Pictures.grid(Matrix.zeros(1, 4), 2, List.of(), -5), "at least 1 pixel", "-5");
        refused(() -> Charts.classes("", "", "", Matrix.zeros(2, 2), new int[] {0, 7}, List.of("a", "b")), "from 0 to 1", "found 7");
        refused(() -> Pictures.sideBySide((Object) null), "found null");
        refused(() -> Notebook.interact(() -> "drawing"), "the controls that it follows", "found no control");
        refused(() -> Notebook.interact(() -> "drawing", (Slider<Double>) null), "found null for a control");
        refused(() -> Dropdown.of("layer", "dense", null), "layer: a dropdown needs");
        refused(() -> Slider.whole(null, 0, 1), "a control needs a label");
    }

    @Test
    void a_trial_with_an_infinite_result_is_left_out() {
        assertThat(new ParallelCoordinates("trials").axis("rate", 1, 2, 3).axis("loss", 1, Double.POSITIVE_INFINITY, 4).picture(1).text())
            .contains("2 lines", "loss from 1 to 4");
    }

    @Test
    void what_cannot_be_shown_says_why_without_the_names_of_packages() {
        assertThat(Rendering.of(Charts.line(null, "x", "y")).text()).startsWith("[XYChart could not be shown: NullPointerException: ")
            .doesNotContain("java.lang", "org.knowm");
    }

    @Test
    void a_number_that_is_none_is_grey_and_the_others_keep_their_colours() {
        Matrix matrix = Matrix.of(new float[] {1, Float.NaN}, new float[] {-2, Float.POSITIVE_INFINITY});
        assertThat(Charts.heatMap("", matrix).text()).endsWith("from -2.00 to 1.00");
        Picture row = Pictures.grid(matrix, 2);
        assertThat(row.text()).endsWith("from -2.00 to 1.00");
        int[] colours = IntStream.range(0, row.image().getWidth()).map(x -> row.image().getRGB(x, row.image().getHeight() / 2)).distinct().toArray();
        assertThat(colours).contains(Palette.GRID.getRGB(), Palette.diverging(0.5).getRGB(), Palette.diverging(-1).getRGB(), Palette.diverging(1).getRGB());
    }
}
