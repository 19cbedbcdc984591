package fromscratch.nn;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Zeros;

import java.util.List;

/**
 * A fully connected layer: Z = X W + b.
 *
 * <pre>
 *   X [batch × inputs]   W [inputs × outputs]   b [1 × outputs]   Z [batch × outputs]
 *
 *   ∂L/∂W = Xᵀ ∂L/∂Z      ∂L/∂b = sum over the batch of ∂L/∂Z      ∂L/∂X = ∂L/∂Z Wᵀ
 * </pre>
 */
public final class Dense implements Layer {
    /** With more examples at once, the cache is better used by computing the gradient in stretches. */
    private static final int LARGEST_DESCENT = 400;

    private final Parameter weight;
    private final Parameter bias;
    private Matrix x;
    private Zeros zeros;

    /** Weights from {@link Init#HE}, biases zero. */
    public Dense(int inputs, int outputs, Rng rng) {
        this(inputs, outputs, Init.HE, rng);
    }

    /** Weights from {@code init}, biases zero. */
    public Dense(int inputs, int outputs, Init init, Rng rng) {
        this(init.weights(inputs, outputs, rng), Matrix.zeros(1, outputs));
    }

    /**
     * A layer around given weights [inputs × outputs] and biases [1 × outputs], not copied.
     *
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public Dense(Matrix weight, Matrix bias) {
        if (bias.rows() != 1 || bias.cols() != weight.cols()) {
            throw new IllegalArgumentException("Dense: weights " + weight.shape() + " need a bias of 1×" + weight.cols()
                + ", found " + bias.shape());
        }
        this.weight = new Parameter(weight);
        this.bias = new Parameter(bias);
    }

    /** W [inputs × outputs]. */
    public Matrix weight() {
        return weight.value();
    }

    /** b [1 × outputs]. */
    public Matrix bias() {
        return bias.value();
    }

    @Override
    public void forward(Matrix x, Matrix out) {
        forward(x, out, Zeros.MULTIPLY);
    }

    /** Remembers for the way back, too, whether the batch is worth searching for zeros. */
    void forward(Matrix x, Matrix out, Zeros zeros) {
        this.x = x;
        this.zeros = zeros;
        out.setAffine(x, weight(), bias(), Elementwise.IDENTITY, zeros);
    }

    @Override
    public void parameterGradients(Matrix dZ) {
        BackwardCheck.requireForward(this, x);
        weight.gradient().setTransposedProduct(x, dZ, zeros);
        bias.gradient().setColSums(dZ);
    }

    /**
     * The step of plain gradient descent, W ← W − η Xᵀ dZ, straight into the weights: their gradient is never written
     * to memory, which for large layers takes longer than to compute it. The bits are those of the two steps.
     */
    @Override
    public void descend(Matrix dZ, float learningRate) {
        if (dZ.rows() > LARGEST_DESCENT) {
            Layer.super.descend(dZ, learningRate);
            return;
        }
        BackwardCheck.requireForward(this, x);
        weight().addScaledTransposedProduct(-learningRate, x, dZ, zeros);
        bias.gradient().setColSums(dZ);
        bias().addScaled(-learningRate, bias.gradient());
    }

    @Override
    public void inputGradient(Matrix dZ, Matrix dX) {
        dX.setProductTransposed(dZ, weight());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public int outputs(int inputs) {
        if (inputs != weight().rows()) {
            throw new IllegalArgumentException("dense layer " + weight().shape() + " takes " + weight().rows()
                + " inputs, but is given " + inputs);
        }
        return weight().cols();
    }

    @Override
    public int inputs(int outputs) {
        return weight().rows();
    }

    @Override
    public double[][] forwardInDouble(double[][] x, List<double[]> parameters) {
        double[] w = parameters.get(0);
        double[] b = parameters.get(1);
        double[][] z = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            z[i] = b.clone();
            Cancellation.check("a forward pass in double");
            for (int p = 0; p < x[i].length; p++) {
                for (int j = 0; j < b.length; j++) {
                    z[i][j] += x[i][p] * w[p * b.length + j];
                }
            }
        }
        return z;
    }

    /** Such as {@code dense 784 → 128}. */
    @Override
    public String toString() {
        return "dense " + weight().rows() + " → " + weight().cols();
    }
}
