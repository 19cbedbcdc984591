package fromscratch.eval;

import fromscratch.data.DataException;
import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.TrainTest;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Loss;
import fromscratch.nn.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Softmax regression on MNIST against values that others have published: homework 0 of Carnegie Mellon's course "Deep
 * learning systems" (github.com/dlsyscourse/hw0). No bias, weights that start at zero, learning rate 0.2, batches of
 * 100 in the order of the file: nothing is left to chance, so all five published decimals must come out.
 */
class PublishedValuesTest {
    private static final float LEARNING_RATE = 0.2f;
    private static final int BATCH = 100;

    private final Loss loss = new SoftmaxCrossEntropy();
    private final Matrix weights = Matrix.zeros(784, 10);

    @Test
    void softmax_regression_has_the_published_losses_and_errors() {
        TrainTest mnist = mnist();
        epoch(mnist.train());
        assertThat(lossAndError(mnist.train())).isEqualTo("loss 0.35134, error 0.10182");
        assertThat(lossAndError(mnist.test())).isEqualTo("loss 0.33588, error 0.09400");
        for (int epoch = 1; epoch < 10; epoch++) {
            epoch(mnist.train());
        }
        assertThat(lossAndError(mnist.train())).isEqualTo("loss 0.27887, error 0.07847");
        assertThat(lossAndError(mnist.test())).isEqualTo("loss 0.28442, error 0.07970");
    }

    private void epoch(Dataset data) {
        Matrix targets = Matrix.oneHot(data.labels(), 10);
        for (int from = 0; from < data.size(); from += BATCH) {
            Matrix x = data.x().rows(from, from + BATCH);
            Matrix gradient = loss.gradient(x.product(weights), targets.rows(from, from + BATCH));
            weights.addScaled(-LEARNING_RATE, x.transposedProduct(gradient));
        }
    }

    private String lossAndError(Dataset data) {
        Matrix logits = Matrix.zeros(data.size(), 10);
        for (int from = 0; from < data.size(); from += BATCH) {
            Matrix some = data.x().rows(from, from + BATCH).product(weights);
            System.arraycopy(some.data(), 0, logits.data(), from * 10, some.size());
        }
        int wrong = 0;
        int[] predicted = logits.argMaxRows();
        for (int i = 0; i < predicted.length; i++) {
            if (predicted[i] != data.label(i)) {
                wrong++;
            }
        }
        return String.format(Locale.ROOT, "loss %.5f, error %.5f",
            loss.value(logits, Matrix.oneHot(data.labels(), 10)), (double) wrong / data.size());
    }

    private static TrainTest mnist() {
        try {
            return DataSets.mnist();
        } catch (DataException e) {
            return abort(e.getMessage());
        }
    }
}
