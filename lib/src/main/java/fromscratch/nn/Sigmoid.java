package fromscratch.nn;

/** σ(z) = 1 / (1 + e⁻ᶻ), from 0 to 1. Its slope is σ(z) (1 − σ(z)). */
public final class Sigmoid extends Activation {
    @Override
    protected double value(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }

    @Override
    protected float slope(float a) {
        return a * (1 - a);
    }
}
