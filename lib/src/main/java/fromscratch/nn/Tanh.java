package fromscratch.nn;

/** tanh(z), from −1 to 1. Its slope is 1 − tanh²(z). */
public final class Tanh extends Activation {
    @Override
    protected double value(double z) {
        return StrictMath.tanh(z);
    }

    @Override
    protected float slope(float a) {
        return 1 - a * a;
    }
}
