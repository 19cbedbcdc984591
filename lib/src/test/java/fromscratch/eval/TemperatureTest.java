package fromscratch.eval;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TemperatureTest {
    /**
     * Every row has the logits 4 and 0, and three of four guesses are right. The loss is lowest where the confidence is
     * 3/4: 1 / (1 + exp(−4 / T)) = 3/4, so exp(4 / T) = 3 and T = 4 / ln 3.
     */
    private final Matrix overconfident = Matrix.of(row(4, 0), row(4, 0), row(4, 0), row(4, 0));
    private final int[] threeOfFour = {0, 0, 1, 0};

    @Test
    void temperature_by_hand() {
        assertThat(Temperature.fit(overconfident, threeOfFour)).isCloseTo(4 / StrictMath.log(3), within(1e-7));
        Matrix underconfident = overconfident.scale(0.125f);
        assertThat(Temperature.fit(underconfident, threeOfFour)).isCloseTo(0.5 / StrictMath.log(3), within(1e-7));
    }

    /** At β = ln(3) / 4 the mean logit is 3/4 · 4 = 3, which is the mean of the true classes' logits. At β = 0 it is 2. */
    @Test
    void slope_by_hand() {
        assertThat(Temperature.slope(overconfident, threeOfFour, StrictMath.log(3) / 4)).isCloseTo(0, within(1e-12));
        assertThat(Temperature.slope(overconfident, threeOfFour, 0)).isCloseTo(-1, within(1e-12));
        assertThat(Temperature.slope(overconfident, threeOfFour, 1000)).isCloseTo(1, within(1e-12));
    }

    @Test
    void the_slope_is_that_of_the_loss() {
        Matrix logits = Matrix.normal(50, 10, 0, 3, new Rng(1));
        int[] labels = new int[50];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 10;
        }
        double[][] z = new double[50][10];
        for (int r = 0; r < 50; r++) {
            for (int c = 0; c < 10; c++) {
                z[r][c] = logits.get(r, c);
            }
        }
        double h = 1e-5;
        double measured = (lossInDouble(z, labels, 0.7 + h) - lossInDouble(z, labels, 0.7 - h)) / (2 * h);
        assertThat(Temperature.slope(logits, labels, 0.7)).isCloseTo(measured, within(1e-8));
    }

    private static double lossInDouble(double[][] z, int[] labels, double beta) {
        double[][] scaled = new double[z.length][z[0].length];
        for (int r = 0; r < z.length; r++) {
            for (int c = 0; c < z[r].length; c++) {
                scaled[r][c] = beta * z[r][c];
            }
        }
        return new SoftmaxCrossEntropy().valueInDouble(scaled, Matrix.oneHot(labels, z[0].length));
    }

    @Test
    void the_ends_of_the_range_where_no_temperature_is_best() {
        assertThat(Temperature.fit(overconfident, new int[] {0, 0, 0, 0})).as("all right").isCloseTo(0.05, within(1e-7));
        assertThat(Temperature.fit(overconfident, new int[] {1, 1, 1, 1})).as("all wrong").isCloseTo(20, within(1e-5));
    }

    @Test
    void bad_arguments_are_explained() {
        assertThatIllegalArgumentException().isThrownBy(() -> Temperature.fit(overconfident, new int[3]))
            .withMessageContaining("found logits 4×2 and 3 labels");
        assertThatIllegalArgumentException().isThrownBy(() -> Temperature.fit(Matrix.zeros(0, 2), new int[0]))
            .withMessageContaining("at least one example");
        assertThatIllegalArgumentException().isThrownBy(() -> Temperature.fit(overconfident, new int[] {0, 2, 0, 0}))
            .withMessageContaining("from 0 to 1, found one outside: 2");
    }
}
