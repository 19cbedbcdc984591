package fromscratch.eval;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Dense;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OcclusionTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 4;

    /** It looks at the pixel in row 1, column 3 and at nothing else: ink there speaks for class 1. */
    private static Network onePixelWatcher() {
        Matrix weights = Matrix.zeros(WIDTH * HEIGHT, 2);
        weights.set(WIDTH + 3, 1, 2);
        return new Network(new Dense(weights, Matrix.zeros(1, 2)));
    }

    @Test
    void only_patches_over_the_pixel_that_counts_matter() {
        Matrix ink = Matrix.zeros(1, WIDTH * HEIGHT).map(v -> 1);
        float fall = (float) (1 / (1 + StrictMath.exp(-2)) - 0.5);   // logits 0 and 2, covered 0 and 0
        Matrix falls = Occlusion.map(onePixelWatcher(), ink, WIDTH, 1, 3, 0);
        assertThat(falls.shape()).isEqualTo("4×5");
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean hit = Math.abs(y - 1) <= 1 && Math.abs(x - 3) <= 1;
                assertThat(Math.abs(falls.get(y, x) - (hit ? fall : 0))).as("%d, %d", y, x).isLessThan(1e-6f);
            }
        }
        assertThat(Occlusion.map(onePixelWatcher(), ink, WIDTH, 0, 1, 0).get(1, 3)).as("the other class gains")
            .isBetween(-fall - 1e-6f, -fall + 1e-6f);
    }

    @Test
    void is_what_asking_about_each_covered_image_gives() {
        Network network = Network.mlp(Relu::new, new Rng(3), WIDTH * HEIGHT, 7, 3);
        Matrix image = Matrix.uniform(1, WIDTH * HEIGHT, 0, 1, new Rng(4));
        Matrix falls = Occlusion.map(network, image, WIDTH, 2, 3, 0.5f);
        float whole = network.probabilities(image).get(0, 2);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                float covered = network.probabilities(Occlusion.covered(image, WIDTH, y, x, 3, 0.5f)).get(0, 2);
                assertThat(falls.get(y, x)).isEqualTo(whole - covered);
            }
        }
    }

    @Test
    void a_patch_ends_at_the_border_and_the_image_stays_as_it_is() {
        Matrix image = Matrix.zeros(1, WIDTH * HEIGHT);
        assertThat(Occlusion.covered(image, WIDTH, 0, 0, 3, 1).sum()).isEqualTo(4);
        assertThat(Occlusion.covered(image, WIDTH, 3, 4, 3, 1).sum()).isEqualTo(4);
        assertThat(Occlusion.covered(image, WIDTH, 1, 4, 3, 1).sum()).isEqualTo(6);
        assertThat(Occlusion.covered(image, WIDTH, 1, 1, 3, 1).get(0, 2 * WIDTH + 2)).isEqualTo(1);
        assertThat(image.sum()).isZero();
    }

    @Test
    void mistakes_are_explained() {
        Network network = onePixelWatcher();
        Matrix image = Matrix.zeros(1, WIDTH * HEIGHT);
        assertThatThrownBy(() -> Occlusion.map(network, Matrix.zeros(2, 20), WIDTH, 0, 3, 0)).hasMessageContaining("found 2×20");
        assertThatThrownBy(() -> Occlusion.map(network, Matrix.zeros(1, 21), 7, 0, 3, 0)).hasMessageContaining("row of 20 pixels");
        assertThatThrownBy(() -> Occlusion.map(network, image, 3, 0, 3, 0)).hasMessageContaining("width 3");
        assertThatThrownBy(() -> Occlusion.map(network, image, WIDTH, 2, 3, 0)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> Occlusion.map(network, image, WIDTH, 0, 4, 0)).hasMessageContaining("found 4");
    }
}
