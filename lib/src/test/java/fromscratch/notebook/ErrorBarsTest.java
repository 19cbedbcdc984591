package fromscratch.notebook;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ErrorBarsTest {
    private static final int WHITE = 0xFFFFFFFF;
    private static final int BLUE = Palette.BLUE.getRGB();

    @Test
    void dots_stand_where_their_means_are() {
        Picture picture = Charts.errorBars("t", "x", List.of("a", "b", "c"), new double[] {1, 2, 3}, new double[] {0, 0, 1});
        assertThat(picture).hasToString("Chart “t”, x: a 1.00 ± 0; b 2.00 ± 0; c 3.00 ± 1.00");
        assertThat(picture.height()).isEqualTo(48 + 3 * 28 + 56);
        int b = leftmostBlue(picture, 1);
        int c = leftmostBlue(picture, 2);
        assertThat(leftmostBlue(picture, 0)).as("the first row is what the others are compared with").isEqualTo(-1);
        int left = (int) (Drawing.SCALE * (20 + Drawing.widthOf("a", ChartTheme.LABELS)));
        // From 0.85 to 4.15: 3 with its bar, and a twentieth on either side; 2 is 1.15 of 3.3 from the left.
        assertThat(c).isBetween(left + (int) (Drawing.SCALE * 420 * 1.15 / 3.3) - 2, left + (int) (Drawing.SCALE * 420 * 1.15 / 3.3) + 2);
        assertThat(c - b).as("3 − 1 is 2 too: its bar begins where b's dot has its middle").isBetween(6, 12);
    }

    /** In device pixels, along the middle of a row; −1 if there is none. */
    private static int leftmostBlue(Picture picture, int row) {
        int y = (int) (Drawing.SCALE * (48 + 28 * (row + 0.5)));
        for (int x = 0; x < picture.image().getWidth(); x++) {
            if (picture.image().getRGB(x, y) == BLUE) {
                return x;
            }
        }
        return -1;
    }

    @Test
    void equal_means_without_a_spread_can_be_drawn() {
        Picture picture = Charts.errorBars("t", "x", List.of("a", "b"), new double[] {5, 5}, new double[] {0, 0});
        assertThat(leftmostBlue(picture, 1)).isPositive();
        assertThat(picture.image().getRGB(2, 2)).isEqualTo(WHITE);
    }

    @Test
    void ticks_are_round_numbers() {
        assertThat(ErrorBars.tickStep(1)).isEqualTo(0.2);
        assertThat(ErrorBars.tickStep(2.5)).isEqualTo(0.5);
        assertThat(ErrorBars.tickStep(5)).isEqualTo(1);
        assertThat(ErrorBars.tickStep(70)).isEqualTo(10);
    }

    @Test
    void errors_teach() {
        assertThatIllegalArgumentException().isThrownBy(() -> Charts.errorBars("", "", List.of("a"), new double[2], new double[1]))
            .withMessageContaining("1 names, 2 means and 1 spreads");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Charts.errorBars("", "", List.of("a"), new double[] {Double.NaN}, new double[1]))
            .withMessageContaining("“a” cannot be drawn");
    }
}
