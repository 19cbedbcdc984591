package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class GradientCheckTest {
    static Stream<Supplier<Layer>> activations() {
        return Stream.of(Relu::new, Sigmoid::new, Tanh::new);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void backpropagation_agrees_with_measured_slopes(Supplier<Layer> activation) {
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new MeanSquaredError())) {
            assertThat(check(Network.mlp(activation, new Rng(2), 7, 6, 5, 4), loss))
                .hasSize(6)
                .allSatisfy(block -> assertThat(block.relativeError()).as(block.toString()).isLessThan(1e-6))
                .allSatisfy(block -> assertThat(block.largest()).isGreaterThan(1e-4));
        }
    }

    /** The check itself is checked: a layer with a wrong backward pass must be found out. */
    @ParameterizedTest
    @MethodSource("activations")
    void a_wrong_slope_is_found_out(Supplier<Layer> activation) {
        Layer wrong = new Activation() {
            @Override
            protected double value(double z) {
                return z * z;
            }

            @Override
            protected float slope(float a) {
                return 2;
            }
        };
        Rng rng = new Rng(2);
        Network network = new Network(new Dense(7, 6, rng), activation.get(), new Dense(6, 5, rng), wrong, new Dense(5, 4, rng));
        List<GradientCheck.Block> blocks = check(network, new SoftmaxCrossEntropy());
        assertThat(blocks.get(0).relativeError()).isGreaterThan(1e-2);
        assertThat(blocks.get(4).relativeError()).as("behind the wrong layer all is well").isLessThan(1e-6);
    }

    /** Each block has its own slopes, also behind a layer whose class nobody here knows. */
    @Test
    void parameters_of_a_layer_of_your_own_are_checked_too() {
        Rng rng = new Rng(2);
        List<GradientCheck.Block> blocks = check(new Network(new Dense(7, 6, rng), new Scale(6), new Relu(), new Dense(6, 4, rng)),
            new SoftmaxCrossEntropy());
        assertThat(blocks).extracting(GradientCheck.Block::name)
            .containsExactly("dense1.weight", "dense1.bias", "scale1.parameter1", "dense2.weight", "dense2.bias");
        assertThat(blocks).allSatisfy(block -> assertThat(block.relativeError()).as(block.toString()).isLessThan(1e-6));
    }

    /** Each column times a factor of its own. */
    private static final class Scale implements Layer {
        private final Parameter factors;
        private Matrix x;

        Scale(int features) {
            factors = new Parameter(Matrix.normal(1, features, 1, 0.1f, new Rng(3)));
        }

        @Override
        public void forward(Matrix x, Matrix out) {
            this.x = x;
            inputGradient(x, out);
        }

        @Override
        public void inputGradient(Matrix dOutput, Matrix dInput) {
            for (int i = 0; i < dOutput.size(); i++) {
                dInput.data()[i] = dOutput.data()[i] * factors.value().data()[i % dOutput.cols()];
            }
        }

        @Override
        public void parameterGradients(Matrix dOutput) {
            factors.gradient().setColSums(dOutput.hadamard(x));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(factors);
        }

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public int inputs(int outputs) {
            return outputs;
        }

        @Override
        public double[][] forwardInDouble(double[][] x, List<double[]> parameters) {
            double[] by = parameters.get(0);
            return Stream.of(x).map(row -> IntStream.range(0, row.length).mapToDouble(c -> row[c] * by[c]).toArray())
                .toArray(double[][]::new);
        }
    }

    @Test
    void a_result_is_a_line() {
        assertThat(new GradientCheck.Block("dense1.weight", "7×6", 42, 0.125, 3e-8))
            .hasToString("dense1.weight          7×6     42 checked   largest slope  1.25e-01   relative error 3.0e-08");
    }

    private static List<GradientCheck.Block> check(Network network, Loss loss) {
        Rng rng = new Rng(9);
        // Biases away from zero, so that zeros cannot hide a mistake.
        network.parameters().stream().filter(p -> p.value().rows() == 1)
            .forEach(p -> p.value().add(Matrix.normal(1, p.value().cols(), 0, 0.1f, rng)));
        Matrix x = Matrix.normal(5, 7, 0, 1, rng);
        return GradientCheck.run(network, loss, x, Matrix.oneHot(new int[] {0, 1, 2, 3, 1}, 4), 1000, rng);
    }
}
