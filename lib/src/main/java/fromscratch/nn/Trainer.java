package fromscratch.nn;

import fromscratch.linalg.Elementwise;
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
    private Schedule schedule;
    private FreshExamples fresh = (x, epoch) -> x;
    private Rows validationX;
    private Matrix validationTargets;

    /** Batches of 32, ten epochs, the order from seed 1, a constant learning rate, no validation, unless set otherwise. */
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
     * How the learning rate changes: before each step the optimiser's is set to the one it had before the training, times
     * the schedule's factor. After the training, however it ends, it is as before.
     */
    public Trainer schedule(Schedule schedule) {
        this.schedule = schedule;
        return this;
    }

    /**
     * New versions of the training examples for each epoch, made on the thread that trains, such as
     * {@code (x, epoch) -> augment.apply(images, rng)}.
     */
    public Trainer eachEpoch(FreshExamples fresh) {
        this.fresh = fresh;
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
     * {@code patience} epochs, and puts back the best epoch's parameters and {@link Layer#state}. Needs {@link #validation}.
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

    /** What is trained. */
    public Network network() {
        return network;
    }

    /** What {@link #fit} is going to do with so many examples. */
    public TrainingListener.Plan plan(int examples) {
        return new TrainingListener.Plan(epochs, (examples - 1) / batchSize + 1, examples);
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
        checkFirstBatch(x);
        Step full = new Step(x, Math.min(batchSize, x.rows()));
        Step last = new Step(x, x.rows() % batchSize);
        TrainingListener.Plan plan = plan(x.rows());
        listeners.forEach(l -> l.started(plan));
        float learningRate = optimizer.learningRate();
        try {
            History history = epochs(x, targets, full, last, new Rate(learningRate, plan.stepsPerEpoch()));
            listeners.forEach(l -> l.finished(history));
            return history;
        } finally {
            if (schedule != null) {
                optimizer.setLearningRate(learningRate);
            }
        }
    }

    private History epochs(Rows x, Matrix targets, Step full, Step last, Rate rate) {
        List<History.Epoch> done = new ArrayList<>();
        BestWeights best = new BestWeights();
        for (int epoch = 1; epoch <= epochs && best.epochsAgo(epoch) <= patience; epoch++) {
            History.Epoch result = epoch(epoch, x, targets, full, last, rate);
            done.add(result);
            listeners.forEach(l -> l.epochDone(result));
            if (patience != Integer.MAX_VALUE) {
                best.offer(epoch, result.validationLoss());
            }
        }
        best.putBack();
        return new History(done);
    }

    private History.Epoch epoch(int epoch, Rows given, Matrix targets, Step full, Step last, Rate rate) {
        long start = System.nanoTime();
        Rows x = freshExamples(given, epoch);
        int[] order = rng.permutation(x.rows());
        double lossSum = 0;
        int correct = 0;
        for (int from = 0, step = 1; from < order.length; from += batchSize, step++) {
            int to = Math.min(order.length, from + batchSize);
            Step batch = to - from == full.size() ? full : last;
            rate.set(epoch, step);
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
            network.forwardTraining(space);
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

    /** The learning rate of each step, as the schedule has it; without one, nobody touches it. */
    private final class Rate {
        private final float base;
        private final int stepsPerEpoch;

        Rate(float base, int stepsPerEpoch) {
            this.base = base;
            this.stepsPerEpoch = stepsPerEpoch;
        }

        void set(int epoch, int step) {
            if (schedule != null) {
                optimizer.setLearningRate(
                    base * schedule.factor((epoch - 1) * stepsPerEpoch + step - 1, epochs * stepsPerEpoch));
            }
        }
    }

    private Rows freshExamples(Rows x, int epoch) {
        Rows now = fresh.of(x, epoch);
        if (now.rows() != x.rows() || now.cols() != x.cols()) {
            throw new IllegalArgumentException("eachEpoch: the examples of epoch " + epoch + " must be as many and as wide as"
                + " those given to fit, " + x.rows() + "×" + x.cols() + "; found " + now.rows() + "×" + now.cols());
        }
        if (now != x) {
            checkFirstBatch(now);
        }
        return now;
    }

    private void checkFirstBatch(Rows x) {
        network.preprocessing().check(x.rows(0, Math.min(batchSize, x.rows())));
    }

    /** NaN for a network of one output: there is nothing to choose from, so every choice would count as correct. */
    private double accuracy(int correct, int examples) {
        return network.outputs() == 1 ? Double.NaN : (double) correct / examples;
    }

    /** The network's values in the epoch with the lowest validation loss so far. */
    private final class BestWeights {
        private double lowest = Double.POSITIVE_INFINITY;
        private int bestEpoch;
        private List<Matrix> values;

        void offer(int epoch, double validationLoss) {
            if (validationLoss < lowest) {
                lowest = validationLoss;
                bestEpoch = epoch;
                values = network.values().stream().map(Matrix::copy).toList();
            }
        }

        /** How many epochs ago, seen from {@code epoch}, the best one was. */
        int epochsAgo(int epoch) {
            return values == null ? 0 : epoch - bestEpoch;
        }

        void putBack() {
            for (int i = 0; values != null && i < values.size(); i++) {
                network.values().get(i).set(Elementwise.IDENTITY, values.get(i));
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
