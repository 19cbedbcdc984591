package fromscratch.nn;

/**
 * RMSProp: each parameter's gradient g is divided by its usual size, so that all parameters move at a similar pace.
 *
 * <pre>
 *   v ← α v + (1 − α) g²          a running mean of g²
 *   θ ← θ − η g / (√v + ε)
 * </pre>
 *
 * The mean v is zero at first; ε = 10⁻⁸ keeps the quotient from 0 / 0. The source is Tieleman and Hinton, "Neural
 * networks for machine learning", lecture 6.5, 2012, which has α = 0.9; the defaults here are those of PyTorch.
 */
public final class RmsProp extends AbstractOptimizer {
    private static final float EPSILON = 1e-8f;

    private double alpha = 0.99;

    /** With the learning rate 0.01. */
    public RmsProp() {
        this(0.01);
    }

    /** Throws {@link IllegalArgumentException} if {@code learningRate} is negative, infinite as a float, or NaN. */
    public RmsProp(double learningRate) {
        super(learningRate);
    }

    /**
     * How much of the mean a step keeps: 0.99 unless set.
     *
     * @throws IllegalArgumentException if it is not at least 0 and less than 1
     */
    public RmsProp alpha(double alpha) {
        this.alpha = requireShare("alpha", alpha);
        return this;
    }

    @Override
    int memorySize() {
        return 1;
    }

    @Override
    void update(float[] w, float[] g, float[][] memory, float rate) {
        float[] v = memory[0];
        float keep = (float) alpha;
        float take = (float) (1 - alpha);
        for (int i = 0; i < w.length; i++) {
            v[i] = Math.fma(keep, v[i], take * (g[i] * g[i]));
            w[i] = Math.fma(-rate, g[i] / ((float) Math.sqrt(v[i]) + EPSILON), w[i]);
        }
    }

    /** Such as {@code RMSProp, learning rate 0.01}. */
    @Override
    public String toString() {
        return "RMSProp, learning rate " + learningRate() + (alpha == 0.99 ? "" : ", alpha " + alpha);
    }
}
