package fromscratch.data;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Forced distortions of an image of 4×3, seen through {@link Interpolation}. */
class AffineOriginTest {
    private static final byte[] IMAGE = {
        10, 20, 30, 40,
        50, 60, 70, 80,
        90, 100, 110, 120};

    @Test
    void nothing_to_undo() {
        assertThat(distorted(4, 3, 0, 0, 0, 1, 0)).isEqualTo(IMAGE);
    }

    @Test
    void whole_pixels_move_exactly_and_leave_background_behind() {
        assertThat(distorted(4, 3, 1, 0, 0, 1, 0)).containsExactly(
            0, 10, 20, 30,
            0, 50, 60, 70,
            0, 90, 100, 110);
        assertThat(distorted(4, 3, -2, 1, 0, 1, 0)).containsExactly(
            0, 0, 0, 0,
            30, 40, 0, 0,
            70, 80, 0, 0);
        assertThat(distorted(4, 3, 100, -100, 0, 1, 0)).containsOnly(0);
    }

    @Test
    void half_a_pixel_mixes_two() {
        assertThat(distorted(4, 3, 0.5, 0, 0, 1, 0)).containsExactly(
            5, 15, 25, 35,
            25, 55, 65, 75,
            45, 95, 105, 115);
    }

    @Test
    void greys_are_rounded_to_the_nearest() {
        assertThat(distorted(4, 3, 0.25, 0, 0, 1, 0)).containsExactly(   // 7.5, 17.5, …
            8, 18, 28, 38,
            38, 58, 68, 78,
            68, 98, 108, 118);
        assertThat(distorted(new byte[] {1, 2}, 2, 1, 0.75, 0, 0, 1, 0)).containsExactly(0, 1);   // 0.25, 1.25
    }

    @Test
    void a_right_angle_turns_clockwise() {
        byte[] square = {
            1, 2, 3,
            4, 5, 6,
            7, 8, 9};
        assertThat(distorted(square, 3, 3, 0, 0, 90, 1, 0)).containsExactly(
            7, 4, 1,
            8, 5, 2,
            9, 6, 3);
        assertThat(distorted(square, 3, 3, 0, 0, -90, 1, 0)).containsExactly(
            3, 6, 9,
            2, 5, 8,
            1, 4, 7);
        assertThat(distorted(4, 3, 0, 0, 180, 1, 0)).containsExactly(
            120, 110, 100, 90,
            80, 70, 60, 50,
            40, 30, 20, 10);
    }

    @Test
    void a_slant_of_one_moves_each_row_one_pixel_more() {
        assertThat(distorted(4, 3, 0, 0, 0, 1, 1)).containsExactly(
            20, 30, 40, 0,
            50, 60, 70, 80,
            0, 90, 100, 110);
    }

    @Test
    void twice_as_large_about_the_centre() {
        byte[] row = {0, 0, 100, 0, 0};
        assertThat(distorted(row, 5, 1, 0, 0, 0, 2, 0)).containsExactly(0, 50, 100, 50, 0);
        assertThat(distorted(row, 5, 1, 0, 0, 0, 0.5, 0)).containsExactly(0, 0, 100, 0, 0);
    }

    /** The formula of the class, forwards, in its order: scale and slant, turn, move. */
    @Test
    void undoes_all_together() {
        AffineOrigin origin = new AffineOrigin(28, 20);
        origin.undo(1.5, -2, 30, 1.2, 0.3);
        double x = 4 - 13.5;
        double y = 17 - 9.5;
        double slantedX = 1.2 * (x + 0.3 * y);
        double slantedY = 1.2 * y;
        double cos = Math.sqrt(3) / 2;
        double newX = 13.5 + cos * slantedX - 0.5 * slantedY + 1.5;
        double newY = 9.5 + 0.5 * slantedX + cos * slantedY - 2;
        // The origin is only asked for whole pixels, but it is affine: its value between them follows.
        assertThat(between(origin, newX, newY, true)).isCloseTo(4, within(1e-4));
        assertThat(between(origin, newX, newY, false)).isCloseTo(17, within(1e-4));
    }

    private static double between(AffineOrigin origin, double x, double y, boolean across) {
        double start = across ? origin.x(0, 0) : origin.y(0, 0);
        double alongX = (across ? origin.x(1, 0) : origin.y(1, 0)) - start;
        double alongY = (across ? origin.x(0, 1) : origin.y(0, 1)) - start;
        return start + x * alongX + y * alongY;
    }

    private static byte[] distorted(int width, int height, double right, double down, double degrees, double factor,
                                    double slant) {
        return distorted(IMAGE, width, height, right, down, degrees, factor, slant);
    }

    private static byte[] distorted(byte[] image, int width, int height, double right, double down, double degrees,
                                    double factor, double slant) {
        Interpolation old = new Interpolation(width, height);
        old.read(image, 0);
        AffineOrigin origin = new AffineOrigin(width, height);
        origin.undo(right, down, degrees, factor, slant);
        byte[] distorted = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            distorted[i] = old.pixel(origin.x(i % width, i / width), origin.y(i % width, i / width));
        }
        return distorted;
    }
}
