package fromscratch.nn;

import fromscratch.linalg.Matrix;

/** What layers ask before the way back. */
final class BackwardCheck {
    private BackwardCheck() {
    }

    /**
     * That there was a way forward.
     *
     * @param remembered what the layer keeps of it, {@code null} before the first one
     */
    static void requireForward(Layer layer, Matrix remembered) {
        if (remembered == null) {
            throw new IllegalStateException(layer + " backward: there was no forward pass yet; call forward first");
        }
    }

    /**
     * That there was a way forward, and that the gradient fits what came out of it.
     *
     * @param output  of the last way forward, or a matrix of its shape; {@code null} before the first one
     * @param dOutput ∂loss/∂output
     */
    static void requireFit(Layer layer, Matrix output, Matrix dOutput) {
        requireForward(layer, output);
        if (dOutput.rows() != output.rows() || dOutput.cols() != output.cols()) {
            throw new IllegalArgumentException(layer + " backward: the output was " + output.shape()
                + ", its gradient is " + dOutput.shape() + "; both shapes must agree");
        }
    }
}
