package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;

import java.util.List;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class LossTest {
    private final Loss crossEntropy = new SoftmaxCrossEntropy();

    @Test
    void equal_scores_cost_ln_10() {
        Matrix targets = Matrix.oneHot(new int[] {3, 7}, 10);
        assertThat(crossEntropy.value(Matrix.zeros(2, 10), targets)).isCloseTo(Math.log(10), within(1e-12));
    }

    @Test
    void huge_scores_do_not_overflow() {
        Matrix logits = Matrix.of(row(1000, 0), row(-1000, 1000));
        assertThat(SoftmaxCrossEntropy.softmax(logits)).isEqualTo(Matrix.of(row(1, 0), row(0, 1)));
        assertThat(crossEntropy.value(logits, Matrix.oneHot(new int[] {1, 1}, 2))).isEqualTo(500);
    }

    @Test
    void adding_a_constant_to_all_scores_changes_nothing() {
        Matrix logits = Matrix.of(row(1, 2, 3));
        assertThat(SoftmaxCrossEntropy.softmax(logits.map(z -> z + 64))).isEqualTo(SoftmaxCrossEntropy.softmax(logits));
    }

    @Test
    void probabilities_of_a_row_sum_to_1() {
        Matrix p = SoftmaxCrossEntropy.softmax(Matrix.normal(20, 10, 0, 5, new Rng(1)));
        assertThat(p.rowSums().isClose(Matrix.zeros(20, 1).map(v -> 1), 1e-6f)).isTrue();
    }

    @Test
    void the_gradient_is_p_minus_y_over_the_batch() {
        Matrix logits = Matrix.of(row(0, 0), row(0, 0));
        assertThat(crossEntropy.gradient(logits, Matrix.oneHot(new int[] {0, 1}, 2)))
            .isEqualTo(Matrix.of(row(-0.25f, 0.25f), row(0.25f, -0.25f)));
    }

    @Test
    void squared_error_is_the_mean_over_all_elements() {
        Loss squared = new MeanSquaredError();
        Matrix outputs = Matrix.of(row(1, 2), row(3, 4));
        Matrix targets = Matrix.of(row(1, 0), row(0, 4));
        assertThat(squared.value(outputs, targets)).isEqualTo((4 + 9) / 4.0);
        assertThat(squared.gradient(outputs, targets)).isEqualTo(Matrix.of(row(0, 1), row(1.5f, 0)));
    }

    @Test
    void different_shapes_are_refused() {
        Matrix outputs = Matrix.zeros(2, 1);
        Matrix targets = Matrix.zeros(2, 10);
        for (Loss loss : List.of(crossEntropy, new MeanSquaredError())) {
            assertThatIllegalArgumentException().as(loss.toString()).isThrownBy(() -> loss.value(outputs, targets))
                .withMessage("loss: the outputs are 2×1, the targets 2×10; both shapes must agree"
                    + " (class labels become targets with Matrix.oneHot)");
            assertThatIllegalArgumentException().as(loss.toString()).isThrownBy(() -> loss.gradient(outputs, targets))
                .withMessageStartingWith("loss: ");
        }
    }

    @Test
    void losses_have_names() {
        assertThat(crossEntropy).hasToString("softmax cross-entropy");
        assertThat(new MeanSquaredError()).hasToString("mean squared error");
    }
}
