package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EvaluationTest {
    private final Network network = Network.mlp(Relu::new, new Rng(1), 2, 2);
    private final ByteMatrix x = new ByteMatrix(4, 2, new byte[] {10, 20, 30, 0, 0, 99, 50, 50});

    /** Its answers to three of four questions are taken for the truth, and the contrary of the first. */
    @Test
    void three_right_answers_of_four() {
        int[] answers = network.predict(x);
        int[] truth = answers.clone();
        truth[0] = 1 - answers[0];
        Dataset questions = new Dataset("four", 2, 1, x, truth, List.of("a", "b"));
        assertThat(Evaluation.accuracy(network, questions)).isEqualTo(3 / 4.0);
        assertThat(Evaluation.confusion(network, questions).count(truth[0], answers[0])).isEqualTo(1);
    }

    @Test
    void a_class_that_the_network_does_not_know_is_refused() {
        Dataset questions = new Dataset("four", 2, 1, x, new int[] {0, 1, 2, 0}, List.of("a", "b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> Evaluation.accuracy(network, questions))
            .withMessageContaining("the true class of example 2 is 2");
    }
}
