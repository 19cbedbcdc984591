package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Compares the gradients of backpropagation with slopes measured on the loss itself.
 *
 * <p>The slope for one parameter θ is the centred difference (L(θ + h) − L(θ − h)) / 2h, whose error shrinks with h²,
 * computed in double precision by a second, plain forward pass. For each block of parameters the answer is the
 * relative error ‖a − n‖ / (‖a‖ + ‖n‖) of the analytic gradients a and the numerical ones n
 * (CS231n notes, "Neural networks part 3", gradient checks). Correct gradients in single precision give 10⁻⁶ or less;
 * a wrong formula gives 10⁻² to 1.
 */
public final class GradientCheck {
    private static final double H = 1e-5;

    /**
     * The comparison for one block of parameters.
     *
     * @param name          such as {@code dense1.weight}
     * @param shape         such as {@code 784×128}
     * @param checked       how many of the block's parameters were compared
     * @param largest       the largest measured slope among them, without its sign, to see that it is not all zeros
     * @param relativeError ‖a − n‖ / (‖a‖ + ‖n‖), 0 when both are zero
     */
    public record Block(String name, String shape, int checked, double largest, double relativeError) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-16s %9s   %4d checked   largest slope %9.2e   relative error %.1e",
                name, shape, checked, largest, relativeError);
        }
    }

    private final Network network;
    private final Loss loss;
    private final Matrix targets;
    private final double[][] x;
    private final List<List<double[]>> values = new ArrayList<>();

    private GradientCheck(Network network, Loss loss, Matrix x, Matrix targets) {
        this.network = network;
        this.loss = loss;
        this.targets = targets;
        this.x = toDouble(network.preprocessing().apply(x));
        for (Layer layer : network.layers()) {
            values.add(layer.parameters().stream().map(p -> toDouble(p.value().data())).toList());
        }
    }

    /**
     * Checks every block of parameters of a network, as it is while training: {@link Dropout} holds its choice still, and
     * {@link BatchNorm} uses the batch's own mean and variance. The gradients are those of this batch afterwards; the
     * parameters' values and the layers' {@link Layer#state} are as they were.
     *
     * @param x        a few examples [batch × inputs]
     * @param targets  their targets [batch × outputs]
     * @param perBlock how many parameters of each block to check, chosen at random; all if a block has no more
     * @return         a result for each block, in the order of {@link Network#namedParameters}
     * @throws IllegalArgumentException if the examples or the targets do not fit the network
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button; parameters and
     *                                  states are as they were then, too
     */
    public static List<Block> run(Network network, Loss loss, Matrix x, Matrix targets, int perBlock, Rng rng) {
        List<Matrix> state = network.layers().stream().flatMap(l -> l.state().stream()).toList();
        List<Matrix> before = state.stream().map(Matrix::copy).toList();
        try {
            network.backward(loss.gradient(network.forwardTraining(x), targets));
            return new GradientCheck(network, loss, x, targets).blocks(perBlock, rng);
        } finally {
            for (int i = 0; i < state.size(); i++) {
                state.get(i).set(Elementwise.IDENTITY, before.get(i));
            }
        }
    }

    private List<Block> blocks(int perBlock, Rng rng) {
        List<Block> results = new ArrayList<>();
        List<double[]> blocks = values.stream().flatMap(List::stream).toList();
        for (Map.Entry<String, Parameter> named : network.namedParameters().entrySet()) {
            int[] chosen = rng.permutation(named.getValue().value().size());
            chosen = Arrays.copyOf(chosen, Math.min(perBlock, chosen.length));
            results.add(block(named.getKey(), named.getValue(), blocks.get(results.size()), chosen));
        }
        return results;
    }

    private Block block(String name, Parameter parameter, double[] value, int[] chosen) {
        double differenceSquared = 0;
        double analyticSquared = 0;
        double numericalSquared = 0;
        double largest = 0;
        for (int i : chosen) {
            double analytic = parameter.gradient().data()[i];
            double numerical = slope(value, i);
            differenceSquared += (analytic - numerical) * (analytic - numerical);
            analyticSquared += analytic * analytic;
            numericalSquared += numerical * numerical;
            largest = Math.max(largest, Math.abs(numerical));
        }
        double norms = Math.sqrt(analyticSquared) + Math.sqrt(numericalSquared);
        double relativeError = norms == 0 ? 0 : Math.sqrt(differenceSquared) / norms;
        return new Block(name, parameter.value().shape(), chosen.length, largest, relativeError);
    }

    /** (L(θ + h) − L(θ − h)) / 2h for one parameter, which is put back afterwards. */
    private double slope(double[] value, int i) {
        double before = value[i];
        value[i] = before + H;
        double above = loss();
        value[i] = before - H;
        double below = loss();
        value[i] = before;
        return (above - below) / (2 * H);
    }

    private double loss() {
        double[][] a = x;
        for (int i = 0; i < values.size(); i++) {
            a = network.layers().get(i).forwardInDouble(a, values.get(i));
        }
        return loss.valueInDouble(a, targets);
    }

    private static double[][] toDouble(Matrix m) {
        double[][] rows = new double[m.rows()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = toDouble(m.row(r).data());
        }
        return rows;
    }

    private static double[] toDouble(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
