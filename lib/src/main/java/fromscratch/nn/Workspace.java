package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;

import java.util.ArrayList;
import java.util.List;

/**
 * The matrices that a network needs for batches of one size: made once and used for each batch, so that a training
 * step allocates nothing.
 */
final class Workspace {
    /**
     * The batch [batch × inputs], pixels if the first layer can take them as they are. Fill it in before
     * {@link Network#forward(Workspace)}.
     */
    final Rows x;
    /** What each layer gives [batch × its outputs]. */
    final List<Matrix> outputs = new ArrayList<>();
    /** ∂loss/∂output of each layer. */
    final List<Matrix> gradients = new ArrayList<>();

    /**
     * Room for batches of {@code batch} rows.
     *
     * @param like a table of the kind that the batches are taken from
     */
    Workspace(Network network, Rows like, int batch) {
        boolean asTheyAre = network.preprocessing().isIdentity();
        x = asTheyAre ? like.newRows(batch) : Matrix.zeros(batch, network.inputs());
        int width = network.inputs();
        for (Layer layer : network.layers()) {
            width = layer.outputs(width);
            outputs.add(Matrix.zeros(batch, width));
            gradients.add(Matrix.zeros(batch, width));
        }
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
