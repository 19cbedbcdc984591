package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A layer that applies one function to each element. Its slope is computed from the output: that is all the
 * functions here need, and the output is kept anyway.
 */
public abstract class Activation implements Layer {
    private Matrix output;

    /** f(z). */
    protected abstract double value(double z);

    /** f′(z), from {@code a} = f(z). */
    protected abstract float slope(float a);

    @Override
    public Matrix forward(Matrix z) {
        output = z.map(this::value);
        return output;
    }

    /** ∂L/∂Z = ∂L/∂A ⊙ f′(Z). */
    @Override
    public Matrix inputGradient(Matrix dA) {
        if (output == null) {
            throw new IllegalStateException(this + " backward: there was no forward pass yet; call forward first");
        }
        if (dA.rows() != output.rows() || dA.cols() != output.cols()) {
            throw new IllegalArgumentException(this + " backward: the output was " + output.shape()
                + ", its gradient is " + dA.shape() + "; both shapes must agree");
        }
        Matrix dZ = dA.copy();
        float[] a = output.data();
        float[] d = dZ.data();
        for (int i = 0; i < d.length; i++) {
            d[i] *= slope(a[i]);
        }
        return dZ;
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public double[][] forwardInDouble(double[][] x, List<double[]> parameters) {
        double[][] a = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            a[i] = Arrays.stream(x[i]).map(this::value).toArray();
        }
        return a;
    }

    /** The function's name in small letters, as saved with a model. */
    @Override
    public String toString() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
