package fromscratch.nn;

import fromscratch.linalg.Heap;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Rows;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    private List<Rng> freshGenerators = List.of();
    private Path checkpointFile;
    private Duration keepEvery;
    private Path resumeFile;
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
     *
     * @param generators those that {@code fresh} draws from, such as {@code rng}; only {@link #checkpoint} needs to know
     */
    public Trainer eachEpoch(FreshExamples fresh, Rng... generators) {
        this.fresh = fresh;
        this.freshGenerators = List.of(generators);
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

    /** {@link #checkpoint(Path, Duration)} once a minute. */
    public Trainer checkpoint(Path file) {
        return checkpoint(file, Duration.ofMinutes(1));
    }

    /**
     * Keeps the training in a file, so that {@link #resume} can go on with it: after a step each time that {@code every}
     * has passed, when an interrupt or a listener stops it ({@link CancellationException}), and at its end. The file is
     * replaced at once or not at all, and {@link Network#load} opens it too, as the network that it was at that moment.
     *
     * @param every the shortest time from one writing to the next; 0 for after each step
     */
    public Trainer checkpoint(Path file, Duration every) {
        this.checkpointFile = file;
        this.keepEvery = every;
        return this;
    }

    /**
     * Makes the next {@code fit} go on where the training in this file stood, to the same bits as if it had never been
     * stopped; listeners hear of the steps to come only. Everything that decides the bits must be set as it was: layers,
     * loss, optimiser, batch size, schedule, examples; it is compared. Weights, running means, the optimiser's memory and
     * all generators are replaced by those in the file, so new ones will do. The number of epochs may be another one,
     * unless a schedule depends on it. With {@link #eachEpoch}, the generators that it draws from must be named there.
     *
     * @throws ModelFileException if there is no such file; {@code fit} throws it if the file does not fit
     */
    public Trainer resume(Path file) {
        if (!Files.exists(file)) {
            throw new ModelFileException(file + ": there is no such file to resume from; expected one that checkpoint wrote."
                + " To train anew, leave resume out.");
        }
        this.resumeFile = file;
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
     * @throws fromscratch.linalg.TooLittleMemoryException if Java may not use enough memory for it
     * @throws ModelFileException       if the training cannot be kept or resumed as {@link #checkpoint} and
     *                                  {@link #resume} ask for
     */
    public History fit(Rows x, int[] labels) {
        return fit(x, targets(x, labels));
    }

    /** As {@link #fit(Rows, int[])}, with targets [examples × outputs]: numbers to reproduce, or one-hot classes. */
    public History fit(Rows x, Matrix targets) {
        requireFit(x, targets);
        requireTrainable(x);
        Run run = new Run(x, targets);
        listeners.forEach(l -> l.started(run.plan()));
        try {
            History history = run.history();
            listeners.forEach(l -> l.finished(history));
            return history;
        } finally {
            if (schedule != null) {
                optimizer.setLearningRate(run.learningRate);
            }
        }
    }

    /** One training, from fit to its end. */
    private final class Run {
        private final Rows given;
        private final Matrix targets;
        private final Step full;
        private final Step last;
        private final int stepsPerEpoch;
        private final float learningRate = optimizer.learningRate();   // a schedule's factors are of this
        private final Generators generators = new Generators(rng, freshGenerators, network);
        private final Checkpoint checkpoint;
        private final Progress at;
        private double secondsBefore;
        private long start;
        private long kept = System.nanoTime();
        private boolean freshIsKnown = checkpointFile == null;

        Run(Rows x, Matrix targets) {
            this.given = x;
            this.targets = targets;
            full = new Step(x, Math.min(batchSize, x.rows()));
            last = new Step(x, x.rows() % batchSize);
            stepsPerEpoch = (x.rows() - 1) / batchSize + 1;
            checkpoint = checkpointFile == null && resumeFile == null ? null
                : new Checkpoint(network, optimizer, generators, settings());
            at = resumeFile == null ? new Progress() : checkpoint.restore(resumeFile);
            resumeFile = null;   // the next fit begins anew
        }

        TrainingListener.Plan plan() {
            long seen = (long) (at.epoch - 1) * given.rows() + Math.min(given.rows(), (long) at.step * batchSize);
            return new TrainingListener.Plan(epochs, stepsPerEpoch, given.rows(), seen);
        }

        History history() {
            try {
                while (at.epoch <= epochs && at.best.epochsAgo(at.epoch) <= patience) {
                    History.Epoch result = epoch();
                    at.endEpoch(result);
                    if (patience != Integer.MAX_VALUE) {
                        at.best.offer(result.number(), result.validationLoss(), network);
                    }
                    listeners.forEach(l -> l.epochDone(result));
                }
            } catch (CancellationException e) {
                keep();
                throw e;
            }
            keep();
            at.best.putInto(network);
            return new History(at.done);
        }

        /** The rest of the epoch {@code at.epoch}: all of it, or after a resume what is left. */
        private History.Epoch epoch() {
            secondsBefore = at.seconds;
            start = System.nanoTime();
            long[] now = generators.states();
            if (at.step == 0) {
                at.generatorsAtStart = now;
            }
            Rows x;
            int[] order;
            generators.restore(at.generatorsAtStart);
            try {
                x = freshExamples();
                order = rng.permutation(x.rows());
            } finally {
                if (at.step > 0) {   // resumed: these examples in this order were drawn long ago
                    generators.restore(now);
                }
            }
            while (at.step < stepsPerEpoch) {
                step(x, order);
                at.seconds = seconds();
                keepIfDue();
                stopIfInterrupted(at.epoch, at.step);
            }
            return measured(order.length);
        }

        private History.Epoch measured(int examples) {
            double validationLoss = Double.NaN;
            double validationAccuracy = Double.NaN;
            if (validationX != null) {
                Matrix outputs = network.outputs(validationX);
                validationLoss = loss.value(outputs, validationTargets);
                if (!Double.isFinite(validationLoss)) {
                    throw diverged("the validation loss", validationLoss, at.epoch, at.step, whereInValidation(outputs));
                }
                validationAccuracy = accuracy(outputs.countSameArgMax(validationTargets), validationX.rows());
            }
            return new History.Epoch(at.epoch, at.lossSum / examples, accuracy(at.correct, examples),
                validationLoss, validationAccuracy, seconds());
        }

        /** Of this epoch, with those before a resume. */
        private double seconds() {
            return secondsBefore + (System.nanoTime() - start) / 1e9;
        }

        private void step(Rows x, int[] order) {
            int from = at.step * batchSize;
            int to = Math.min(order.length, from + batchSize);
            Step batch = to - from == full.size() ? full : last;
            if (schedule != null) {
                int step = (at.epoch - 1) * stepsPerEpoch + at.step;
                optimizer.setLearningRate(learningRate * schedule.factor(step, epochs * stepsPerEpoch));
            }
            double batchLoss = batch.learn(x, targets, order, from, at.epoch, at.step + 1);
            at.step++;
            at.lossSum += batchLoss * (to - from);
            at.correct += batch.countCorrect();
            if (!listeners.isEmpty()) {
                tell(new TrainingListener.Step(at.epoch, at.step, (long) (at.epoch - 1) * order.length + to, batchLoss,
                    network));
            }
        }

        private Rows freshExamples() {
            Rows now = Trainer.this.freshExamples(given, at.epoch);
            if (!freshIsKnown && now != given) {
                // Before the first step, not when the training is resumed, is the time to say that it could not be.
                String first = Fingerprint.of(now);
                generators.restore(at.generatorsAtStart);
                now = Trainer.this.freshExamples(given, at.epoch);
                if (!first.equals(Fingerprint.of(now))) {
                    throw new IllegalArgumentException("eachEpoch: asked twice for the examples of epoch " + at.epoch
                        + ", it gave different ones, so a checkpoint could not make them again. Tell it the generator that"
                        + " they are drawn from: eachEpoch((x, epoch) -> …, rng).");
                }
            }
            freshIsKnown = true;
            return now;
        }

        // ---- keeping it ----

        private void keepIfDue() {
            if (checkpointFile != null && System.nanoTime() - kept >= keepEvery.toNanos()) {
                keep();
            }
        }

        void keep() {
            if (checkpointFile != null) {
                checkpoint.write(checkpointFile, at);
                kept = System.nanoTime();
            }
        }

        /** What must be the same when the training goes on; the number of epochs only if a schedule depends on it. */
        private Map<String, String> settings() {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("loss", loss.toString());
            settings.put("optimizer", optimizer.toString());
            settings.put("batch size", String.valueOf(batchSize));
            settings.put("number of generators", String.valueOf(generators.states().length));
            settings.put("schedule", schedule == null ? "none" : scheduleInWords(epochs * stepsPerEpoch));
            settings.put("training examples", Fingerprint.of(given) + ", targets " + Fingerprint.of(targets));
            settings.put("validation examples",
                Fingerprint.of(validationX) + ", targets " + Fingerprint.of(validationTargets));
            return settings;
        }

        private String scheduleInWords(int steps) {
            return IntStream.of(0, steps / 4, steps / 2, steps - 1).filter(step -> step >= 0 && step < steps)
                .mapToObj(step -> String.valueOf(schedule.factor(step, steps)))
                .collect(Collectors.joining(", ", "factors ", " … of " + steps + " steps"));
        }
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
            if (!Double.isFinite(batchLoss)) {
                throw diverged("the loss", batchLoss, epoch, step, where(order, from));
            }
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

        private String where(int[] order, int from) {
            int at = NonFinite.indexIn(space.x);
            if (at >= 0) {
                return inputAt("example", order[from + at / space.x.cols()], at % space.x.cols(), space.x.data()[at]);
            }
            at = NonFinite.indexIn(targets);
            return at < 0 ? NonFinite.where(network, space.outputs) + advice()
                : inputAt("the target of example", order[from + at / targets.cols()], at % targets.cols(),
                    targets.data()[at]);
        }
    }

    private Rows freshExamples(Rows x, int epoch) {
        Rows now = fresh.of(x, epoch);
        if (now.rows() != x.rows() || now.cols() != x.cols()) {
            throw new IllegalArgumentException("eachEpoch: the examples of epoch " + epoch + " must be as many and as wide"
                + " as those given to fit, " + x.rows() + "×" + x.cols() + "; found " + now.rows() + "×" + now.cols());
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

    /** What can be known before the work, and would otherwise be found out in the middle of it. */
    private void requireTrainable(Rows x) {
        if (x.rows() == 0) {
            throw new IllegalArgumentException("fit: expected at least one training example, found none");
        }
        if (patience != Integer.MAX_VALUE && validationX == null) {
            throw new IllegalArgumentException("fit: earlyStop needs validation examples; call validation(x, labels)"
                + " first");
        }
        long steps = (long) epochs * plan(x.rows()).stepsPerEpoch();
        if (schedule != null && steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("fit: a schedule is stretched over all steps, at most 2147483647; found "
                + steps + ". Choose fewer epochs.");
        }
        boolean oneAlone = batchSize == 1 || x.rows() % batchSize == 1;
        if (oneAlone && network.layers().stream().anyMatch(BatchNorm.class::isInstance)) {
            throw new IllegalArgumentException("fit: " + x.rows() + " examples in batches of " + batchSize + " leave a batch of"
                + " one, and batch normalisation needs at least 2 examples in each, because one alone has no spread."
                + " Choose another batch size, or leave an example out.");
        }
        Heap.require(bytesFor(x), "a training of " + x.rows() + " examples in batches of " + Math.min(batchSize, x.rows())
            + ", with " + network.parameterCount() + " parameters,");
        checkFirstBatch(x);
        if (checkpointFile != null) {
            Checkpoint.requireWritable(checkpointFile);
        }
    }

    /** What a training needs beyond the network and its examples, which are there already. */
    private long bytesFor(Rows x) {
        long batches = Math.min(batchSize, x.rows()) + x.rows() % batchSize;
        long values = network.values().stream().mapToLong(Matrix::size).sum();
        long memory = optimizer instanceof AbstractOptimizer known ? known.memoryFor(network.parameters()) : 0;
        long best = patience == Integer.MAX_VALUE ? 0 : 2 * values;   // those before are held while new ones are copied
        long kept = checkpointFile == null ? 0 : values + best / 2 + memory;
        long measured = validationX == null ? 0
            : (long) validationX.rows() * network.outputs()
                    + Workspace.floats(network, network.predictionBatch(validationX));
        long order = x.rows();
        long transposed = network.parameters().stream().mapToLong(p -> p.value().size()).max().orElse(0);   // for products
        return Float.BYTES * (Workspace.floats(network, batches) + batches * network.outputs()
            + memory + best + kept + measured + order + transposed);
    }

    private DivergedException diverged(String what, double value, int epoch, int step, String where) {
        return new DivergedException("epoch " + epoch + ", step " + step + ": " + what + " is " + value
            + ", so training stopped. " + where);
    }

    private static String inputAt(String whose, int row, int column, float value) {
        return "Not the network is to blame but the data: " + whose + " " + row + " has " + value + " in column " + column
            + ", both counted from 0. Mend or leave out such examples.";
    }

    /** The way of the first example whose outputs are no numbers. */
    private String whereInValidation(Matrix outputs) {
        int at = NonFinite.indexIn(outputs);
        int row = Math.max(at, 0) / outputs.cols();
        Matrix x = validationX.rows(row, row + 1);
        int input = NonFinite.indexIn(x);
        return input >= 0 ? inputAt("validation example", row, input, x.data()[input])
            : NonFinite.where(network, network.activations(x)) + advice();
    }

    private String advice() {
        return " The learning rate " + optimizer.learningRate() + " is probably too large: make a new network and try "
            + tenth(optimizer.learningRate()) + ". Other causes: inputs that are not scaled (pixels should lie between 0 and"
            + " 1), weights that start too large.";
    }

    /** In decimals, because 0.3f / 10 is 0.030000001. */
    private static float tenth(float learningRate) {
        return new BigDecimal(Float.toString(learningRate)).movePointLeft(1).floatValue();
    }

    private void stopIfInterrupted(int epoch, int step) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training was stopped in epoch " + epoch + " after step " + step
                + "; the network keeps what it has learned so far"
                + (checkpointFile == null ? "" : ", and resume goes on from " + checkpointFile));
        }
    }
}
