package fromscratch.nn;

/**
 * {@link Adam} with weight decay λ beside it, instead of in its gradient, where dividing by the gradient's usual size
 * would undo the decay of just the parameters with large gradients.
 *
 * <pre>
 *   θ ← θ − η λ θ
 *   θ ← θ − η m̂ / (√v̂ + ε)        as in Adam
 * </pre>
 *
 * The source is Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2, in PyTorch's form:
 * there only the schedule of the learning rate is a factor of the decay, here the whole learning rate η is.
 */
public final class AdamW extends Adam {
    private float weightDecay = 0.01f;

    /** With the learning rate 0.001. */
    public AdamW() {
        this(0.001);
    }

    /** Throws {@link IllegalArgumentException} if {@code learningRate} is negative, infinite as a float, or NaN. */
    public AdamW(double learningRate) {
        super(learningRate);
    }

    @Override
    public AdamW betas(double beta1, double beta2) {
        super.betas(beta1, beta2);
        return this;
    }

    /**
     * How strongly each step pulls all parameters towards zero: 0.01 unless set.
     *
     * @throws IllegalArgumentException if it is negative, infinite as a float, or NaN
     */
    public AdamW weightDecay(double weightDecay) {
        this.weightDecay = requireDecay(weightDecay);
        return this;
    }

    @Override
    float shrink(float rate) {
        return 1 - rate * weightDecay;
    }

    /** Such as {@code AdamW, learning rate 0.001, weight decay 0.01}. */
    @Override
    public String toString() {
        return "AdamW, learning rate " + learningRate() + betas() + ", weight decay " + weightDecay;
    }
}
