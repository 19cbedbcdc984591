package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.util.List;

/**
 * One step of a network, forward and backward side by side. Row i of every matrix belongs to example i of the batch.
 *
 * <p>There are two ways forward: {@link #forward} to predict and {@link #forwardTraining} to train, which differ in few
 * layers only. {@link #backward} belongs to the last of either: a layer remembers from the way forward what the way
 * back needs, namely the matrices it was given, which must not change in between. Each way comes in two forms: one
 * that writes into a matrix of the caller's, so that training can use the same ones in each step, and one that makes
 * a new one.
 */
public interface Layer {
    /**
     * The output for a batch.
     *
     * @param x   [batch × inputs]
     * @param out receives the output [batch × outputs]
     * @throws IllegalArgumentException if the shapes do not fit this layer
     */
    void forward(Matrix x, Matrix out);

    /** {@link #forward(Matrix, Matrix)} into a new matrix. */
    default Matrix forward(Matrix x) {
        Matrix out = Matrix.zeros(x.rows(), outputs(x.cols()));
        forward(x, out);
        return out;
    }

    /**
     * The output for a batch that is being learned. Layers that behave differently while training override it, such as
     * {@link Dropout}; for all others it is {@link #forward(Matrix, Matrix)}.
     */
    default void forwardTraining(Matrix x, Matrix out) {
        forward(x, out);
    }

    /** {@link #forwardTraining(Matrix, Matrix)} into a new matrix. */
    default Matrix forwardTraining(Matrix x) {
        Matrix out = Matrix.zeros(x.rows(), outputs(x.cols()));
        forwardTraining(x, out);
        return out;
    }

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
        Matrix dInput = Matrix.zeros(dOutput.rows(), inputs(dOutput.cols()));
        inputGradient(dOutput, dInput);
        return dInput;
    }

    /** The first half of {@link #backward}; nothing for a layer without weights. */
    default void parameterGradients(Matrix dOutput) {
    }

    /**
     * The second half of {@link #backward}. The first layer of a network can do without: nobody asks for it.
     *
     * @param dInput receives ∂loss/∂input [batch × inputs]
     */
    void inputGradient(Matrix dOutput, Matrix dInput);

    /**
     * {@link #parameterGradients} and the step of plain gradient descent with them, θ ← θ − η ∂loss/∂θ, in one. What
     * {@link Parameter#gradient} holds afterwards is not said: a layer may do without it.
     */
    default void descend(Matrix dOutput, float learningRate) {
        parameterGradients(dOutput);
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) {   // by index: an iterator would be garbage in each step
            parameters.get(i).value().addScaled(-learningRate, parameters.get(i).gradient());
        }
    }

    /** What training changes, in a fixed order; nothing for a layer without weights. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * What else prediction needs and training changes, though by no gradient, in a fixed order: nothing for most layers.
     * It is saved with the parameters.
     */
    default List<Matrix> state() {
        return List.of();
    }

    /**
     * The number of outputs for a number of inputs.
     *
     * @throws IllegalArgumentException if this layer cannot take so many inputs
     */
    int outputs(int inputs);

    /** The number of inputs for a number of outputs, which is one that {@link #outputs} gave. */
    int inputs(int outputs);

    /**
     * The last way forward, be it {@link #forward} or {@link #forwardTraining}, once more in double precision and as
     * plainly as possible: the reference that {@link GradientCheck} measures slopes on.
     *
     * @param x          [batch][inputs]
     * @param parameters the values to use instead of the layer's own, row after row, in the order of {@link #parameters}
     */
    double[][] forwardInDouble(double[][] x, List<double[]> parameters);
}
