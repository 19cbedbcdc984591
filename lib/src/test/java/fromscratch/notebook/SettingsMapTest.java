package fromscratch.notebook;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;

import java.awt.Color;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SettingsMapTest {
    private final Picture picture = Charts.heatMap("Accuracy", "rate", List.of("0.1", "1"), "batch", List.of("8", "16", "32"),
        Matrix.of(Matrix.row(90, 80), Matrix.row(95, Float.NaN), Matrix.row(100, 10)), 90);

    @Test
    void the_darker_the_higher() {
        assertThat(color(0, 0)).as("what is at the lower end").isEqualTo(Color.WHITE);
        assertThat(color(0, 1)).as("what is below it").isEqualTo(Color.WHITE);
        assertThat(color(2, 0)).isEqualTo(Palette.BLUE);
        assertThat(color(1, 0)).isEqualTo(Palette.diverging(-0.5));
        assertThat(color(1, 1)).as("no number").isEqualTo(Palette.GRID);
        assertThat(picture.text()).contains("batch [8, 16, 32]", "rate [0.1, 1]", "highest 100");
    }

    /** A few pixels from the upper left corner of a cell, where no number stands. */
    private Color color(int row, int column) {
        double left = 48 + Drawing.widthOf("16", ChartTheme.TICKS);
        int scale = Drawing.SCALE;
        return new Color(picture.image().getRGB((int) (scale * (left + 64 * column + 4)), scale * (48 + 34 * row + 4)));
    }

    @Test
    void names_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Charts.heatMap("", "", List.of("a"), "", List.of("b"), Matrix.zeros(1, 2), 0))
            .withMessageContaining("1 rows and 1 columns").withMessageContaining("1×2");
    }
}
