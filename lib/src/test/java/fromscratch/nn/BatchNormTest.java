package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.function.DoubleUnaryOperator;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BatchNormTest {
    /** Columns 1, 3 and 10, 30: mean 2 and 20, variance 1 and 100 over two examples, 2 and 200 when unbiased. */
    private static final Matrix X = Matrix.of(row(1, 10), row(3, 30));
    /** The variance is 14/3, and 7 when unbiased. */
    private static final Matrix COLUMN = Matrix.of(row(1), row(2), row(6));
    private static final Matrix COLUMN_GRADIENT = Matrix.of(row(1), row(0), row(-3));

    @Test
    void by_hand() {
        BatchNorm norm = new BatchNorm(2);
        norm.gamma().set(0, 1, 5);
        norm.beta().set(0, 1, 7);
        Matrix y = norm.forwardTraining(X);
        assertThat(y.isClose(Matrix.of(row(-1, 2), row(1, 12)), 1e-4f)).as(y.toString()).isTrue();
        assertThat(norm.runningMean().isClose(Matrix.of(row(0.2f, 2)), 1e-6f)).isTrue();
        assertThat(norm.runningVariance().isClose(Matrix.of(row(0.9f + 0.2f, 0.9f + 20)), 1e-5f)).isTrue();
        norm.forwardTraining(X);
        assertThat(norm.runningMean().isClose(Matrix.of(row(0.38f, 3.8f)), 1e-6f)).isTrue();
        Matrix before = norm.runningMean().copy();
        float predicted = norm.forward(Matrix.of(row(1, 10))).get(0, 1);
        assertThat(predicted).isCloseTo(
            (float) (5 * (10 - 3.8) / Math.sqrt(0.9 * 20.9 + 20 + 1e-5) + 7), within(1e-5f));
        assertThat(norm.runningMean()).as("prediction changes nothing").isEqualTo(before);
    }

    @Test
    void the_running_variance_is_the_unbiased_one() {
        BatchNorm norm = new BatchNorm(1);
        norm.forwardTraining(COLUMN);
        assertThat(norm.runningVariance().get(0, 0)).isCloseTo(0.9f + 0.7f, within(1e-6f));
    }

    /** The gradient for the layer before needs sums over the batch that nobody need have asked for yet. */
    @Test
    void the_gradient_for_the_input_needs_no_other_call() {
        BatchNorm both = new BatchNorm(1);
        both.forwardTraining(COLUMN);
        BatchNorm alone = new BatchNorm(1);
        alone.forwardTraining(COLUMN);
        Matrix dX = Matrix.zeros(3, 1);
        alone.inputGradient(COLUMN_GRADIENT, dX);
        assertThat(dX).isEqualTo(both.backward(COLUMN_GRADIENT));
    }

    /** Plain gradient descent in one call, and as gradients and a step. */
    @Test
    void descends_as_an_optimiser_does() {
        BatchNorm atOnce = new BatchNorm(1);
        atOnce.forwardTraining(COLUMN);
        atOnce.descend(COLUMN_GRADIENT, 0.5f);
        BatchNorm step = new BatchNorm(1);
        step.forwardTraining(COLUMN);
        step.backward(COLUMN_GRADIENT);
        new Sgd(0.5).step(step.parameters());
        assertThat(atOnce.gamma()).isEqualTo(step.gamma()).isNotEqualTo(new BatchNorm(1).gamma());
        assertThat(atOnce.beta()).isEqualTo(Matrix.of(row(1)));
    }

    /** Against the definition in double precision, and its slopes measured there, one element of the input at a time. */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 5", "32, 17", "129, 64"})
    void agrees_with_the_definition_in_double_precision(int batch, int features) {
        Rng rng = new Rng(batch);
        BatchNorm norm = norm(features, rng);
        Matrix x = Matrix.normal(batch, features, 3, 2, rng);
        Matrix dY = Matrix.normal(batch, features, 0, 1, rng);
        Matrix y = norm.forwardTraining(x);
        Matrix dX = norm.backward(dY);
        for (int c = 0; c < features; c++) {
            double gamma = norm.gamma().get(0, c);
            double beta = norm.beta().get(0, c);
            double[] column = column(x, c);
            double[] weights = column(dY, c);
            double[] expected = normalised(column, gamma, beta);
            for (int r = 0; r < batch; r++) {
                assertThat((double) y.get(r, c)).isCloseTo(expected[r], within(3e-6));
                final int changed = r;
                double slope = slope(value -> {
                    double[] moved = column.clone();
                    moved[changed] = value;
                    return dot(weights, normalised(moved, gamma, beta));
                }, column[r]);
                assertThat((double) dX.get(r, c)).isCloseTo(slope, within(3e-6));
            }
            double dGamma = slope(g -> dot(weights, normalised(column, g, beta)), gamma);
            double dBeta = slope(b -> dot(weights, normalised(column, gamma, b)), beta);
            assertThat((double) norm.parameters().get(0).gradient().get(0, c)).isCloseTo(dGamma, within(2e-5));
            assertThat((double) norm.parameters().get(1).gradient().get(0, c)).isCloseTo(dBeta, within(2e-5));
        }
    }

    /** Algorithm 1 of the paper, for one feature. */
    private static double[] normalised(double[] x, double gamma, double beta) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = gamma * (x[i] - mean) / Math.sqrt(variance + 1e-5) + beta;
        }
        return y;
    }

    private static double slope(DoubleUnaryOperator f, double at) {
        return (f.applyAsDouble(at + 1e-5) - f.applyAsDouble(at - 1e-5)) / 2e-5;
    }

    /** In prediction μ and σ are constants, so the layer is a straight line of slope γ / σ. */
    @Test
    void the_way_back_through_a_prediction() {
        Rng rng = new Rng(4);
        BatchNorm norm = norm(3, rng);
        norm.forwardTraining(Matrix.normal(20, 3, 3, 2, rng));
        Matrix x = Matrix.normal(2, 3, 3, 2, rng);
        Matrix step = Matrix.of(row(1, 1, 1), row(1, 1, 1));
        Matrix slopes = norm.forward(x.plus(step)).minus(norm.forward(x));
        assertThat(norm.backward(step).isClose(slopes, 1e-6f)).isTrue();
    }

    /** A large mean with a small spread: the mean of squares minus the square of the mean would find 0 or less. */
    @Test
    void a_large_mean_does_no_harm() {
        Matrix y = new BatchNorm(1).forwardTraining(Matrix.of(row(10_000), row(10_001), row(10_002), row(10_003)));
        assertThat(y.isClose(Matrix.of(row(-1.3416f), row(-0.4472f), row(0.4472f), row(1.3416f)), 1e-4f)).isTrue();
    }

    @Test
    void a_feature_that_is_always_the_same_becomes_beta() {
        BatchNorm norm = new BatchNorm(1);
        assertThat(norm.forwardTraining(Matrix.of(row(0.3f), row(0.3f)))).isEqualTo(Matrix.of(row(0), row(0)));
        assertThat(norm.backward(Matrix.of(row(1), row(2))).sum()).isFinite();
    }

    @Test
    void errors_teach() {
        BatchNorm norm = new BatchNorm(2);
        assertThatThrownBy(() -> norm.backward(X)).isInstanceOf(IllegalStateException.class).hasMessageContaining("call forward");
        assertThatIllegalArgumentException().isThrownBy(() -> norm.forwardTraining(Matrix.zeros(1, 2)))
            .withMessageContaining("at least 2 examples").withMessageContaining("choose a batch size");
        assertThatIllegalArgumentException().isThrownBy(() -> norm.forward(Matrix.zeros(4, 3)))
            .withMessageContaining("takes 2 inputs, but is given 3");
        assertThatIllegalArgumentException().isThrownBy(() -> norm.forward(X, Matrix.zeros(2, 3)))
            .withMessageContaining("2×2").withMessageContaining("2×3");
        norm.forward(X);
        assertThatIllegalArgumentException().isThrownBy(() -> norm.backward(Matrix.zeros(3, 2)))
            .withMessageContaining("both shapes must agree");
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchNorm(0)).withMessageContaining("at least 1 feature");
        assertThatIllegalArgumentException().isThrownBy(() -> new Network(new Dense(3, 4, new Rng(1)), norm))
            .withMessageContaining("layer 2 does not fit");
    }

    /** With γ and β away from 1 and 0, so that these cannot hide a mistake. */
    private static BatchNorm norm(int features, Rng rng) {
        BatchNorm norm = new BatchNorm(features);
        norm.gamma().add(Matrix.normal(1, features, 0, 0.5f, rng));
        norm.beta().add(Matrix.normal(1, features, 0, 0.5f, rng));
        return norm;
    }

    private static double[] column(Matrix m, int c) {
        double[] column = new double[m.rows()];
        for (int r = 0; r < column.length; r++) {
            column[r] = m.get(r, c);
        }
        return column;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
