package fromscratch.nn;

/**
 * Adam: momentum, divided by the gradient's usual size as in {@link RmsProp}, both without the pull towards the zeros
 * that they start from.
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g          a running mean of g
 *   v ← β₂ v + (1 − β₂) g²         a running mean of g²
 *   m̂ = m / (1 − β₁ᵗ)              without the zero at the start, in step t = 1, 2, …
 *   v̂ = v / (1 − β₂ᵗ)
 *   θ ← θ − η m̂ / (√v̂ + ε)
 * </pre>
 *
 * The means are zero at first; ε = 10⁻⁸ keeps the quotient from 0 / 0. The source is Kingma and Ba, "Adam: a method for
 * stochastic optimization", 2015, algorithm 1; the defaults are its and PyTorch's.
 */
public sealed class Adam extends AbstractOptimizer permits AdamW {
    private static final float EPSILON = 1e-8f;

    private double beta1 = 0.9;
    private double beta2 = 0.999;

    /** With the learning rate 0.001. */
    public Adam() {
        this(0.001);
    }

    /** Throws {@link IllegalArgumentException} if {@code learningRate} is negative, infinite as a float, or NaN. */
    public Adam(double learningRate) {
        super(learningRate);
    }

    /**
     * How much of the two means a step keeps: 0.9 and 0.999 unless set.
     *
     * @throws IllegalArgumentException if one is not at least 0 and less than 1
     */
    public Adam betas(double beta1, double beta2) {
        this.beta1 = requireShare("beta1", beta1);
        this.beta2 = requireShare("beta2", beta2);
        return this;
    }

    /** A factor for the parameters before the step: all of them is left, but {@link AdamW} takes something away. */
    float shrink(float rate) {
        return 1;
    }

    @Override
    int memorySize() {
        return 2;
    }

    @Override
    void update(float[] w, float[] g, float[][] memory, float rate) {
        float[] m = memory[0];
        float[] v = memory[1];
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        float take1 = (float) (1 - beta1);   // subtracted in double: 1 − 0.999f is wrong in its fifth digit
        float take2 = (float) (1 - beta2);
        // The divisors of m̂ and v̂ are the same for all elements, so they stand before the loop.
        float etaForM = (float) (rate / (1 - power(beta1, steps())));
        float rootForV = (float) (1 / Math.sqrt(1 - power(beta2, steps())));
        float shrink = shrink(rate);
        for (int i = 0; i < w.length; i++) {
            m[i] = Math.fma(keep1, m[i], take1 * g[i]);
            v[i] = Math.fma(keep2, v[i], take2 * (g[i] * g[i]));
            w[i] = Math.fma(-etaForM, m[i] / (rootForV * (float) Math.sqrt(v[i]) + EPSILON), shrink * w[i]);
        }
    }

    /** βᵗ by squaring: t = 13 is 1 + 4 + 8, so β¹³ = β β⁴ β⁸. StrictMath.pow would allocate memory in each call. */
    private static double power(double beta, int t) {
        double power = 1;
        for (double square = beta; t > 0; t /= 2, square *= square) {
            if (t % 2 == 1) {
                power *= square;
            }
        }
        return power;
    }

    /** In words, unless they are as usual. */
    final String betas() {
        return beta1 == 0.9 && beta2 == 0.999 ? "" : ", betas " + beta1 + " and " + beta2;
    }

    /** Such as {@code Adam, learning rate 0.001}. */
    @Override
    public String toString() {
        return "Adam, learning rate " + learningRate() + betas();
    }
}
