package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What all optimisers share: the learning rate, and a memory for each parameter, that is a fixed number of arrays with
 * one number for each of its elements, such as the velocity of momentum. The memory is made in the first step, all
 * zeros; from then on a step allocates nothing.
 */
abstract class AbstractOptimizer implements Optimizer {
    private volatile float learningRate;
    private int steps;
    private List<Parameter> parameters = List.of();
    private float[][][] memories;

    AbstractOptimizer(double learningRate) {
        setLearningRate(learningRate);
    }

    /** How many arrays the memory of a parameter has; the same from the first step on. */
    abstract int memorySize();

    /**
     * The rule itself, for all elements of one parameter.
     *
     * @param w      the values, which it changes
     * @param g      their gradient
     * @param memory {@link #memorySize} arrays of the same length, which it changes
     * @param rate   the learning rate of this step
     */
    abstract void update(float[] w, float[] g, float[][] memory, float rate);

    // ---- settings ----

    @Override
    public final float learningRate() {
        return learningRate;
    }

    @Override
    public final void setLearningRate(double learningRate) {
        require(learningRate >= 0 && Float.isFinite((float) learningRate),
            "the learning rate must be a number of at least 0, such as 0.01", learningRate);
        this.learningRate = (float) learningRate;
    }

    /** {@code value}, if it can say how much of something a step keeps: at least 0 and, as a float too, less than 1. */
    final double requireShare(String name, double value) {
        require(value >= 0 && (float) value < 1, name + " must be at least 0 and less than 1, such as 0.9", value);
        return value;
    }

    /** {@code value} as a float, if it can be a weight decay. */
    final float requireDecay(double value) {
        require(value >= 0 && Float.isFinite((float) value),
            "the weight decay must be a number of at least 0, such as 0.01", value);
        return (float) value;
    }

    private void require(boolean fits, String expected, double found) {
        if (!fits) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": " + expected + "; found " + found);
        }
    }

    // ---- stepping ----

    /** {@inheritDoc} Throws {@link IllegalArgumentException} if they are others than in the first step. */
    @Override
    public final void step(List<Parameter> parameters) {
        if (memories == null) {
            begin(parameters);
        }
        requireKnown(parameters);
        steps++;
        float rate = learningRate;   // read once: it may change meanwhile
        for (int i = 0; i < memories.length; i++) {
            Parameter parameter = parameters.get(i);
            update(parameter.value().data(), parameter.gradient().data(), memories[i], rate);
        }
    }

    private void begin(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        memories = new float[parameters.size()][memorySize()][];
        for (int i = 0; i < memories.length; i++) {
            for (int k = 0; k < memories[i].length; k++) {
                memories[i][k] = new float[parameters.get(i).value().size()];
            }
        }
    }

    private void requireKnown(List<Parameter> parameters) {
        boolean known = parameters.size() == this.parameters.size();
        for (int i = 0; known && i < parameters.size(); i++) {
            known = parameters.get(i) == this.parameters.get(i);
        }
        if (!known) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": expected the parameters of its first step,"
                + " found others; an optimiser belongs to one network, so make a new one for another network");
        }
    }

    /** How many numbers the memory has that is still to be made. */
    final long memoryFor(List<Parameter> parameters) {
        return memories != null ? 0 : (long) memorySize() * parameters.stream().mapToLong(p -> p.value().size()).sum();
    }

    // ---- stopping and going on ----

    /** How many steps there were. */
    final int steps() {
        return steps;
    }

    /** The memory of one parameter after the other, not copied; none before the first step. */
    final List<Matrix> memory() {
        List<Matrix> memory = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Matrix value = parameters.get(i).value();
            for (float[] array : memories[i]) {
                memory.add(Matrix.wrap(value.rows(), value.cols(), array));
            }
        }
        return memory;
    }

    /**
     * Makes this optimiser go on where another one with the same settings stood.
     *
     * @param parameters those of the steps to come
     * @param steps      {@link #steps} of the other
     * @param memory     {@link #memory} of the other, or a copy of it; it is copied again
     * @throws IllegalArgumentException if the memory does not fit the parameters
     */
    final void restore(List<Parameter> parameters, int steps, List<Matrix> memory) {
        if (steps == 0) {   // it had not begun, and so has this one not, whatever it did before
            this.parameters = List.of();
            this.memories = null;
            this.steps = 0;
            return;
        }
        List<String> expected = parameters.stream()
            .flatMap(p -> Collections.nCopies(memorySize(), p.value().shape()).stream()).toList();
        List<String> found = memory.stream().map(Matrix::shape).toList();
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": the parameters need a memory of "
                + expected + ", found " + found + "; it must be that of an optimiser of the same kind and network");
        }
        begin(parameters);
        this.steps = steps;
        List<Matrix> own = memory();
        for (int i = 0; i < own.size(); i++) {
            System.arraycopy(memory.get(i).data(), 0, own.get(i).data(), 0, own.get(i).size());
        }
    }
}
