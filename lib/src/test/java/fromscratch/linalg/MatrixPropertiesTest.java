package fromscratch.linalg;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What holds for all matrices, tried on random ones, among them empty ones and 1×1; the same ones in each run. */
class MatrixPropertiesTest {
    /** Half a unit in the last place of 1: no rounding changes a number by more than this share of it. */
    private static final double ROUNDING = 0x1p-24;

    @ForAll("sizes")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Size {
    }

    /** Half of them small, and all combinations of 0 and 1. */
    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(0, 100).withDistribution(RandomDistribution.uniform()))
            .edgeCases(edges -> edges.includeOnly(0, 1));
    }

    @ForAll("seeds")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Seed {
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().withoutEdgeCases();
    }

    // ---- to the last bit ----

    @Property(seed = "1", tries = 1000)
    void a_product_is_a_chain_of_fused_multiply_adds_for_each_element(@Size int n, @Size int k, @Size int m, @Seed long seed) {
        Rng rng = new Rng(seed);
        Matrix a = random(n, k, rng);
        Matrix b = random(k, m, rng);
        Matrix expected = Matrix.zeros(n, m);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a.get(i, p), b.get(p, j), sum);
                }
                expected.set(i, j, sum);
            }
        }
        assertThat(a.product(b)).isEqualTo(expected);
    }

    @Property(seed = "2")
    void the_other_products_are_products_of_the_transpose(@Size int n, @Size int k, @Size int m, @Seed long seed) {
        Rng rng = new Rng(seed);
        Matrix a = random(k, n, rng);
        Matrix b = random(k, m, rng);
        assertThat(a.transposedProduct(b)).isEqualTo(a.transpose().product(b));
        Matrix c = random(m, n, rng);
        assertThat(a.productTransposed(c)).isEqualTo(a.product(c.transpose()));
    }

    @Property(seed = "3")
    void the_transpose_of_a_product_is_the_product_of_the_transposes(@Size int n, @Size int k, @Size int m, @Seed long seed) {
        Rng rng = new Rng(seed);
        Matrix a = random(n, k, rng);
        Matrix b = random(k, m, rng);
        assertThat(a.product(b).transpose()).isEqualTo(b.transpose().product(a.transpose()));
    }

    // ---- up to rounding: each of the additions and multiplications may be off by ROUNDING of what it adds up ----

    @Property(seed = "4", tries = 200)
    void products_are_associative(@Size int n, @Size int k, @Size int l, @Size int m, @Seed long seed) {
        Rng rng = new Rng(seed);
        Matrix a = random(n, k, rng);
        Matrix b = random(k, l, rng);
        Matrix c = random(l, m, rng);
        Matrix sizes = absolute(a).product(absolute(b)).product(absolute(c));
        assertClose(a.product(b).product(c), a.product(b.product(c)), sizes, 2 * (k + l + 1));
    }

    @Property(seed = "5")
    void products_are_distributive(@Size int n, @Size int k, @Size int m, @Seed long seed) {
        Rng rng = new Rng(seed);
        Matrix a = random(n, k, rng);
        Matrix b = random(k, m, rng);
        Matrix c = random(k, m, rng);
        Matrix sizes = absolute(a).product(absolute(b).plus(absolute(c)));
        assertClose(a.product(b.plus(c)), a.product(b).plus(a.product(c)), sizes, 2 * (k + 2));
        Matrix d = random(n, k, rng);
        sizes = absolute(a).plus(absolute(d)).product(absolute(b));
        assertClose(a.plus(d).product(b), a.product(b).plus(d.product(b)), sizes, 2 * (k + 2));
    }

    private static void assertClose(Matrix actual, Matrix expected, Matrix sizes, int roundings) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < actual.size(); i++) {
            double difference = Math.abs((double) actual.data()[i] - expected.data()[i]);
            double allowed = roundings * ROUNDING * sizes.data()[i];
            if (!(difference <= allowed)) {
                fail("element %d: %s instead of %s, allowed %s", i, actual.data()[i], expected.data()[i], allowed);
            }
        }
    }

    // ---- random matrices ----

    /** Numbers of very different sizes and signs, a quarter of them zeros, like pixels. */
    private static Matrix random(int rows, int cols, Rng rng) {
        Matrix m = Matrix.normal(rows, cols, 0, 1, rng);
        for (int i = 0; i < m.size(); i++) {
            m.data()[i] *= rng.nextInt(4) == 0 ? 0 : 1 << rng.nextInt(16);
        }
        return m;
    }

    private static Matrix absolute(Matrix m) {
        return m.map(Math::abs);
    }
}
