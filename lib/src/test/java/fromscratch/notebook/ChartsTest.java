package fromscratch.notebook;

import fromscratch.eval.Calibration;
import fromscratch.linalg.Matrix;
import fromscratch.nn.History;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ChartsTest {
    @Test
    void series_can_be_told_from_the_paper_and_text_can_be_read() {
        for (Color color : Palette.series()) {
            assertThat(Palette.contrast(color, Palette.PAPER)).as("%s", color).isGreaterThanOrEqualTo(3);
        }
        for (Color color : List.of(Palette.INK, Palette.MUTED, Palette.RIGHT, Palette.WRONG)) {
            assertThat(Palette.contrast(color, Palette.PAPER)).as("%s", color).isGreaterThanOrEqualTo(4.5);
        }
        for (int i = -10; i <= 10; i++) {
            Color cell = Palette.diverging(i / 10.0);
            assertThat(Palette.contrast(Palette.textOn(cell), cell)).as("%d", i).isGreaterThanOrEqualTo(3.9);
        }
    }

    @Test
    void classes_are_told_apart_by_their_numbers() {
        assertThat(Palette.classes()).hasSize(10).doesNotHaveDuplicates();
        for (Color color : Palette.classes()) {
            assertThat(Palette.contrast(color, Palette.PAPER)).as("%s", color).isGreaterThanOrEqualTo(3);
        }
        Matrix points = Matrix.of(Matrix.row(1, 2), Matrix.row(3, 4), Matrix.row(5, 6));
        XYChart digits = Charts.classes("t", "x", "y", points, new int[] {1, 0, 1}, List.of("0", "1", "2"));
        assertThat(ChartText.describe(digits)).isEqualTo("Chart “t”; x: x, y: y; 0: 1 point, x from 3.00 to 3.00, y from 4.00 to 4.00"
            + "; 1: 2 points, x from 1.00 to 5.00, y from 2.00 to 6.00");
        assertThat(digits.getStyler().isLegendVisible()).isFalse();
        XYChart clothes = Charts.classes("t", "x", "y", points, new int[] {1, 0, 1}, List.of("shirt", "coat"));
        assertThat(clothes.getSeriesCollection()).extracting(s -> s.getName()).containsExactly("0 shirt", "1 coat");
        assertThat(clothes.getStyler().isLegendVisible()).isTrue();
        assertThatThrownBy(() -> Charts.classes("", "", "", points, new int[2], List.of("a"))).hasMessageContaining("2 labels");
    }

    @Test
    void a_marker_that_is_text_stands_in_the_middle_of_its_point() {
        Drawing drawing = new Drawing(40, 40, 1);
        drawing.g.setColor(Color.BLACK);
        new TextMarker("0").paint(drawing.g, 20, 20, 16);
        var image = drawing.picture("0").image();
        double sumX = 0, sumY = 0, ink = 0;
        for (int i = 0; i < 1600; i++) {
            double black = 255 - (image.getRGB(i % 40, i / 40) & 255);
            ink += black;
            sumX += black * (i % 40 + 0.5);
            sumY += black * (i / 40 + 0.5);
        }
        assertThat(sumX / ink).isBetween(19.0, 21.0);
        assertThat(sumY / ink).isBetween(18.5, 21.5);
    }

    @Test
    void contrast_is_that_of_the_guidelines() {
        assertThat(Palette.contrast(Color.BLACK, Color.WHITE)).isEqualTo(21);
        assertThat(Palette.contrast(new Color(0x777777), Color.WHITE)).isBetween(4.47, 4.49);
    }

    @Test
    void letters_are_large_enough() {
        var styler = Charts.line("", "", "").getStyler();
        assertThat(List.of(styler.getAxisTickLabelsFont(), styler.getAxisTitleFont(), styler.getLegendFont(), styler.getChartTitleFont()))
            .allMatch(font -> font.getSize() >= 12);
    }

    @Test
    void painting_leaves_a_chart_as_it_was() {
        XYChart chart = Charts.line("Line", "x", "y");
        double[] xs = IntStream.range(0, 50).mapToDouble(i -> i).toArray();
        chart.addSeries("a", xs, xs);

        Picture picture = SideBySide.of(List.of(chart, chart));

        assertThat(picture.width()).isEqualTo(900);
        assertThat(chart.getWidth()).isEqualTo(600);
        assertThat(chart.getHeight()).isEqualTo(400);
        assertThat(chart.getSeriesCollection()).hasSize(1);
        assertThat(chart.getStyler().isLegendVisible()).isTrue();
    }

    @Test
    void curves_of_a_history() {
        History history = new History(List.of(new History.Epoch(1, 2, .5, 2.5, .4, 1), new History.Epoch(2, 1, .75, 1.5, .6, 1)));
        Picture picture = Charts.curves(history);
        assertThat(picture.image().getWidth()).isEqualTo(2 * picture.width());
        assertThat(picture.text()).contains("Loss by epoch", "validation: 2 points, x from 1.00 to 2.00, y from 1.50 to 2.50",
            "Accuracy by epoch", "training: 2 points, x from 1.00 to 2.00, y from 50.0 to 75.0");
    }

    @Test
    void a_reliability_diagram_has_a_point_for_each_bin_with_guesses() {
        Matrix probabilities = Matrix.of(Matrix.row(0.75f, 0.25f), Matrix.row(0.75f, 0.25f), Matrix.row(0.9f, 0.1f));
        XYChart chart = Charts.reliability("Reliability", Calibration.of(probabilities, new int[] {0, 1, 0}, 10));
        assertThat(ChartText.describe(chart)).contains("calibrated: 2 points, x from 0 to 100, y from 0 to 100",
            "this network: 2 points, x from 75.0 to 90.0, y from 50.0 to 100");
        double[] bars = List.copyOf(chart.getSeriesCollection()).get(1).getExtraValues();
        assertThat(bars[0]).as("2 · √(0.75 · 0.25 / 2), in percent").isCloseTo(61.2372, within(1e-4));
    }

    @Test
    void a_heat_map_is_blue_below_zero_and_vermillion_above() {
        Picture picture = Charts.heatMap("Signs", Matrix.of(Matrix.row(-1, 1)));
        List<Integer> colors = IntStream.of(picture.image().getRGB(0, 0, picture.image().getWidth(), picture.image().getHeight(),
            null, 0, picture.image().getWidth())).distinct().boxed().toList();
        assertThat(colors).contains(Palette.BLUE.getRGB(), Palette.VERMILLION.getRGB());
        assertThat(picture.text()).isEqualTo("Heat map “Signs”; matrix 1×2, from -1.00 to 1.00");
        assertThatThrownBy(() -> Charts.heatMap("", Matrix.zeros(0, 3))).hasMessageContaining("0×3");
    }

    @Test
    void only_charts_and_pictures_stand_side_by_side() {
        assertThatThrownBy(() -> SideBySide.of(List.of("text"))).hasMessageContaining("String").hasMessageContaining("show(");
        assertThatThrownBy(Pictures::sideBySide).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found nothing");
    }

    @Test
    void large_pictures_are_made_small_enough_for_the_page() {
        Picture large = Charts.heatMap("", Matrix.zeros(12, 12));
        assertThat(SideBySide.of(List.of(large, large)).width()).isBetween(890, 900);
    }

    @Test
    void numbers_beside_an_axis_are_short_and_whole() {
        assertThat(Stream.of(0.0, 0.05, 0.1 + 0.05, -0.25, 2.0, 20_000.0, 400_000.0, 1e-7, 2.5e-8, 1e9).map(Format::tick))
            .containsExactly("0", "0.05", "0.15", "-0.25", "2", "20,000", "400,000", "1e-7", "2.5e-8", "1e9");
    }

    @Test
    void lines_differ_in_more_than_colour() {
        XYChart chart = Charts.line("", "", "");
        double[] values = {1, 2};
        chart.addSeries("plain", values, values);
        chart.addSeries("dashed", values, values);
        chart.addSeries("own", values, values).setLineStyle(ChartTheme.SOLID);
        ChartPicture.of(chart);
        assertThat(chart.getSeriesCollection()).extracting(s -> s.getLineStyle().getDashArray() == null)
            .containsExactly(true, false, true);
    }
}
