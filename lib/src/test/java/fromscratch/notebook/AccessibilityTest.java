package fromscratch.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is promised to readers who see differently, or not at all, or who like their pages dark. */
class AccessibilityTest {
    private static final Path NOTEBOOKS = Path.of(System.getProperty("fromscratch.data", "../data")).toAbsolutePath()
        .resolveSibling("notebooks");
    /** Well above what can just be seen: 2. */
    private static final double CLEARLY_DIFFERENT = 15;

    // ---- those who see no pictures ----

    @Test
    void no_picture_is_without_words() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        assertThatThrownBy(() -> Picture.of(image, " ")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("what is to be seen");
    }

    @Test
    void each_stored_picture_has_an_alternative_text() throws IOException {
        List<String> without = new ArrayList<>();
        int pictures = 0;
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList()) {
                for (JsonObject output : outputsWithPictures(file)) {
                    pictures++;
                    JsonObject metadata = output.getAsJsonObject("metadata").getAsJsonObject("image/png");
                    if (metadata == null || !metadata.has("alt") || metadata.get("alt").getAsString().isBlank()
                        || !output.getAsJsonObject("data").has("text/plain")) {
                        without.add(file.getFileName() + ": " + metadata);
                    }
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(pictures).as("pictures in %s", NOTEBOOKS).isGreaterThan(50);
    }

    private static List<JsonObject> outputsWithPictures(Path notebook) throws IOException {
        List<JsonObject> found = new ArrayList<>();
        for (JsonElement cell : JsonParser.parseString(Files.readString(notebook)).getAsJsonObject().getAsJsonArray("cells")) {
            if (cell.getAsJsonObject().has("outputs")) {
                for (JsonElement output : cell.getAsJsonObject().getAsJsonArray("outputs")) {
                    JsonObject data = output.getAsJsonObject().getAsJsonObject("data");
                    if (data != null && data.has("image/png")) {
                        found.add(output.getAsJsonObject());
                    }
                }
            }
        }
        return found;
    }

    // ---- those who see colours differently ----

    @ParameterizedTest
    @EnumSource
    void colours_that_mean_something_can_be_told_apart(ColourVision vision) {
        Color[] series = Palette.series();
        for (int i = 0; i < series.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(vision.distance(series[i], series[j])).as("%s: series %s and %s", vision, j, i).isGreaterThan(CLEARLY_DIFFERENT);
            }
        }
        assertThat(vision.distance(Palette.RIGHT, Palette.WRONG)).as("%s: right and wrong", vision).isGreaterThan(CLEARLY_DIFFERENT);
        for (double size = 0.3; size <= 1; size += 0.1) {
            assertThat(vision.distance(Palette.diverging(-size), Palette.diverging(size))).as("%s: −%.1f and %.1f", vision, size, size)
                .isGreaterThan(CLEARLY_DIFFERENT);
        }
    }

    @Test
    void the_measure_finds_colours_that_some_cannot_tell_apart() {
        Color red = new Color(0xD55E00);
        Color gold = new Color(0x8C6D00);
        assertThat(ColourVision.NORMAL.distance(red, gold)).isGreaterThan(40);
        assertThat(ColourVision.PROTANOPIA.distance(red, gold)).isLessThan(3);
        assertThat(ColourVision.TRITANOPIA.distance(Color.WHITE, Color.BLACK)).isBetween(99.0, 101.0);
    }

    // ---- pages that are dark ----

    /** They look the same on each page: their paper is white, and no pixel lets the page shine through. */
    @Test
    void pictures_bring_their_own_paper() {
        XYChart lines = Charts.line("Lines", "x", "y");
        lines.addSeries("a", new double[] {0, 1}, new double[] {0, 1});
        CategoryChart bars = Charts.bars("Bars", "x", "y");
        bars.addSeries("a", List.of("0", "1"), List.of(0.5, 1.0));
        Matrix numbers = Matrix.normal(4, 9, 0, 1, new Rng(1));
        History history = new History(List.of(new History.Epoch(1, 2, 0.5, 2.5, 0.4, 1), new History.Epoch(2, 1, 0.75, 1.5, 0.6, 1)));
        Plane plane = Plane.square(1);
        List<Object> pictures = List.of(lines, bars, history, Charts.heatMap("Heat map", numbers), Pictures.grid(numbers, 3),
            Charts.errorBars("Means", "x", List.of("a", "b"), new double[] {1, 2}, new double[] {0.1, 0.2}),
            Charts.heatMap("Settings", "x", List.of("1", "2"), "y", List.of("3"), Matrix.of(Matrix.row(1, 2)), 0),
            plane.map("Plane", "x1", "x2", Network.mlp(Relu::new, new Rng(1), 2, 3, 1).outputs(plane.points())),
            Pictures.sideBySide(lines, bars));
        for (Object thing : pictures) {
            Picture picture = (Picture) Rendering.of(thing);
            assertThat(picture.image().getColorModel().hasAlpha()).as(picture.text()).isFalse();
            assertThat(picture.image().getRGB(0, 0)).as(picture.text()).isEqualTo(Palette.PAPER.getRGB());
        }
    }

    /** JupyterLab's text is black or white, 87 % of it or more. */
    @Test
    void shaded_numbers_of_a_table_can_be_read_on_both_themes() {
        String html = Tables.of(ConfusionMatrix.of(new int[] {0, 0, 1}, new int[] {1, 1, 0}, 2), List.of("cat", "dog")).html();
        Matcher shade = Pattern.compile("background-color: rgba\\((\\d+), (\\d+), (\\d+), ([0-9.]+)\\)").matcher(html);
        int shades = 0;
        for (; shade.find(); shades++) {
            Color color = new Color(Integer.parseInt(shade.group(1)), Integer.parseInt(shade.group(2)), Integer.parseInt(shade.group(3)));
            double share = Double.parseDouble(shade.group(4));
            for (Color page : List.of(Color.WHITE, new Color(0x111111))) {
                Color text = mix(page, page == Color.WHITE ? Color.BLACK : Color.WHITE, 0.87);
                assertThat(Palette.contrast(text, mix(page, color, share))).as("%s on %s", shade.group(), page).isGreaterThan(4.5);
            }
        }
        assertThat(shades).isEqualTo(2);
    }

    private static Color mix(Color below, Color above, double share) {
        return new Color((int) (below.getRed() + share * (above.getRed() - below.getRed())),
            (int) (below.getGreen() + share * (above.getGreen() - below.getGreen())),
            (int) (below.getBlue() + share * (above.getBlue() - below.getBlue())));
    }
}
