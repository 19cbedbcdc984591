package fromscratch.nn;

/**
 * Gradient descent; on mini-batches it is called stochastic. With the learning rate η and the gradient g = ∂L/∂θ:
 *
 * <pre>
 *   plain                 θ ← θ − η g
 *
 *   with momentum μ       v ← μ v + g
 *                         θ ← θ − η v
 *
 *   Nesterov's momentum   v ← μ v + g
 *                         θ ← θ − η (g + μ v)
 *
 *   with weight decay λ   in each of them g + λ θ instead of g
 * </pre>
 *
 * The velocity v is zero at first. The source is Sutskever, Martens, Dahl and Hinton, "On the importance of
 * initialization and momentum in deep learning", 2013, equations 1 to 4, in PyTorch's form: there η is part of v, here
 * it is a factor of v, so that a new η counts for all of v at once; and Nesterov's θ is here the point ahead at which
 * the gradient is taken.
 */
public final class Sgd extends AbstractOptimizer {
    private float momentum;
    private boolean nesterov;
    private float weightDecay;

    /**
     * Plain gradient descent.
     *
     * @throws IllegalArgumentException if {@code learningRate} is negative, infinite as a float, or NaN
     */
    public Sgd(double learningRate) {
        super(learningRate);
    }

    // ---- settings ----

    /**
     * How much of the velocity a step keeps: usually 0.9; 0, which is none, unless set.
     *
     * @throws IllegalArgumentException if it is not at least 0 and less than 1
     * @throws IllegalStateException    after the first step
     */
    public Sgd momentum(double momentum) {
        if (steps() > 0) {
            throw new IllegalStateException("Sgd: the momentum must be set before the first step, and there were "
                + steps() + "; make a new Sgd");
        }
        this.momentum = (float) requireShare("the momentum", momentum);
        return this;
    }

    /** Nesterov's kind of momentum. Throws {@link IllegalStateException} if there is no momentum. */
    public Sgd nesterov() {
        if (momentum == 0) {
            throw new IllegalStateException("Sgd: nesterov() is a kind of momentum; call momentum(0.9) before it");
        }
        this.nesterov = true;
        return this;
    }

    /**
     * How strongly each step pulls all parameters towards zero: usually 0.0001 to 0.01; 0, which is not at all, unless
     * set.
     *
     * @throws IllegalArgumentException if it is negative, infinite as a float, or NaN
     */
    public Sgd weightDecay(double weightDecay) {
        this.weightDecay = requireDecay(weightDecay);
        return this;
    }

    // ---- the rule ----

    /** Whether a step is θ ← θ − η ∂L/∂θ and nothing else, so that layers can do it themselves. */
    boolean isPlain() {
        return momentum == 0 && weightDecay == 0;
    }

    @Override
    int memorySize() {
        return momentum > 0 ? 1 : 0;
    }

    /** One loop for each rule: with a choice in it, a loop does not become vector instructions on every Java version. */
    @Override
    void update(float[] w, float[] g, float[][] memory, float rate) {
        if (momentum == 0 && weightDecay == 0) {
            plain(w, g, rate);
        } else if (momentum == 0) {
            decaying(w, g, rate);
        } else if (nesterov) {
            nesterov(w, g, memory[0], rate);
        } else {
            momentum(w, g, memory[0], rate);
        }
    }

    private static void plain(float[] w, float[] g, float rate) {
        for (int i = 0; i < w.length; i++) {
            w[i] = Math.fma(-rate, g[i], w[i]);
        }
    }

    private void decaying(float[] w, float[] g, float rate) {
        for (int i = 0; i < w.length; i++) {
            w[i] = Math.fma(-rate, Math.fma(weightDecay, w[i], g[i]), w[i]);
        }
    }

    private void momentum(float[] w, float[] g, float[] v, float rate) {
        for (int i = 0; i < w.length; i++) {
            v[i] = Math.fma(momentum, v[i], Math.fma(weightDecay, w[i], g[i]));
            w[i] = Math.fma(-rate, v[i], w[i]);
        }
    }

    private void nesterov(float[] w, float[] g, float[] v, float rate) {
        for (int i = 0; i < w.length; i++) {
            float gradient = Math.fma(weightDecay, w[i], g[i]);
            v[i] = Math.fma(momentum, v[i], gradient);
            w[i] = Math.fma(-rate, Math.fma(momentum, v[i], gradient), w[i]);
        }
    }

    /** Such as {@code gradient descent, learning rate 0.1, momentum 0.9}. */
    @Override
    public String toString() {
        return "gradient descent, learning rate " + learningRate()
            + (momentum > 0 ? (nesterov ? ", Nesterov's momentum " : ", momentum ") + momentum : "")
            + (weightDecay > 0 ? ", weight decay " + weightDecay : "");
    }
}
