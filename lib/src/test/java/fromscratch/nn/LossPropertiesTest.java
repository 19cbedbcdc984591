package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for all logits and targets, tried on random ones; the same ones in each run. */
class LossPropertiesTest {
    @ForAll
    @IntRange(min = 1, max = 20)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Size {
    }

    private final Loss crossEntropy = new SoftmaxCrossEntropy();
    private final Loss squared = new MeanSquaredError();

    @Property(seed = "1")
    void adding_the_same_to_all_logits_changes_no_probability(@Size int batch, @Size int classes, @ForAll int seed) {
        Rng rng = new Rng(seed);
        Matrix logits = logits(batch, classes, rng);
        int shift = rng.nextInt(2001) - 1000;
        Matrix shifted = logits.map(z -> z + shift);
        assertThat(shifted.map(z -> z - shift).maxDifference(logits)).as("nothing is rounded away").isZero();
        assertThat(SoftmaxCrossEntropy.softmax(shifted).maxDifference(SoftmaxCrossEntropy.softmax(logits))).isLessThan(1e-6f);
    }

    @Property(seed = "2")
    void probabilities_lie_between_0_and_1_and_those_of_a_row_sum_to_1(@Size int batch, @Size int classes, @ForAll int seed) {
        Matrix p = SoftmaxCrossEntropy.softmax(logits(batch, classes, new Rng(seed)));
        assertThat(p.min()).isNotNegative();
        assertThat(p.max()).isLessThanOrEqualTo(1);
        for (int r = 0; r < batch; r++) {
            assertThat(p.row(r).sum()).isCloseTo(1, within(1e-6));
        }
    }

    @Property(seed = "3")
    void no_loss_is_negative_and_none_infinite(@Size int batch, @Size int classes, @ForAll int seed) {
        Rng rng = new Rng(seed);
        Matrix logits = logits(batch, classes, rng);
        assertThat(crossEntropy.value(logits, oneHot(batch, classes, rng))).isNotNegative().isFinite();
        assertThat(crossEntropy.value(logits, SoftmaxCrossEntropy.softmax(logits(batch, classes, rng)))).isNotNegative().isFinite();
        assertThat(squared.value(logits, logits(batch, classes, rng))).isNotNegative().isFinite();
        assertThat(squared.value(logits, logits)).isZero();
    }

    /** What one class gains in probability, the others lose. */
    @Property(seed = "4")
    void the_gradient_of_each_row_sums_to_0(@Size int batch, @Size int classes, @ForAll int seed) {
        Rng rng = new Rng(seed);
        Matrix gradient = crossEntropy.gradient(logits(batch, classes, rng), oneHot(batch, classes, rng));
        for (int r = 0; r < batch; r++) {
            assertThat(gradient.row(r).sum()).isCloseTo(0, within(1e-6 / batch));
        }
    }

    /** From nearly equal ones to such as exp cannot bear; multiples of 1/64, so that a shift loses nothing. */
    private static Matrix logits(int batch, int classes, Rng rng) {
        int spread = 1 << rng.nextInt(12);
        return Matrix.normal(batch, classes, 0, spread, rng).map(z -> Math.rint(z) / 64);
    }

    private static Matrix oneHot(int batch, int classes, Rng rng) {
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = rng.nextInt(classes);
        }
        return Matrix.oneHot(labels, classes);
    }
}
