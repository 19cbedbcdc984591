package fromscratch.eval;

import com.google.gson.Gson;
import fromscratch.data.StrokeDigits;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PcaTest {
    private static final ByteMatrix DIGITS =
        new ByteMatrix(300, 784, StrokeDigits.images(StrokeDigits.labels(300, 1), 1));
    private static final Pca ALL = Pca.of(DIGITS, 784);
    /** The same as images of 100 pixels, each the middle of its digit: much faster. */
    private static final ByteMatrix SMALL = middles();

    // ---- by hand ----

    @Test
    void points_on_a_line_have_one_component() {
        Pca pca = Pca.of(Matrix.of(row(1, -2), row(3, -4), row(5, -6)), 2);
        float half = (float) Math.sqrt(0.5);
        assertThat(pca.mean()).isEqualTo(Matrix.of(row(3, -4)));
        // Both entries are equally large: the first is positive. Along the line the points lie at −√8, 0 and √8.
        assertThat(pca.components().row(0).isClose(Matrix.of(row(half, -half)), 1e-7f)).isTrue();
        assertThat(pca.components().row(1).isClose(Matrix.of(row(half, half)), 1e-7f)).isTrue();
        assertThat(pca.variances()[0]).isCloseTo(8, within(1e-14));
        assertThat(pca.variances()[1]).isBetween(0.0, 1e-14);
        assertThat(pca.shares()[0]).isCloseTo(1, within(1e-14));
        assertThat(pca.project(Matrix.of(row(1, -2), row(4, -4))).get(0, 0)).isCloseTo(-(float) Math.sqrt(8), within(1e-6f));
        assertThat(pca).hasToString("2 of 2 components, 100.0 % of the variance");
    }

    @Test
    void a_cross_varies_most_along_its_longer_arm() {
        Pca pca = Pca.of(Matrix.of(row(10, 23), row(10, 17), row(11, 20), row(9, 20)), 1);
        assertThat(pca.mean()).isEqualTo(Matrix.of(row(10, 20)));
        assertThat(pca.components()).isEqualTo(Matrix.of(row(0, 1)));
        assertThat(pca.variances()).containsExactly(18 / 3.0);
        assertThat(pca.totalVariance()).isEqualTo(20 / 3.0);
        assertThat(pca.shares()).containsExactly(18 / 3.0 / (20 / 3.0));
        assertThat(pca).hasToString("1 of 2 components, 90.0 % of the variance");
    }

    /** The last matrix has the same eigenvalue twice. */
    @Test
    void eigenvalues_by_hand() {
        assertThat(sorted(new Jacobi(new double[][] {{2, 1}, {1, 2}}).values())).containsExactly(new double[] {1, 3}, within(1e-15));
        double root = Math.sqrt(2);
        assertThat(sorted(new Jacobi(new double[][] {{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}}).values()))
            .containsExactly(new double[] {2 - root, 2, 2 + root}, within(1e-14));
        assertThat(sorted(new Jacobi(new double[][] {{2, 1, 1}, {1, 2, 1}, {1, 1, 2}}).values()))
            .containsExactly(new double[] {1, 1, 4}, within(1e-14));
    }

    // ---- against a reference ----

    private static final class Golden {
        float[][] x;
        double[] mean;
        double[] variances;
        float[][] components;
        float[][] scores;
        float[][] reconstruction;
    }

    /**
     * golden/pca.json was made by NumPy, in double:
     *
     * <pre>
     *   rng = np.random.default_rng(1)
     *   x = (rng.normal(size=(70, 5)) @ rng.normal(size=(5, 5)) + [0, 1, -2, 30, 0.5]).astype(np.float32)
     *   variances, vectors = np.linalg.eigh(np.cov(x.astype(float), rowvar=False))
     *   variances, components = variances[::-1], vectors.T[::-1]
     *   components *= np.sign(components[range(5), np.abs(components).argmax(axis=1)])[:, None]
     *   mean = x.astype(float).mean(axis=0)
     *   scores = (x - mean) @ components[:2].T
     *   reconstruction = scores @ components[:2] + mean
     * </pre>
     */
    @Test
    void agrees_with_numpy() throws Exception {
        Golden golden = read();
        Pca all = Pca.of(Matrix.of(golden.x), 5);
        assertThat(all.variances()).containsExactly(golden.variances, within(1e-12));
        assertThat(all.components().isClose(Matrix.of(golden.components), 1e-7f)).isTrue();
        Pca two = Pca.of(Matrix.of(golden.x), 2);
        assertThat(two.components()).isEqualTo(all.components().rows(0, 2));
        for (int c = 0; c < 5; c++) {
            assertThat(two.mean().get(0, c)).isEqualTo((float) golden.mean[c]);
        }
        Matrix scores = two.project(Matrix.of(golden.x));
        assertThat(scores.isClose(Matrix.of(golden.scores), 1e-5f)).isTrue();
        assertThat(two.reconstruct(scores).isClose(Matrix.of(golden.reconstruction), 1e-5f)).isTrue();
    }

    // ---- what must always hold ----

    /** 300 images leave most of the 784 directions without any variance, and some pixels are never inked. */
    @Test
    void all_components_are_perpendicular_unit_vectors() {
        Matrix products = ALL.components().productTransposed(ALL.components());
        for (int i = 0; i < 784; i++) {
            products.set(i, i, products.get(i, i) - 1);
        }
        assertThat(products.isClose(Matrix.zeros(784, 784), 2e-6f)).isTrue();
    }

    @Test
    void all_variances_add_up_to_the_total() {
        double[] variances = ALL.variances();
        assertThat(Arrays.stream(variances).sum()).isCloseTo(ALL.totalVariance(), within(1e-11));
        assertThat(Arrays.stream(ALL.shares()).sum()).isCloseTo(1, within(1e-12));
        for (int i = 1; i < 784; i++) {
            assertThat(variances[i]).isBetween(0.0, variances[i - 1]);
        }
        assertThat(variances[298]).isGreaterThan(1e-6);
        assertThat(variances[299]).isLessThan(1e-12);
    }

    @Test
    void all_components_give_back_the_digits() {
        assertThat(ALL.reconstruct(ALL.project(DIGITS)).isClose(DIGITS.rows(0, 300), 1e-5f)).isTrue();
    }

    @Test
    void the_total_variance_is_that_of_the_pixels() {
        double total = 0;
        for (int c = 0; c < 784; c++) {
            double sum = 0;
            double squares = 0;
            for (int r = 0; r < 300; r++) {
                double value = DIGITS.get(r, c) / 255.0;
                sum += value;
                squares += value * value;
            }
            total += (squares - sum * sum / 300) / 299;
        }
        assertThat(ALL.totalVariance()).isCloseTo(total, within(1e-6));
    }

    @Test
    void the_largest_entry_of_a_component_is_positive() {
        for (int c = 0; c < 784; c++) {
            Matrix component = ALL.components().row(c);
            assertThat(component.max()).as("component %d", c).isGreaterThanOrEqualTo(-component.min());
        }
    }

    @Test
    void scores_are_uncorrelated_and_have_the_variances_found() {
        Pca pca = Pca.of(SMALL, 6);
        Matrix scores = pca.project(SMALL);
        assertThat(scores.shape()).isEqualTo("300×6");
        Matrix covariance = scores.transposedProduct(scores).scale(1f / 299);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                assertThat((double) covariance.get(i, j)).isCloseTo(i == j ? pca.variances()[i] : 0, within(1e-5));
            }
        }
    }

    @Test
    void the_variance_left_out_is_the_error_of_the_reconstruction() {
        Pca pca = Pca.of(SMALL, 20);
        Matrix error = pca.reconstruct(pca.project(SMALL)).minus(SMALL.rows(0, 300));
        double leftOut = pca.totalVariance() - Arrays.stream(pca.variances()).sum();
        assertThat(error.hadamard(error).sum() / 299).isCloseTo(leftOut, within(1e-4 * leftOut));
    }

    @Test
    void pixels_and_floats_give_the_same() {
        Pca pixels = Pca.of(SMALL, 3);
        Pca floats = Pca.of(SMALL.rows(0, 300), 3);
        assertThat(pixels.components()).isEqualTo(floats.components());
        assertThat(pixels.project(SMALL)).isEqualTo(floats.project(SMALL.rows(0, 300)));
    }

    @Test
    void many_rows_are_projected_like_few() {
        Matrix x = Matrix.uniform(2500, 5, 0, 1, new Rng(1));
        Pca pca = Pca.of(x, 2);
        Matrix scores = pca.project(x);
        for (int r : new int[] {0, 999, 1000, 2499}) {
            assertThat(scores.row(r)).isEqualTo(pca.project(x.row(r)));
        }
    }

    @Test
    void a_mean_far_from_0_loses_no_digits() {
        Matrix near = Matrix.normal(100, 4, 0, 1, new Rng(1)).map(v -> Math.rint(v * 256) / 256);
        Matrix far = near.map(v -> v + 4096);   // exact: 4096 and 1/256 fit into one float together
        assertThat(Pca.of(far, 4).components()).isEqualTo(Pca.of(near, 4).components());
        assertThat(Pca.of(far, 4).variances()).containsExactly(Pca.of(near, 4).variances(), within(1e-12));
    }

    @Test
    void the_same_bits_on_every_machine() {
        ByteBuffer bits = ByteBuffer.allocate(784 * 784 * 4 + 784 * 8);
        for (float entry : ALL.components().data()) {
            bits.putFloat(entry);
        }
        for (double variance : ALL.variances()) {
            bits.putDouble(variance);
        }
        CRC32 crc = new CRC32();
        crc.update(bits.flip());
        assertThat(crc.getValue()).isEqualTo(1922373967L);
    }

    // ---- errors that teach ----

    @Test
    void bad_arguments_are_explained() {
        Matrix x = Matrix.of(row(1, 2, 3), row(4, 5, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(Matrix.zeros(0, 3), 1))
            .withMessage("Pca: expected at least 2 rows, for only then they can differ, found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(x.rows(0, 1), 1)).withMessageContaining("found 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(x, 4))
            .withMessage("Pca: expected from 1 to 3 components, as rows of 3 features have, found k = 4");
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(x, 0)).withMessageContaining("found k = 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(Matrix.of(row(1, 2), row(3, Float.NaN)), 1))
            .withMessage("Pca: row 1, column 1 is NaN; every value must be a finite number");
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(Matrix.of(row(1, Float.NEGATIVE_INFINITY), row(3, 4)), 1))
            .withMessageStartingWith("Pca: row 0, column 1 is -Infinity");
        assertThatIllegalArgumentException().isThrownBy(() -> Pca.of(Matrix.of(row(0.1f, 2), row(0.1f, 2), row(0.1f, 2)), 1))
            .withMessage("Pca: all 3 rows are equal, so there is no variance to explain");
        Pca pca = Pca.of(x, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> pca.project(Matrix.zeros(4, 2)))
            .withMessage("project: expected rows of 3 features, found 4×2");
        assertThatIllegalArgumentException().isThrownBy(() -> pca.reconstruct(Matrix.zeros(4, 3)))
            .withMessage("reconstruct: expected rows of 2 scores, one for each component, found 4×3");
    }

    @Test
    void an_interrupt_stops_the_work() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Pca.of(DIGITS, 1)).isInstanceOf(CancellationException.class)
                .hasMessage("the principal component analysis was stopped");
            assertThatThrownBy(() -> Covariance.of(SMALL, new double[100])).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> new Jacobi(new double[][] {{2, 1}, {1, 2}})).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static ByteMatrix middles() {
        byte[] pixels = new byte[300 * 100];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = DIGITS.data()[i / 100 * 784 + (9 + i % 100 / 10) * 28 + 9 + i % 10];
        }
        return new ByteMatrix(300, 100, pixels);
    }

    private static double[] sorted(double[] values) {
        return Arrays.stream(values).sorted().toArray();
    }

    private static Golden read() throws Exception {
        try (Reader reader = new InputStreamReader(PcaTest.class.getResourceAsStream("/golden/pca.json"), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, Golden.class);
        }
    }
}
