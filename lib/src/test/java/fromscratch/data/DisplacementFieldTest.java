package fromscratch.data;

import fromscratch.linalg.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DisplacementFieldTest {
    /** Against the definition: the sum over all pixels, each times a bell in two dimensions, in double. */
    @ParameterizedTest
    @CsvSource({"28,28,4", "9,6,1.3", "5,12,0.5", "3,4,4", "1,1,1"})
    void smooths_with_a_gaussian_in_two_dimensions(int width, int height, double sigma) {
        DisplacementField field = new DisplacementField(width, height);
        field.fill(new Rng(1));
        DisplacementField noise = new DisplacementField(width, height);
        noise.fill(new Rng(1));
        field.smooth(new Gaussian(sigma));

        int reach = (int) (4 * sigma + 0.5);
        double bells = 0;
        for (int k = -reach; k <= reach; k++) {
            bells += StrictMath.exp(-k * k / (2 * sigma * sigma));
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double right = 0;
                double down = 0;
                for (int v = 0; v < height; v++) {
                    for (int u = 0; u < width; u++) {
                        if (Math.abs(u - x) <= reach && Math.abs(v - y) <= reach) {
                            double squared = (u - x) * (u - x) + (v - y) * (v - y);
                            double weight = StrictMath.exp(-squared / (2 * sigma * sigma)) / (bells * bells);
                            right += weight * noise.right(u, v);
                            down += weight * noise.down(u, v);
                        }
                    }
                }
                assertThat((double) field.right(x, y)).as("right at %d, %d", x, y).isCloseTo(right, within(1e-6));
                assertThat((double) field.down(x, y)).as("down at %d, %d", x, y).isCloseTo(down, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3", "1", "4", "10"})
    void weights_of_the_gaussian_add_up_to_1(double sigma) {
        Gaussian gaussian = new Gaussian(sigma);
        double sum = gaussian.weight(0);
        for (int k = 1; k <= gaussian.reach(); k++) {
            sum += 2 * gaussian.weight(k);
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat((double) gaussian.weight(1) / gaussian.weight(0))
            .isCloseTo(StrictMath.exp(-1 / (2 * sigma * sigma)), within(1e-6));
    }
}
