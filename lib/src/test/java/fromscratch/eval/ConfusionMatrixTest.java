package fromscratch.eval;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ConfusionMatrixTest {
    /**
     * Counted by hand. Class 0: 3 examples, 2 found; 3 examples taken for it. Swapping truth and prediction would
     * swap precision 2/3 … and recall 1/2 of class 1.
     */
    private static final int[] TRUTH = {0, 0, 0, 1, 1, 1, 1, 2};
    private static final int[] PREDICTED = {0, 0, 2, 1, 1, 0, 2, 2};
    private final ConfusionMatrix confusion = ConfusionMatrix.of(TRUTH, PREDICTED, 3);

    @Test
    void rows_are_the_truth_and_columns_the_prediction() {
        assertThat(confusion.count(1, 0)).isEqualTo(1);
        assertThat(confusion.count(0, 1)).isZero();
        assertThat(confusion.support(1)).isEqualTo(4);
        assertThat(confusion.predictedAs(1)).isEqualTo(2);
        assertThat(confusion.total()).isEqualTo(8);
        assertThat(confusion).hasToString("""
            true \\ predicted 0 1 2
                           0 2 0 1
                           1 1 2 1
                           2 0 0 1""");
    }

    @Test
    void scores_made_by_hand() {
        assertThat(confusion.accuracy()).isEqualTo(5 / 8.0);
        assertThat(confusion.precision(0)).isEqualTo(2 / 3.0);
        assertThat(confusion.recall(0)).isEqualTo(2 / 3.0);
        assertThat(confusion.precision(1)).isEqualTo(1);
        assertThat(confusion.recall(1)).isEqualTo(1 / 2.0);
        assertThat(confusion.precision(2)).isEqualTo(1 / 3.0);
        assertThat(confusion.recall(2)).isEqualTo(1);
        assertThat(confusion.f1(1)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(confusion.macroPrecision()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(confusion.macroRecall()).isCloseTo((2 / 3.0 + 1 / 2.0 + 1) / 3, within(1e-12));
        assertThat(confusion.macroF1()).isCloseTo((2 / 3.0 + 2 / 3.0 + 1 / 2.0) / 3, within(1e-12));
    }

    @Test
    void a_share_of_nothing_is_0() {
        ConfusionMatrix empty = ConfusionMatrix.of(new int[] {0}, new int[] {0}, 2);
        assertThat(empty.precision(1)).isZero();
        assertThat(empty.recall(1)).isZero();
        assertThat(empty.f1(1)).isZero();
    }

    @Test
    void bad_arguments_are_explained() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[2], new int[3], 2))
            .withMessageContaining("2 true classes, but 3 predicted ones");
        assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[] {0}, new int[] {7}, 3))
            .withMessage("ConfusionMatrix: the predicted class of example 0 is 7; with 3 classes it must be from 0 to 2");
        assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[] {0, 3}, new int[2], 3))
            .withMessageContaining("the true class of example 1 is 3");
        assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[] {-1}, new int[1], 3))
            .withMessageContaining("is -1");
    }

    @Test
    void the_most_confident_mistakes_come_first() {
        Matrix probabilities = Matrix.of(row(0.9f, 0.1f), row(0.4f, 0.6f), row(0.01f, 0.99f), row(0.2f, 0.8f));
        assertThat(Mistake.mostConfident(probabilities, new int[] {1, 0, 1, 0}, 2))
            .containsExactly(new Mistake(0, 1, 0, 0.9f), new Mistake(3, 0, 1, 0.8f));
    }
}
