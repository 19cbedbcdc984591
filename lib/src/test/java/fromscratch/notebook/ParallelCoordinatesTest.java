package fromscratch.notebook;

import org.junit.jupiter.api.Test;

import java.awt.Color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ParallelCoordinatesTest {
    /** The best trial has the middle one of three rates that are powers of ten apart. */
    private final Picture picture = new ParallelCoordinates("Four trials").logAxis("rate", 0.01, 0.1, 1, 1)
        .axis("result", 1, 3, 2, Double.NaN).picture(1);

    @Test
    void the_best_line_is_strong_and_stands_where_its_values_are() {
        assertThat(colorAt(89, 200 - 9 * 130 / 540.0)).as("the best one, in the middle of the axis of logarithms").isEqualTo(Palette.VERMILLION);
        assertThat(colorAt(611, 70 + 9 * 130 / 540.0)).as("the best one, at the top").isEqualTo(Palette.VERMILLION);
        assertThat(colorAt(350, 265)).as("the first one, half way from the bottom to the bottom").isEqualTo(Color.WHITE);
        assertThat(picture.text()).contains("3 lines", "rate from 0.01 to 1", "result from 1 to 3");
    }

    private Color colorAt(double x, double y) {
        return new Color(picture.image().getRGB((int) (Drawing.SCALE * x), (int) (Drawing.SCALE * y)));
    }

    @Test
    void what_cannot_be_drawn_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParallelCoordinates("").logAxis("rate", 0, 1))
            .withMessageContaining("expected positive values for rate");
        assertThatIllegalArgumentException().isThrownBy(() -> new ParallelCoordinates("").axis("a", 1, 2).axis("b", 1))
            .withMessage("axis: expected 2 values for b, as for the axes before, found 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new ParallelCoordinates("").axis("a", 1).picture(1))
            .withMessage("picture: expected at least two axes, found 1");
    }
}
