package fromscratch.nn;

import fromscratch.linalg.Matrix;

/** A matrix that training changes, with the gradient of the loss that the last backward pass found for it. */
public final class Parameter {
    private final Matrix value;
    private Matrix gradient;

    /** A parameter with a gradient of zero. */
    public Parameter(Matrix value) {
        this.value = value;
        this.gradient = Matrix.zeros(value.rows(), value.cols());
    }

    /** The numbers themselves; an optimiser writes to them. */
    public Matrix value() {
        return value;
    }

    /** ∂loss/∂value, of the same shape. */
    public Matrix gradient() {
        return gradient;
    }

    /**
     * Called by the layer's backward pass.
     *
     * @throws IllegalArgumentException if the shape is not that of the value
     */
    public void setGradient(Matrix gradient) {
        if (gradient.rows() != value.rows() || gradient.cols() != value.cols()) {
            throw new IllegalArgumentException("setGradient: the parameter is " + value.shape() + ", the gradient "
                + gradient.shape() + "; a gradient has the shape of what it is the gradient of");
        }
        this.gradient = gradient;
    }
}
