package fromscratch.nn;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;

import java.util.List;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class NetworkTest {
    @Test
    void he_and_glorot_have_the_published_spread() {
        Matrix he = Init.HE.weights(800, 200, new Rng(1));
        double variance = he.hadamard(he).mean();
        assertThat(variance).isCloseTo(2.0 / 800, within(5e-5));
        Matrix glorot = Init.GLOROT.weights(100, 50, new Rng(1));
        float limit = (float) Math.sqrt(6.0 / 150);
        assertThat(glorot.max()).isBetween(0.99f * limit, limit);
        assertThat(glorot.min()).isBetween(-limit, -0.99f * limit);
    }

    @Test
    void an_mlp_starts_as_its_activation_needs() {
        assertThat(firstWeights(Network.mlp(Relu::new, new Rng(5), 30, 20, 10))).isEqualTo(Init.HE.weights(30, 20, new Rng(5)));
        assertThat(firstWeights(Network.mlp(Tanh::new, new Rng(5), 30, 20, 10))).isEqualTo(Init.GLOROT.weights(30, 20, new Rng(5)));
    }

    @Test
    void activations_are_known_by_what_they_call_themselves() {
        assertThat(Activation.names()).containsExactly("relu", "sigmoid", "tanh")
            .allSatisfy(name -> assertThat(Activation.named(name)).hasToString(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.named("Relu"))
            .withMessage("activation: expected one of [relu, sigmoid, tanh]; found Relu");
    }

    private static Matrix firstWeights(Network network) {
        return network.parameters().get(0).value();
    }

    @Test
    void counts_and_names_its_parameters() {
        Network network = Network.mlp(Relu::new, new Rng(1), 784, 128, 64, 10);
        assertThat(network.parameterCount()).isEqualTo(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
        assertThat(network.namedParameters().keySet()).containsExactly("dense1.weight", "dense1.bias",
            "dense2.weight", "dense2.bias", "dense3.weight", "dense3.bias");
        assertThat(network.toString()).contains("dense 784 → 128", "relu", "109,386 parameters");
    }

    @Test
    void predicting_in_batches_is_predicting_at_once() {
        Network network = Network.mlp(Relu::new, new Rng(1), 6, 5, 3);
        Matrix x = Matrix.uniform(1203, 6, 0, 1, new Rng(2));
        assertThat(network.outputs(x)).isEqualTo(network.forward(x));
        assertThat(network.predict(x)).containsExactly(network.forward(x).argMaxRows());
        assertThat(network.probabilities(x).rowSums().isClose(Matrix.zeros(1203, 1).map(v -> 1), 1e-6f)).isTrue();
    }

    @Test
    void the_activations_are_the_way_forward_layer_by_layer() {
        Network network = Network.mlp(Relu::new, new Rng(1), 6, 5, 3).withPreprocessing(Preprocessing.standardisedPixels(0.2, 0.5));
        Matrix x = Matrix.uniform(4, 6, 0, 1, new Rng(2));
        List<Matrix> activations = network.activations(x);
        Dense first = (Dense) network.layers().get(0);
        Dense last = (Dense) network.layers().get(2);
        Matrix z = x.map(v -> (v - 0.2f) / 0.5f).product(first.weight()).plusRow(first.bias());
        assertThat(activations).extracting(Matrix::shape).containsExactly("4×5", "4×5", "4×3");
        assertThat(activations.get(0).isClose(z, 1e-5f)).isTrue();
        assertThat(activations.get(1)).isEqualTo(activations.get(0).map(v -> Math.max(0, v)));
        assertThat(activations.get(2)).isEqualTo(activations.get(1).product(last.weight()).plusRow(last.bias()))
            .isEqualTo(network.forward(x));
        assertThatIllegalArgumentException().isThrownBy(() -> network.activations(Matrix.zeros(1, 7))).withMessageContaining("found 7");
    }

    @Test
    void preprocessing_belongs_to_the_network() {
        Network network = new Network(new Dense(Matrix.of(row(1), row(1)), Matrix.of(row(0))))
            .withPreprocessing(Preprocessing.standardisedPixels(0.5, 0.25));
        assertThat(network.outputs(new ByteMatrix(1, 2, new byte[] {0, (byte) 255})))
            .isEqualTo(Matrix.of(row((0 - 0.5f) / 0.25f + (1 - 0.5f) / 0.25f)));
        assertThatIllegalArgumentException().isThrownBy(() -> network.outputs(Matrix.of(row(0, 255))))
            .withMessage("this network expects inputs from 0.0 to 1.0, found values from 0.0 to 255.0;"
                + " pixels from 0 to 255 must be divided by 255 first");
    }

    @Test
    void the_way_back_needs_the_way_forward() {
        Dense dense = new Dense(3, 2, new Rng(1));
        assertThatIllegalStateException().isThrownBy(() -> dense.backward(Matrix.zeros(1, 2)))
            .withMessage("dense 3 → 2 backward: there was no forward pass yet; call forward first");
        assertThatIllegalStateException().isThrownBy(() -> new Tanh().backward(Matrix.zeros(1, 2)))
            .withMessageStartingWith("tanh backward: there was no forward pass yet");
    }

    @Test
    void layers_that_do_not_fit_are_refused() {
        Rng rng = new Rng(1);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Network(new Dense(784, 128, rng), new Relu(), new Dense(64, 10, rng)))
            .withMessage("Network: layer 3 does not fit the one before it:"
                + " dense layer 64×10 takes 64 inputs, but is given 128");
        assertThatIllegalArgumentException().isThrownBy(() -> new Network(new Relu()))
            .withMessageContaining("first layer must be a Dense layer").withMessageContaining("found relu");
        assertThatIllegalArgumentException().isThrownBy(() -> Network.mlp(Relu::new, rng, 784, 0, 10))
            .withMessage("mlp: every size must be at least 1, found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Network.mlp(Relu::new, rng, 4, 3).forward(Matrix.zeros(2, 5)))
            .withMessage("this network takes 4 inputs for each example, found 5");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dense(Matrix.zeros(3, 2), Matrix.zeros(1, 3)))
            .withMessage("Dense: weights 3×2 need a bias of 1×2, found 1×3");
    }
}
