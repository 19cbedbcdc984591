package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

/** σ(z) = 1 / (1 + e⁻ᶻ), from 0 to 1. Its slope is σ(z) (1 − σ(z)). */
public final class Sigmoid extends Activation {
    /** A layer that applies this function. */
    public Sigmoid() {
        super(Elementwise.SIGMOID);
    }

    @Override
    protected double value(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }

    @Override
    protected float slope(float a) {
        return a * (1 - a);
    }

    /** As inherited, but here the compiler knows which slope is meant, and makes vector instructions of the loop. */
    @Override
    void timesSlope(Matrix a, Matrix d) {
        float[] outputs = a.data();
        float[] gradients = d.data();
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] *= slope(outputs[i]);
        }
    }
}
