package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

/** How far a network's outputs are from the targets: one number, the mean over the batch, and its gradient. */
public interface Loss {
    /**
     * The loss; NaN for a batch of no examples.
     *
     * @param outputs what the network's last layer gave [batch × outputs]
     * @param targets what it should have been, of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    double value(Matrix outputs, Matrix targets);

    /** ∂loss/∂outputs [batch × outputs]: where backpropagation starts. Arguments as for {@link #value}. */
    Matrix gradient(Matrix outputs, Matrix targets);

    /**
     * {@link #value} and {@link #gradient} in one, for training.
     *
     * @param into receives ∂loss/∂outputs [batch × outputs]
     * @return     the loss
     */
    default double valueAndGradient(Matrix outputs, Matrix targets, Matrix into) {
        into.set(Elementwise.IDENTITY, gradient(outputs, targets));
        return value(outputs, targets);
    }

    /** {@link #value} once more, of outputs in double precision: the reference for {@link GradientCheck}. */
    double valueInDouble(double[][] outputs, Matrix targets);

    /** Throws {@link IllegalArgumentException} unless both have the same shape. */
    static void requireSameShape(Matrix outputs, Matrix targets) {
        if (outputs.rows() != targets.rows() || outputs.cols() != targets.cols()) {
            throw new IllegalArgumentException("loss: the outputs are " + outputs.shape() + ", the targets "
                + targets.shape() + "; both shapes must agree (class labels become targets with Matrix.oneHot)");
        }
    }
}
