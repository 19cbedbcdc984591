package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DropoutTest {
    private static final Matrix ONES = Matrix.zeros(200, 500).map(v -> 1.0);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
    void drops_its_share_and_keeps_the_mean(double rate) {
        Matrix out = new Dropout(rate, new Rng(1)).forwardTraining(ONES);
        double dropped = out.map(v -> v == 0 ? 1 : 0).mean();
        assertThat(dropped).isCloseTo(rate, within(0.005));
        assertThat(out.max()).isEqualTo((float) (1 / (1 - rate)));
        assertThat(out.mean()).isCloseTo(1, within(0.03));
    }

    @Test
    void the_gradient_goes_where_the_values_went() {
        Dropout dropout = new Dropout(0.3, new Rng(1));
        Matrix out = dropout.forwardTraining(ONES);
        assertThat(dropout.backward(ONES)).isEqualTo(out);
        assertThat(dropout.forwardTraining(ONES)).as("another choice in each step").isNotEqualTo(out);
    }

    @Test
    void prediction_leaves_everything_alone() {
        Dropout dropout = new Dropout(0.3, new Rng(1));
        Matrix x = Matrix.normal(3, 4, 0, 1, new Rng(2));
        dropout.forwardTraining(ONES);
        assertThat(dropout.forward(x)).isEqualTo(x);
        assertThat(dropout.backward(x)).isEqualTo(x);
    }

    @Test
    void the_same_seed_chooses_the_same() {
        assertThat(new Dropout(0.3, new Rng(1)).forwardTraining(ONES))
            .isEqualTo(new Dropout(0.3, new Rng(1)).forwardTraining(ONES))
            .isNotEqualTo(new Dropout(0.3, new Rng(2)).forwardTraining(ONES));
    }

    @Test
    void errors_teach() {
        Dropout dropout = new Dropout(0.2, new Rng(1));
        assertThat(dropout).hasToString("dropout 0.2");
        assertThatThrownBy(() -> dropout.backward(ONES)).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("dropout 0.2 backward").hasMessageContaining("call forward");
        dropout.forward(Matrix.zeros(2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> dropout.backward(Matrix.zeros(3, 2)))
            .withMessageContaining("2×3").withMessageContaining("3×2");
        for (double rate : new double[] {-0.1, 1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(rate, new Rng(1)))
                .withMessageContaining("less than 1, such as 0.2; found " + rate);
        }
    }
}
