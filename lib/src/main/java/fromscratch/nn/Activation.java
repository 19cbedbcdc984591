package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A layer that applies one function to each element. Its slope is computed from the output: that is all the
 * functions here need, and the output is kept anyway.
 */
public abstract class Activation implements Layer {
    private final Elementwise function;
    private Matrix output;

    /** A function of your own: {@link #value} and {@link #slope} are called for each element. */
    protected Activation() {
        this(null);
    }

    /** A function that the heavy loops know. */
    Activation(Elementwise function) {
        this.function = function;
    }

    /** The names that {@link #named} knows: {@code relu}, {@code sigmoid}, {@code tanh}. */
    public static List<String> names() {
        return List.of("relu", "sigmoid", "tanh");
    }

    /**
     * A new layer by its name, which is its {@link #toString}.
     *
     * @throws IllegalArgumentException if the name is not one of {@link #names}
     */
    public static Activation named(String name) {
        return switch (name) {
            case "relu" -> new Relu();
            case "sigmoid" -> new Sigmoid();
            case "tanh" -> new Tanh();
            default -> throw new IllegalArgumentException("activation: expected one of " + names() + "; found " + name);
        };
    }

    /** f(z). */
    protected abstract double value(double z);

    /** f′(z), from {@code a} = f(z). */
    protected abstract float slope(float a);

    @Override
    public void forward(Matrix z, Matrix a) {
        if (function == null) {
            a.set(Elementwise.IDENTITY, z.map(this::value));
        } else {
            a.set(function, z);
        }
        output = a;
    }

    /** d ← d ⊙ f′(z), element by element, from {@code a} = f(z). */
    void timesSlope(Matrix a, Matrix d) {
        float[] outputs = a.data();
        float[] gradients = d.data();
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] *= slope(outputs[i]);
        }
    }

    /** ∂L/∂Z = ∂L/∂A ⊙ f′(Z). */
    @Override
    public void inputGradient(Matrix dA, Matrix dZ) {
        BackwardCheck.requireFit(this, output, dA);
        dZ.set(Elementwise.IDENTITY, dA);
        timesSlope(output, dZ);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public int inputs(int outputs) {
        return outputs;
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
