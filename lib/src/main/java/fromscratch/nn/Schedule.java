package fromscratch.nn;

/**
 * How the learning rate changes during a training: a factor on it for each step. Steps are counted over the whole
 * training, from 0.
 *
 * <pre>
 *   new Trainer(network, loss, new Adam(0.002)).schedule(Schedule.oneCycle()).epochs(20).fit(x, labels);
 * </pre>
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The factor on the learning rate in one step.
     *
     * @param step  0 … {@code steps} − 1
     * @param steps how many there are in the whole training, if nothing stops it early
     */
    double factor(int step, int steps);

    /** Always 1. */
    static Schedule constant() {
        return (step, steps) -> 1;
    }

    /**
     * Half a wave of the cosine, from 1 down to nearly 0: slow at both ends (Loshchilov and Hutter, "SGDR: stochastic
     * gradient descent with warm restarts", 2017, equation 5, without restarts; PyTorch's CosineAnnealingLR).
     */
    static Schedule cosine() {
        return (step, steps) -> cosineFrom(1, 0, (double) step / steps);
    }

    /**
     * 1 / (1 + t / h) in step t: halved after h steps, a third after 2 h, and so on, whatever the length of the training
     * (Bottou, "Stochastic gradient descent tricks", 2012, section 5.2).
     *
     * @param halvedAfter h, in steps
     * @throws IllegalArgumentException if it is not a positive number
     */
    static Schedule inverseTime(double halvedAfter) {
        require(halvedAfter > 0 && halvedAfter < Double.POSITIVE_INFINITY, "inverseTime: the rate must be halved after a"
            + " positive number of steps", halvedAfter);
        return (step, steps) -> 1 / (1 + step / halvedAfter);
    }

    /**
     * In stairs: multiplied by {@code factor} each time {@code every} steps are over (PyTorch's StepLR).
     *
     * @throws IllegalArgumentException if {@code every} is not positive, or {@code factor} not above 0 and at most 1
     */
    static Schedule stairs(int every, double factor) {
        require(every > 0, "stairs: a stair must be at least 1 step long", every);
        require(factor > 0 && factor <= 1, "stairs: the factor must be above 0 and at most 1, such as 0.1", factor);
        return (step, steps) -> StrictMath.pow(factor, step / every);
    }

    /**
     * Rises evenly from nearly 0 to 1, then goes on with another schedule for the rest of the steps (Goyal and others,
     * "Accurate, large minibatch SGD", 2017, section 2.2).
     *
     * @param share the share of all steps that the rise takes
     * @throws IllegalArgumentException if {@code share} is not from 0 to 1
     */
    static Schedule warmUp(double share, Schedule then) {
        require(share >= 0 && share <= 1, "warmUp: the share of all steps must be from 0 to 1, such as 0.1", share);
        return (step, steps) -> {
            int rise = (int) Math.round(share * steps);
            return step < rise ? (step + 1.0) / rise : then.factor(step - rise, steps - rise);
        };
    }

    /**
     * One cycle: from 1/25 up to 1 in the first three tenths of the training, then down to 1/250,000, both along a cosine
     * (Smith, "A disciplined approach to neural network hyper-parameters: part 1", 2018, section 4, in the form and with
     * the defaults of PyTorch's OneCycleLR, but for its change of momentum). The learning rate set is the highest one.
     */
    static Schedule oneCycle() {
        return (step, steps) -> {
            double top = 0.3 * steps - 1;
            return step <= top ? cosineFrom(1 / 25.0, 1, step / top)
                : cosineFrom(1, 1 / 250_000.0, (step - top) / (steps - 1 - top));
        };
    }

    /** From {@code start} to {@code end} along half a wave of the cosine, {@code share} of the way. */
    private static double cosineFrom(double start, double end, double share) {
        return end + (start - end) / 2 * (1 + StrictMath.cos(Math.PI * share));
    }

    private static void require(boolean fits, String expected, double found) {
        if (!fits) {
            throw new IllegalArgumentException(expected + "; found " + found);
        }
    }
}
