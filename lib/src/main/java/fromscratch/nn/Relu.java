package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

/** relu(z) = max(0, z). Its slope is 1 where z &gt; 0 and 0 elsewhere; at 0 itself, where there is none, 0 is used. */
public final class Relu extends Activation {
    /** A layer that applies max(0, z). */
    public Relu() {
        super(Elementwise.RELU);
    }

    @Override
    protected double value(double z) {
        return Math.max(0, z);
    }

    @Override
    protected float slope(float a) {
        return a > 0 ? 1 : 0;
    }

    @Override
    void timesSlope(Matrix a, Matrix d) {
        d.keepWherePositive(a);
    }
}
