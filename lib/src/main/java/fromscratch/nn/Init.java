package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

/** How a layer's weights start. */
@FunctionalInterface
public interface Init {
    /**
     * Normal with standard deviation √(2 / inputs): keeps the size of the activations through layers of ReLU
     * (He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015, equation 10).
     */
    Init HE = (inputs, outputs, rng) -> Matrix.normal(inputs, outputs, 0, (float) Math.sqrt(2.0 / inputs), rng);

    /**
     * Uniform within ±√(6 / (inputs + outputs)): the same for activations of slope 1 near zero, such as tanh
     * (Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010, equation 16).
     * {@link Network#mlp} takes it for sigmoid too, whose slope there is only 1/4.
     */
    Init GLOROT = (inputs, outputs, rng) -> {
        float limit = (float) Math.sqrt(6.0 / (inputs + outputs));
        return Matrix.uniform(inputs, outputs, -limit, limit, rng);
    };

    /** All zeros: fine for one layer alone; with hidden layers every neuron would stay like its neighbour. */
    Init ZERO = (inputs, outputs, rng) -> Matrix.zeros(inputs, outputs);

    /**
     * Normal with mean 0 and the same standard deviation for every layer, however many inputs it has.
     *
     * @throws IllegalArgumentException if it is negative, infinite or NaN
     */
    static Init normal(double standardDeviation) {
        if (!(standardDeviation >= 0 && standardDeviation < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Init.normal: the standard deviation must be a number of at least 0, such as"
                + " 0.01; found " + standardDeviation);
        }
        return (inputs, outputs, rng) -> Matrix.normal(inputs, outputs, 0, (float) standardDeviation, rng);
    }

    /** Starting weights [inputs × outputs]. */
    Matrix weights(int inputs, int outputs, Rng rng);
}
