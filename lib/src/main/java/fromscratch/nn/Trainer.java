package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Rows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Mini-batch training: in each epoch the examples are put in a new random order and learned batch by batch; a last,
 * smaller batch is learned too, with its true size as the divisor of the mean.
 *
 * <pre>
 *   History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1))
 *       .batchSize(32).epochs(10).rng(new Rng(1))
 *       .validation(validation.x(), validation.labels())
 *       .fit(train.x(), train.labels());
 * </pre>
 */
public final class Trainer {
    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private int batchSize = 32;
    private int epochs = 10;
    private int patience = Integer.MAX_VALUE;
    private Rng rng = new Rng(1);
    private Rows validationX;
    private Matrix validationTargets;

    /** Batches of 32, ten epochs, the order from seed 1, no validation, unless set otherwise. */
    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
    }

    // ---- settings ----

    /** Examples in a mini-batch; one as large as the data is full-batch gradient descent. At least 1. */
    public Trainer batchSize(int batchSize) {
        this.batchSize = atLeast(1, batchSize, "batchSize");
        return this;
    }

    /** Passes over the training examples. 0 leaves the network as it is. */
    public Trainer epochs(int epochs) {
        this.epochs = atLeast(0, epochs, "epochs");
        return this;
    }

    /** Where the order of the examples comes from. */
    public Trainer rng(Rng rng) {
        this.rng = rng;
        return this;
    }

    /**
     * Examples that are not trained on, to measure loss and accuracy on after each epoch.
     *
     * @param x      [examples × inputs]
     * @param labels the class of each example, from 0
     * @throws IllegalArgumentException if there are no examples, or they or the labels do not fit the network
     */
    public Trainer validation(Rows x, int[] labels) {
        return validation(x, targets(x, labels));
    }

    /** As {@link #validation(Rows, int[])}, with targets [examples × outputs]. */
    public Trainer validation(Rows x, Matrix targets) {
        requireFit(x, targets);
        if (x.rows() == 0) {
            throw new IllegalArgumentException("validation: expected at least one validation example, found none");
        }
        this.validationX = x;
        this.validationTargets = targets;
        return this;
    }

    /**
     * Early stopping: ends the training when the validation loss has not fallen below its best value for
     * {@code patience} epochs, and puts back the weights of the best epoch. Needs {@link #validation}.
     */
    public Trainer earlyStop(int patience) {
        this.patience = atLeast(1, patience, "earlyStop");
        return this;
    }

    /** Who is told of every step and epoch. */
    public Trainer listen(TrainingListener... listeners) {
        this.listeners.addAll(List.of(listeners));
        return this;
    }

    private static int atLeast(int minimum, int value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + ": must be at least " + minimum + ", found " + value);
        }
        return value;
    }

    // ---- training ----

    /**
     * Trains the network to classify.
     *
     * @param x      [examples × inputs]
     * @param labels the class of each example, from 0
     * @throws IllegalArgumentException if there are no examples, or they or the labels do not fit the network
     * @throws DivergedException        if the loss, or that on the validation examples, becomes infinite or NaN
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button; the network keeps
     *                                  what it has learned
     */
    public History fit(Rows x, int[] labels) {
        return fit(x, targets(x, labels));
    }

    /** As {@link #fit(Rows, int[])}, with targets [examples × outputs]: numbers to reproduce, or one-hot classes. */
    public History fit(Rows x, Matrix targets) {
        requireFit(x, targets);
        if (x.rows() == 0) {
            throw new IllegalArgumentException("fit: expected at least one training example, found none");
        }
        if (patience != Integer.MAX_VALUE && validationX == null) {
            throw new IllegalArgumentException("fit: earlyStop needs validation examples; call validation(x, labels) first");
        }
        network.preprocessing().check(x.rows(0, Math.min(batchSize, x.rows())));
        Step full = new Step(x, Math.min(batchSize, x.rows()));
        Step last = new Step(x, x.rows() % batchSize);
        int stepsPerEpoch = (x.rows() - 1) / batchSize + 1;
        listeners.forEach(l -> l.started(new TrainingListener.Plan(epochs, stepsPerEpoch, x.rows())));

        List<History.Epoch> done = new ArrayList<>();
        BestWeights best = new BestWeights();
        for (int epoch = 1; epoch <= epochs && best.epochsAgo(epoch) <= patience; epoch++) {
            History.Epoch result = epoch(epoch, x, targets, full, last);
            done.add(result);
            listeners.forEach(l -> l.epochDone(result));
            if (patience != Integer.MAX_VALUE) {
                best.offer(epoch, result.validationLoss());
            }
        }
        best.putBack();
        History history = new History(done);
        listeners.forEach(l -> l.finished(history));
        return history;
    }

    private History.Epoch epoch(int epoch, Rows x, Matrix targets, Step full, Step last) {
        long start = System.nanoTime();
        int[] order = rng.permutation(x.rows());
        double lossSum = 0;
        int correct = 0;
        for (int from = 0, step = 1; from < order.length; from += batchSize, step++) {
            int to = Math.min(order.length, from + batchSize);
            Step batch = to - from == full.size() ? full : last;
            double batchLoss = batch.learn(x, targets, order, from, epoch, step);
            lossSum += batchLoss * (to - from);
            correct += batch.countCorrect();
            if (!listeners.isEmpty()) {
                tell(new TrainingListener.Step(epoch, step, (long) (epoch - 1) * order.length + to, batchLoss, network));
            }
            stopIfInterrupted(epoch, step);
        }
        double validationLoss = Double.NaN;
        double validationAccuracy = Double.NaN;
        if (validationX != null) {
            Matrix outputs = network.outputs(validationX);
            validationLoss = loss.value(outputs, validationTargets);
            requireFinite("the validation loss", validationLoss, epoch, (order.length - 1) / batchSize + 1);
            validationAccuracy = accuracy(outputs.countSameArgMax(validationTargets), validationX.rows());
        }
        return new History.Epoch(epoch, lossSum / order.length, accuracy(correct, order.length),
            validationLoss, validationAccuracy, (System.nanoTime() - start) / 1e9);
    }

    private void tell(TrainingListener.Step done) {
        listeners.forEach(l -> l.stepDone(done));
    }

    /** One step of training and the matrices for it, for batches of one size. */
    private final class Step {
        private final Workspace space;
        private final Matrix targets;

        Step(Rows x, int size) {
            space = new Workspace(network, x, size);
            targets = Matrix.zeros(size, network.outputs());
        }

        int size() {
            return targets.rows();
        }

        /** Learns from the examples {@code order[from]}, …; returns their mean loss before that. */
        double learn(Rows allX, Matrix allTargets, int[] order, int from, int epoch, int step) {
            allX.copyRows(order, from, from + size(), space.x);
            allTargets.copyRows(order, from, from + size(), targets);
            network.forward(space);
            double batchLoss = loss.valueAndGradient(space.output(), targets, space.outputGradient());
            requireFinite("the loss", batchLoss, epoch, step);
            if (optimizer instanceof Sgd sgd && sgd.isPlain()) {
                network.descend(space, sgd.learningRate());
            } else {
                network.backward(space);
                optimizer.step(network.parameters());
            }
            return batchLoss;
        }

        int countCorrect() {
            return space.output().countSameArgMax(targets);
        }
    }

    /** NaN for a network of one output: there is nothing to choose from, so every choice would count as correct. */
    private double accuracy(int correct, int examples) {
        return network.outputs() == 1 ? Double.NaN : (double) correct / examples;
    }

    /** The weights of the epoch with the lowest validation loss so far. */
    private final class BestWeights {
        private double lowest = Double.POSITIVE_INFINITY;
        private int bestEpoch;
        private List<Matrix> weights;

        void offer(int epoch, double validationLoss) {
            if (validationLoss < lowest) {
                lowest = validationLoss;
                bestEpoch = epoch;
                weights = network.parameters().stream().map(p -> p.value().copy()).toList();
            }
        }

        /** How many epochs ago, seen from {@code epoch}, the best one was. */
        int epochsAgo(int epoch) {
            return weights == null ? 0 : epoch - bestEpoch;
        }

        void putBack() {
            for (int i = 0; weights != null && i < weights.size(); i++) {
                float[] values = network.parameters().get(i).value().data();
                System.arraycopy(weights.get(i).data(), 0, values, 0, values.length);
            }
        }
    }

    // ---- errors that teach ----

    private Matrix targets(Rows x, int[] labels) {
        if (labels.length != x.rows()) {
            throw new IllegalArgumentException("there are " + x.rows() + " examples, but " + labels.length
                + " labels; each example needs one");
        }
        return Matrix.oneHot(labels, network.outputs());
    }

    private void requireFit(Rows x, Matrix targets) {
        if (x.cols() != network.inputs() || targets.cols() != network.outputs() || x.rows() != targets.rows()) {
            throw new IllegalArgumentException("the network takes " + network.inputs() + " inputs and gives "
                + network.outputs() + " outputs; found examples " + x.rows() + "×" + x.cols()
                + " with targets " + targets.shape());
        }
    }

    private void requireFinite(String what, double value, int epoch, int step) {
        if (!Double.isFinite(value)) {
            throw new DivergedException("epoch " + epoch + ", step " + step + ": " + what + " is " + value
                + ", so training stopped. The learning rate " + optimizer.learningRate() + " is probably too large: make a"
                + " new network and try " + tenth(optimizer.learningRate()) + ". Other causes: inputs that are not scaled"
                + " (pixels should lie between 0 and 1), weights that start too large, NaN in the data.");
        }
    }

    /** In decimals, because 0.3f / 10 is 0.030000001. */
    private static float tenth(float learningRate) {
        return new BigDecimal(Float.toString(learningRate)).movePointLeft(1).floatValue();
    }

    private static void stopIfInterrupted(int epoch, int step) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training was stopped in epoch " + epoch + " after step " + step
                + "; the network keeps what it has learned so far");
        }
    }
}
