package fromscratch.nn;

import java.util.List;

/** A rule that changes the parameters, given their gradients. */
public interface Optimizer {
    /** One step on all {@code parameters}: the same ones in the same order each time. */
    void step(List<Parameter> parameters);

    /** The learning rate of the next step. */
    float learningRate();

    /**
     * Changes the learning rate from the next step on; another thread may do it while a training runs.
     *
     * @throws IllegalArgumentException if it is negative, infinite as a float, or NaN
     */
    void setLearningRate(double learningRate);
}
