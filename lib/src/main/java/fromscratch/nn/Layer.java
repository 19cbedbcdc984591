package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.util.List;

/**
 * One step of a network, forward and backward side by side. Row i of every matrix belongs to example i of the batch.
 *
 * <p>{@link #backward} belongs to the {@link #forward} before it: a layer keeps from the way forward what the way
 * back needs.
 */
public interface Layer {
    /**
     * The output for a batch.
     *
     * @param x [batch × inputs]
     * @return  [batch × outputs]
     */
    Matrix forward(Matrix x);

    /**
     * The chain rule through this layer: from the gradient of the loss with respect to the output, finds those with
     * respect to the {@link #parameters}, which it keeps there, and the one with respect to the input.
     *
     * @param dOutput ∂loss/∂output [batch × outputs]
     * @return        ∂loss/∂input [batch × inputs]
     * @throws IllegalStateException    if there was no {@link #forward} yet
     * @throws IllegalArgumentException if {@code dOutput} has not the shape of the output
     */
    default Matrix backward(Matrix dOutput) {
        parameterGradients(dOutput);
        return inputGradient(dOutput);
    }

    /** The first half of {@link #backward}; nothing for a layer without weights. */
    default void parameterGradients(Matrix dOutput) {
    }

    /** The second half of {@link #backward}. The first layer of a network can do without: nobody asks for it. */
    Matrix inputGradient(Matrix dOutput);

    /** What training changes, in a fixed order; nothing for a layer without weights. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * The number of outputs for a number of inputs.
     *
     * @throws IllegalArgumentException if this layer cannot take so many inputs
     */
    int outputs(int inputs);

    /**
     * {@link #forward} once more in double precision and as plainly as possible: the reference that
     * {@link GradientCheck} measures slopes on.
     *
     * @param x          [batch][inputs]
     * @param parameters the values to use instead of the layer's own, row after row, in the order of {@link #parameters}
     */
    double[][] forwardInDouble(double[][] x, List<double[]> parameters);
}
