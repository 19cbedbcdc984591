package fromscratch.notebook;

import fromscratch.data.ToyProblem.Points;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;
import org.junit.jupiter.api.Test;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** The line where a function is 0, and the map that it is drawn on. */
class PlaneMapTest {
    private static final Points NONE = new Points(Matrix.zeros(0, 2), new int[0]);

    @Test
    void the_line_lies_where_the_values_are_0() {
        Matrix circle = Matrix.zeros(41, 41);
        for (int i = 0; i < 41 * 41; i++) {
            double x = i % 41 - 20;
            double y = i / 41 - 18;
            circle.set(i / 41, i % 41, (float) (Math.sqrt(x * x + y * y) - 12.3));
        }
        List<double[]> places = places(ZeroLine.of(circle));
        assertThat(places).hasSizeGreaterThan(90);
        for (double[] place : places) {
            double x = place[0] - 20;
            double y = place[1] - 18;
            assertThat(Math.sqrt(x * x + y * y)).isCloseTo(12.3, within(0.02));
        }
        assertThat(places(ZeroLine.of(circle.map(v -> v + 20)))).as("nothing below 0").isEmpty();
    }

    @Test
    void in_a_saddle_the_two_corners_are_cut_off_that_the_middle_is_not_like() {
        // The upper left and the lower right corner are above 0. Is the middle, too?
        assertThat(places(ZeroLine.of(Matrix.of(row(3, -1), row(-1, 3))))).extracting(place -> place[0] + place[1])
            .as("pieces at the upper right and the lower left").containsExactly(0.75, 1.25, 1.25, 0.75);
        assertThat(places(ZeroLine.of(Matrix.of(row(1, -3), row(-3, 1))))).extracting(place -> place[0] + place[1])
            .as("pieces at the upper left and the lower right").containsExactly(0.25, 0.25, 1.75, 1.75);
    }

    @Test
    void a_grid_begins_at_the_upper_left() {
        assertThat(PlaneMap.grid(3)).isEqualTo(Matrix.of(row(-1, 1), row(0, 1), row(1, 1),
            row(-1, 0), row(0, 0), row(1, 0), row(-1, -1), row(0, -1), row(1, -1)));
    }

    @Test
    void colours_and_border_are_where_the_function_has_them() {
        // Above 0 to the upper right of the line from (0, 1) to (1, 0).
        Picture picture = Pictures.boundary("t", NONE, x -> column(x, 0).plus(column(x, 1)).map(v -> v - 1));
        Color lowerLeft = color(picture, -1.4, -1.4);
        Color upperRight = color(picture, 1.4, 1.4);
        Color border = color(picture, 0.5, 0.5);
        assertThat(lowerLeft.getBlue()).isGreaterThan(lowerLeft.getRed() + 50);
        assertThat(upperRight.getRed()).isGreaterThan(upperRight.getBlue() + 50);
        assertThat(border.getRed() + border.getGreen() + border.getBlue()).as("dark").isLessThan(250);
        assertThat(picture.text()).isEqualTo("Map “t”; x₁ and x₂ from -1.5 to 1.5; 0 points;"
            + " the function goes from -3.96 to 1.96 and is above 0 on 22 % of the square");
    }

    /** On either side of 0. */
    @Test
    void the_colour_is_strongest_for_the_largest_value_and_for_a_half_if_all_are_smaller() {
        assertThat(strength(Pictures.boundary("t", NONE, x -> column(x, 0).map(v -> v - 1)), 1.4, 0.7)).as("0.4 where −2.5 is the largest")
            .isLessThan(strength(Pictures.boundary("t", NONE, x -> column(x, 0)), 1.4, 0.7) / 2);
        assertThat(strength(Pictures.boundary("t", NONE, x -> column(x, 0).map(v -> 0.1f)), 1, 1)).as("0.1 everywhere")
            .isBetween(5, strength(Pictures.boundary("t", NONE, x -> column(x, 0).map(v -> 0.5f)), 1, 1) / 2);
    }

    private static int strength(Picture picture, double x, double y) {
        return color(picture, x, y).getRed() - color(picture, x, y).getBlue();
    }

