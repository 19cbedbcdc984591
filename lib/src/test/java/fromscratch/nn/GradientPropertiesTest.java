package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Backpropagation against measured slopes, for random networks down to 1 → 1 and one example; the same ones in each run. */
class GradientPropertiesTest {
    enum Kind {
        RELU(Relu::new), SIGMOID(Sigmoid::new), TANH(Tanh::new);

        private final Supplier<Layer> layer;

        Kind(Supplier<Layer> layer) {
            this.layer = layer;
        }
    }

    @Property(seed = "1")
    void cross_entropy(@ForAll Kind kind, @ForAll @IntRange(min = 1, max = 8) int batch,
                       @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 8) Integer> sizes, @ForAll int seed) {
        Rng rng = new Rng(seed);
        Network network = network(kind, sizes, rng);
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = rng.nextInt(network.outputs());
        }
        check(network, new SoftmaxCrossEntropy(), Matrix.oneHot(labels, network.outputs()), rng);
    }

    @Property(seed = "2")
    void squared_error(@ForAll Kind kind, @ForAll @IntRange(min = 1, max = 8) int batch,
                       @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 8) Integer> sizes, @ForAll int seed) {
        Rng rng = new Rng(seed);
        Network network = network(kind, sizes, rng);
        check(network, new MeanSquaredError(), Matrix.normal(batch, network.outputs(), 0, 1, rng), rng);
    }

    /** Of at least four examples: of two, x̂ is −1 and 1 whatever they are, so every slope before it is nearly 0. */
    @Property(seed = "3")
    void with_batch_normalisation_and_dropout(@ForAll Kind kind, @ForAll @IntRange(min = 4, max = 12) int batch,
                @ForAll @Size(min = 3, max = 4) List<@IntRange(min = 2, max = 8) Integer> sizes, @ForAll int seed) {
        Rng rng = new Rng(seed);
        Network network = normalised(kind, sizes, rng);
        check(network, new MeanSquaredError(), Matrix.normal(batch, network.outputs(), 0, 1, rng), rng);
    }

    /** Batch normalisation before each activation, dropout before the last layer. */
    private static Network normalised(Kind kind, List<Integer> sizes, Rng rng) {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : network(kind, sizes, rng).layers()) {
            if (layer instanceof Activation) {
                int width = ((Dense) layers.get(layers.size() - 1)).weight().cols();
                BatchNorm norm = new BatchNorm(width);
                norm.gamma().add(Matrix.normal(1, width, 0, 0.2f, rng));
                norm.beta().add(Matrix.normal(1, width, 0, 0.2f, rng));
                layers.add(norm);
            }
            layers.add(layer);
        }
        layers.add(layers.size() - 1, new Dropout(0.3, rng.split()));
        return new Network(layers.toArray(Layer[]::new));
    }

    /** With biases away from zero, so that zeros cannot hide a mistake. */
    private static Network network(Kind kind, List<Integer> sizes, Rng rng) {
        Network network = Network.mlp(kind.layer, rng, sizes.stream().mapToInt(Integer::intValue).toArray());
        network.parameters().stream().filter(p -> p.value().rows() == 1)
            .forEach(p -> p.value().add(Matrix.normal(1, p.value().cols(), 0, 0.1f, rng)));
        return network;
    }

    private static void check(Network network, Loss loss, Matrix targets, Rng rng) {
        Matrix x = Matrix.normal(targets.rows(), network.inputs(), 0, 1, rng);
        Assume.that(!nearKink(network, x) && !nearlyConstant(network, x));
        for (GradientCheck.Block block : GradientCheck.run(network, loss, x, targets, 1000, rng)) {
            // Where the shares of the examples nearly cancel, single precision leaves few digits of the sum.
            boolean cancelled = block.relativeError() * block.largest() < 5e-7;
            assertThat(block).as("%s, %s", network, block).matches(b -> b.relativeError() <= 1e-6 || cancelled);
        }
    }

    /** Whether a ReLU works so near to 0 that the steps of the check could cross it, where its slope jumps. */
    private static boolean nearKink(Network network, Matrix x) {
        Matrix a = x;
        for (Layer layer : network.layers()) {
            if (layer instanceof Relu && a.map(Math::abs).min() < 1e-3) {
                return true;
            }
            a = layer.forwardTraining(a);
        }
        return false;
    }

    /** Whether a feature varies so little that dividing by its deviation magnifies the rounding of what comes in. */
    private static boolean nearlyConstant(Network network, Matrix x) {
        Matrix a = x;
        for (Layer layer : network.layers()) {
            if (layer instanceof BatchNorm) {
                Matrix means = a.colSums().scale(-1f / a.rows());
                Matrix differences = a.plusRow(means);
                if (differences.hadamard(differences).colSums().min() < 0.1 * a.rows()) {
                    return true;
                }
            }
            a = layer.forwardTraining(a);
        }
        return false;
    }
}
