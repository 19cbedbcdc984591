package fromscratch.nn;

import fromscratch.linalg.Matrix;

/** A matrix that training changes, with the gradient of the loss that the last backward pass found for it. */
public final class Parameter {
    private final Matrix value;
    private final Matrix gradient;

    /** A parameter with a gradient of zero. */
    public Parameter(Matrix value) {
        this.value = value;
        this.gradient = Matrix.zeros(value.rows(), value.cols());
    }

    /** The numbers themselves; an optimiser writes to them. */
    public Matrix value() {
        return value;
    }

    /**
     * ∂loss/∂value, of the same shape. The same matrix always: each backward pass writes to it, but
     * {@link Trainer} does without where it can, see {@link Layer#descend}.
     */
    public Matrix gradient() {
        return gradient;
    }
}
