package fromscratch.eval;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Preprocessing;
import fromscratch.nn.Tanh;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SaliencyTest {
    /** Tanh has no kinks, so that measured slopes are good; its floats allow about three digits. */
    private final Network network = Network.mlp(Tanh::new, new Rng(1), 12, 8, 6, 3)
        .withPreprocessing(Preprocessing.standardisedPixels(0.3, 0.5));
    private final Matrix image = Matrix.uniform(1, 12, 0.1f, 0.9f, new Rng(2));

    @Test
    void is_the_slope_that_can_be_measured() {
        for (int label = 0; label < 3; label++) {
            Matrix slopes = Saliency.of(network, image, label);
            assertThat(slopes.shape()).isEqualTo("1×12");
            for (int p = 0; p < 12; p++) {
                double measured = (logit(p, 0.01f, label) - logit(p, -0.01f, label)) / 0.02;
                assertThat((double) slopes.get(0, p)).as("pixel %d, class %d", p, label).isCloseTo(measured, within(1e-3));
            }
        }
    }

    private double logit(int pixel, float more, int label) {
        Matrix changed = image.copy();
        changed.set(0, pixel, image.get(0, pixel) + more);
        return network.forward(changed).get(0, label);
    }

    @Test
    void mistakes_are_explained() {
        assertThatThrownBy(() -> Saliency.of(network, Matrix.zeros(2, 12), 0)).hasMessageContaining("2×12");
        assertThatThrownBy(() -> Saliency.of(network, Matrix.zeros(1, 11), 0)).hasMessageContaining("found 11");
        assertThatThrownBy(() -> Saliency.of(network, image, 3)).hasMessageContaining("label 3");
    }
}
