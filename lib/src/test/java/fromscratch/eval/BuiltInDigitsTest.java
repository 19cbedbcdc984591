package fromscratch.eval;

import fromscratch.data.DataException;
import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The digits that the library draws are like handwriting: who learned on them alone reads real ones. */
class BuiltInDigitsTest {
    @Test
    void a_network_that_saw_only_drawn_digits_reads_real_ones() {
        Dataset drawn = DataSets.builtInDigits().train();
        Network network = Network.mlp(Relu::new, new Rng(1), 784, 128, 64, 10);
        new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1)).epochs(5).fit(drawn.x(), drawn.labels());

        double onDrawn = Evaluation.accuracy(network, DataSets.builtInDigits().test());
        assertThat(onDrawn).as("hard enough to be worth learning").isBetween(0.90, 0.99);
        assertThat(Evaluation.accuracy(network, mnist())).isGreaterThan(0.90);
    }

    private static Dataset mnist() {
        try {
            return DataSets.mnist().test();
        } catch (DataException e) {
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }
}