    @Test
    void points_are_where_they_belong_and_differ_in_shape() {
        Picture picture = Pictures.boundary("t", new Points(Matrix.of(row(-1, 1), row(1, -1)), new int[] {0, 1}), x -> Matrix.zeros(x.rows(), 1));
        Color blue = color(picture, -1, 1);
        Color vermillion = color(picture, 1, -1);
        assertThat(blue).isEqualTo(Palette.BLUE);
        assertThat(vermillion).isEqualTo(Palette.VERMILLION);
        assertThat(color(picture, 1, 1)).isEqualTo(Palette.PAPER);
        double higher = 3.2 * 3 / 252;   // 3.2 CSS pixels
        assertThat(width(picture, -1, 1, 0)).as("a diamond is widest at its middle").isLessThan(width(picture, 1, -1, 0));
        assertThat(width(picture, -1, 1, higher)).as("and soon narrow").isGreaterThan(width(picture, 1, -1, higher));
    }

    /** How many pixels of a point's colour there are in a row above its middle. */
    private static long width(Picture picture, double x, double y, double above) {
        Color color = color(picture, x, y);
        return IntStream.range(-40, 41).filter(i -> color(picture, x + i * 1.5 / 252, y + above).equals(color)).count();
    }

    @Test
    void what_is_no_number_is_grey() {
        Drawing drawing = new Drawing(300, 300);
        Matrix values = Matrix.zeros(10, 10);
        values.set(9, 9, Float.NaN);
        new PlaneMap(drawing, 0, 0, 300).fill(values, 1, 1);
        BufferedImage image = drawing.picture("a map").image();
        assertThat(image.getRGB(590, 590)).isEqualTo(Palette.GRID.getRGB());
        assertThat(image.getRGB(10, 10)).isEqualTo(Palette.PAPER.getRGB());
    }

    @Test
    void nothing_leaves_the_map_and_numbers_stand_beside_it() {
        Picture picture = Pictures.boundary("t", new Points(Matrix.of(row(1.49f, 0)), new int[] {0}), x -> Matrix.zeros(x.rows(), 1));
        assertThat(color(picture, 1.46, 0)).isEqualTo(Palette.BLUE);
        assertThat(color(picture, 1.53, 0)).as("beyond the frame").isEqualTo(Palette.PAPER);
        for (int number = -1; number <= 1; number++) {
            double x = number;
            assertThat(IntStream.range(0, 40).mapToObj(i -> color(picture, x - 0.06 + i * 0.003, -1.5 - 12 * 3 / 252.0)))
                .as("below the map at %d", number).anyMatch(c -> !c.equals(Palette.PAPER));
        }
        assertThat(color(picture, 0.5, -1.5 - 12 * 3 / 252.0)).isEqualTo(Palette.PAPER);
    }

    /** Of two neurons: 0 on x = 0.5 and on y = −1. A third has no weights, and so no line. */
    @Test
    void the_lines_of_the_first_layer_are_where_its_weighted_sums_are_0() {
        Drawing drawing = new Drawing(300, 300);
        new PlaneMap(drawing, 0, 0, 300).lines(new Dense(Matrix.of(row(2, 0, 0), row(0, 3, 0)), Matrix.of(row(-1, 3, 1))));
        BufferedImage image = drawing.picture("a map").image();
        assertThat(coloured(image, 400, 0, 0, 1)).as("dashes on x = 0.5").isBetween(250, 450);
        assertThat(coloured(image, 0, 500, 1, 0)).as("dashes on y = −1").isBetween(250, 450);
        assertThat(coloured(image, 200, 0, 0, 1)).as("on x = −0.5 only the other line").isLessThan(10);
        assertThat(coloured(image, 0, 100, 1, 0)).as("on y = 1 only the other line").isLessThan(10);
    }

    /** How many pixels of 600 from (x, y) on in a direction are not white. */
    private static int coloured(BufferedImage image, int x, int y, int dx, int dy) {
        return (int) IntStream.range(0, 600).filter(i -> image.getRGB(x + i * dx, y + i * dy) != Palette.PAPER.getRGB()).count();
    }

    @Test
    void a_function_that_gives_two_numbers_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Pictures.boundary("t", NONE, x -> x))
            .withMessageContaining("7056×1, found 7056×2");
    }

    private static Matrix column(Matrix m, int c) {
        Matrix column = Matrix.zeros(m.rows(), 1);
        for (int r = 0; r < m.rows(); r++) {
            column.set(r, 0, m.get(r, c));
        }
        return column;
    }

    /** Of a picture's pixel at (x, y) of the plane. */
    private static Color color(Picture picture, double x, double y) {
        return new Color(picture.image().getRGB((int) (2 * (34 + (x + 1.5) / 3 * 252)), (int) (2 * (32 + (1.5 - y) / 3 * 252))));
    }

    private static List<double[]> places(Path2D path) {
        List<double[]> places = new ArrayList<>();
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            double[] place = new double[6];
            i.currentSegment(place);
            places.add(place);
        }
        return places;
    }
}
