package fromscratch.linalg;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** Both editions of the heavy loops against the shortest program for them, bit for bit. */
class KernelsTest {
    /** The plain edition alone where the vector one is not to be used, see -Pmutation. */
    private static final Kernels[] BOTH = "plain".equals(System.getProperty("fromscratch.kernels"))
        ? new Kernels[] {new PlainKernels()} : new Kernels[] {new PlainKernels(), new VectorKernels()};
    private static final int[][] SHAPES = {{1, 1, 1}, {1, 1, 40}, {2, 3, 4}, {10, 5, 32}, {9, 17, 31}, {11, 16, 33},
        {64, 10, 128}, {23, 401, 65}, {31, 801, 170}, {270, 40, 310}, {5, 2000, 7}, {128, 64, 10}, {1, 784, 128},
        {8, 300, 200}, {0, 3, 4}, {3, 4, 0}, {3, 0, 4}};

    @Test
    void products_are_one_ascending_chain_for_each_element() {
        Rng rng = new Rng(1);
        for (Kernels kernels : BOTH) {
            for (int[] s : SHAPES) {
                Matrix a = Matrix.normal(s[0], s[1], 0, 1, rng);
                Matrix b = Matrix.normal(s[1], s[2], 0, 1, rng);
                String what = kernels + " " + Arrays.toString(s);
                Matrix expected = chains(a, b);
                Matrix c = Matrix.normal(s[0], s[2], 0, 1, rng);
                Product.run(kernels, a, false, Zeros.MULTIPLY, b, c, null, Elementwise.IDENTITY);
                assertThat(c.equals(expected)).as("AB " + what).isTrue();
                c = Matrix.normal(s[0], s[2], 0, 1, rng);
                Product.run(kernels, a.transpose(), true, Zeros.MULTIPLY, b, c, null, Elementwise.IDENTITY);
                assertThat(c.equals(expected)).as("AᵀB " + what).isTrue();
                c = Matrix.normal(s[0], s[2], 0, 1, rng);
                Product.runTransposed(kernels, a, b.transpose(), c);
                assertThat(c.equals(expected)).as("ABᵀ " + what).isTrue();
            }
        }
    }

    @Test
    void zeros_are_left_out_without_changing_a_bit() {
        Rng rng = new Rng(2);
        for (Kernels kernels : BOTH) {
            for (int[] s : SHAPES) {
                for (double share : new double[] {0, 0.05, 0.5, 1}) {
                    Matrix a = Matrix.normal(s[0], s[1], 0, 1, rng).map(v -> rng.nextDouble() < share ? v : 0);
                    Matrix b = Matrix.normal(s[1], s[2], 0, 1, rng);
                    Matrix expected = chains(a, b);
                    Matrix c = Matrix.normal(s[0], s[2], 0, 1, rng);
                    Product.run(kernels, a, false, Zeros.SKIP, b, c, null, Elementwise.IDENTITY);
                    assertThat(c.equals(expected)).as("AB " + kernels + Arrays.toString(s)).isTrue();
                    c = Matrix.normal(s[0], s[2], 0, 1, rng);
                    Product.run(kernels, a.transpose(), true, Zeros.SKIP, b, c, null, Elementwise.IDENTITY);
                    assertThat(c.equals(expected)).as("AᵀB " + kernels + Arrays.toString(s)).isTrue();
                }
            }
        }
    }

    @Test
    void a_step_of_gradient_descent_is_a_product_and_one_more_multiply_add() {
        Rng rng = new Rng(4);
        for (Kernels kernels : BOTH) {
            for (int[] s : SHAPES) {
                for (Zeros zeros : Zeros.values()) {
                    Matrix a = Matrix.normal(s[1], s[0], 0, 1, rng).map(v -> Math.max(v, 0));
                    Matrix b = Matrix.normal(s[1], s[2], 0, 1, rng);
                    Matrix c = Matrix.normal(s[0], s[2], 0, 1, rng);
                    Matrix expected = c.copy().addScaled(-0.3f, chains(a.transpose(), b));
                    Product.addScaled(kernels, a, zeros, b, c, -0.3f);
                    assertThat(c.equals(expected)).as(kernels + Arrays.toString(s)).isTrue();
                }
            }
        }
    }

    /** A product too small for a float becomes −0, and a chain goes on from there: the sign must not depend on the way. */
    @Test
    void there_is_no_negative_zero() {
        Matrix a = Matrix.of(new float[] {0.1f, 0});
        Matrix b = Matrix.of(new float[] {-1e-45f, 1e-45f}, new float[] {1, -1});
        for (Kernels kernels : BOTH) {
            for (Zeros zeros : Zeros.values()) {
                Matrix c = Matrix.zeros(1, 2);
                Product.run(kernels, a, false, zeros, b, c, null, Elementwise.IDENTITY);
                assertThat(c).isEqualTo(Matrix.zeros(1, 2));
            }
        }
    }

    @Test
    void pixels_become_floats_by_division() {
        byte[] pixels = new byte[300];
        for (int i = 0; i < 256; i++) {
            pixels[i + 3] = (byte) i;
        }
        for (Kernels kernels : BOTH) {
            float[] levels = new float[300];
            kernels.widen(pixels, 3, levels, 1, 256);
            for (int i = 0; i < 256; i++) {
                assertThat(levels[i + 1]).isEqualTo(i / 255f);
            }
        }
    }

    @Test
    void bias_and_activation_come_at_the_end() {
        Rng rng = new Rng(3);
        for (Kernels kernels : BOTH) {
            for (int[] s : SHAPES) {
                for (Elementwise f : Elementwise.values()) {
                    Matrix a = Matrix.normal(s[0], s[1], 0, 1, rng);
                    Matrix b = Matrix.normal(s[1], s[2], 0, 1, rng);
                    Matrix bias = Matrix.normal(1, s[2], 0, 1, rng);
                    Matrix expected = chains(a, b).plusRow(bias);
                    for (int i = 0; i < expected.size(); i++) {
                        expected.data()[i] = f.of(expected.data()[i]);
                    }
                    Matrix c = Matrix.zeros(s[0], s[2]);
                    Product.run(kernels, a, false, Zeros.MULTIPLY, b, c, bias, f);
                    assertThat(c.equals(expected)).as(f + " " + kernels + Arrays.toString(s)).isTrue();
                }
            }
        }
    }

    private static Matrix chains(Matrix a, Matrix b) {
        Matrix c = Matrix.zeros(a.rows(), b.cols());
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                c.data()[i * c.cols() + j] = chain(a.data(), i * a.cols(), a.cols(), b.data(), j, b.cols()) + 0f;
            }
        }
        return c;
    }

    private static float chain(float[] a, int aAt, int inner, float[] b, int bAt, int bStep) {
        float chain = 0;
        for (int p = 0; p < inner; p++) {
            chain = Math.fma(a[aAt + p], b[bAt + p * bStep], chain);
        }
        return chain;
    }
}
