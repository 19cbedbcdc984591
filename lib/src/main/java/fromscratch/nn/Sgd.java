package fromscratch.nn;

import java.util.List;

/** Gradient descent: θ ← θ − η ∂L/∂θ, with the learning rate η. On mini-batches it is called stochastic. */
public final class Sgd implements Optimizer {
    private float learningRate;

    /**
     * Plain gradient descent.
     *
     * @throws IllegalArgumentException if {@code learningRate} is negative, infinite as a float, or NaN
     */
    public Sgd(double learningRate) {
        setLearningRate(learningRate);
    }

    /** Changes the learning rate from the next step on; refuses what the constructor refuses. */
    public void setLearningRate(double learningRate) {
        if (!(learningRate >= 0) || Float.isInfinite((float) learningRate)) {
            throw new IllegalArgumentException("Sgd: the learning rate must be a number of at least 0, such as 0.1; found "
                + learningRate);
        }
        this.learningRate = (float) learningRate;
    }

    @Override
    public float learningRate() {
        return learningRate;
    }

    @Override
    public void step(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            parameter.value().addScaled(-learningRate, parameter.gradient());
        }
    }

    /** Such as {@code gradient descent, learning rate 0.1}. */
    @Override
    public String toString() {
        return "gradient descent, learning rate " + learningRate;
    }
}
