package fromscratch.nn;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;
import fromscratch.linalg.Zeros;

import java.util.ArrayList;
import java.util.List;

/**
 * The matrices that a network needs for batches of one size: made once and used for each batch, so that a training
 * step allocates nothing.
 */
final class Workspace {
    /** The batch [batch × inputs]: fill it in before {@link Network#forward(Workspace)}. */
    final Matrix x;
    /** Most of an image is background, which stays 0 unless the inputs are shifted. */
    final Zeros zeros;
    /** What each layer gives [batch × its outputs]. */
    final List<Matrix> outputs = new ArrayList<>();
    /** ∂loss/∂output of each layer. */
    final List<Matrix> gradients = new ArrayList<>();

    /**
     * Room for batches of {@code batch} rows.
     *
     * @param examples what the batches are taken from
     */
    Workspace(Network network, Rows examples, int batch) {
        x = Matrix.zeros(batch, network.inputs());
        zeros = examples instanceof ByteMatrix && network.preprocessing().isIdentity() ? Zeros.SKIP : Zeros.MULTIPLY;
        int width = network.inputs();
        for (Layer layer : network.layers()) {
            width = layer.outputs(width);
            outputs.add(Matrix.zeros(batch, width));
            gradients.add(Matrix.zeros(batch, width));
        }
    }

    /** How many numbers it takes for batches of {@code batch} rows, with the masks of {@link Dropout}. */
    static long floats(Network network, long batch) {
        long floats = network.inputs();
        int width = network.inputs();
        for (Layer layer : network.layers()) {
            width = layer.outputs(width);
            floats += (layer instanceof Dropout ? 3L : 2L) * width;
        }
        return batch * floats;
    }

    /** What the last layer gave. */
    Matrix output() {
        return outputs.get(outputs.size() - 1);
    }

    /** ∂loss/∂output of the last layer: where backpropagation starts. */
    Matrix outputGradient() {
        return gradients.get(gradients.size() - 1);
    }
}
