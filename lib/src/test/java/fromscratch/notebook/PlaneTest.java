package fromscratch.notebook;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlaneTest {
    private static final Plane PLANE = Plane.square(3);
    /** Where the drawing has the middle of the square, in real pixels, and how many of them are 1 there. */
    private static final int MIDDLE_X = 2 * 40 + 363;
    private static final int MIDDLE_Y = 2 * 44 + 363;
    private static final double UNIT = 120;

    @Test
    void points_go_from_left_to_right_and_from_top_to_bottom() {
        Matrix points = PLANE.points();
        assertThat(points.shape()).isEqualTo("14641×2");
        assertThat(points.row(0).data()).containsExactly(-3, 3);
        assertThat(points.row(1).data()).containsExactly(-2.95f, 3);
        assertThat(points.row(120).data()).containsExactly(3, 3);
        assertThat(points.row(14640 / 2).data()).containsExactly(0, 0);
        assertThat(points.row(14640).data()).containsExactly(3, -3);
    }

    @Test
    void colours_are_where_their_points_are() {
        Matrix x = column(0);
        BufferedImage image = PLANE.map("x", "x1", "x2", x).image();
        assertThat(image.getRGB(MIDDLE_X - 360, MIDDLE_Y)).isEqualTo(Palette.BLUE.getRGB());
        assertThat(image.getRGB(MIDDLE_X, MIDDLE_Y)).isEqualTo(Palette.PAPER.getRGB());
        assertThat(image.getRGB(MIDDLE_X + 360, MIDDLE_Y)).isEqualTo(Palette.VERMILLION.getRGB());
        assertThat(PLANE.map("y", "x1", "x2", column(1)).image().getRGB(MIDDLE_X, MIDDLE_Y - 360)).isEqualTo(Palette.VERMILLION.getRGB());
    }

    @Test
    void a_line_is_drawn_where_numbers_change_their_sign() {
        Matrix z = column(0).map(v -> 2 * v - 1.03);   // 0 at x = 0.515, between two points
        BufferedImage image = PLANE.map("", "x1", "x2", Matrix.zeros(14641, 1), z).image();
        int line = (int) (MIDDLE_X + 0.515 * UNIT);
        assertThat(image.getRGB(line, MIDDLE_Y)).isEqualTo(Palette.INK.getRGB());
        assertThat(image.getRGB(line, MIDDLE_Y + 300)).isEqualTo(Palette.INK.getRGB());
        assertThat(image.getRGB(line - 6, MIDDLE_Y)).isEqualTo(Palette.PAPER.getRGB());
        assertThat(image.getRGB(line + 6, MIDDLE_Y)).isEqualTo(Palette.PAPER.getRGB());
    }

    @Test
    void says_what_is_to_be_seen() {
        assertThat(PLANE.map("Sum", "x1", "x2", column(0)).text())
            .isEqualTo("Map “Sum”; x1 and x2 from -3 to 3, values from -3.00 to 3.00; at the corners: "
                + "upper left -3.00, upper right 3.00, lower left -3.00, lower right 3.00");
    }

    @Test
    void one_number_for_each_point_is_needed() {
        assertThatThrownBy(() -> PLANE.map("", "", "", Matrix.zeros(10, 1))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("14641×1").hasMessageContaining("10×1");
        assertThatThrownBy(() -> PLANE.map("", "", "", Matrix.zeros(14641, 1), Matrix.zeros(1, 1))).hasMessageContaining("1×1");
        assertThatThrownBy(() -> Plane.square(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("above 0");
    }

    private static Matrix column(int c) {
        return PLANE.points().transpose().row(c).transpose();
    }
}
