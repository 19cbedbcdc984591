package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.linalg.Rng;
import fromscratch.nn.Activation;
import fromscratch.nn.Adam;
import fromscratch.nn.AdamW;
import fromscratch.nn.DivergedException;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Optimizer;
import fromscratch.nn.Preprocessing;
import fromscratch.nn.RmsProp;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Everything that decides how a training goes, except the data: the same experiment on the same data gives the same
 * network, to the last bit. Change one thing at a time:
 *
 * <pre>
 *   Experiment base = Experiment.defaults().withEpochs(3);
 *   Trial trial = base.withLearningRate(0.3).run(train, validation);
 * </pre>
 *
 * <p>As words, an experiment reads {@code hidden=128,64 activation=relu optimizer=sgd learning-rate=0.1 batch-size=32
 * epochs=20 seed=1}. A log, a command line and a notebook all use these names.
 *
 * @param hidden       the neurons of each hidden layer, first to last; empty for a network without
 * @param activation   of the hidden layers, one of {@link #activations}
 * @param optimizer    one of {@link #optimizers}
 * @param learningRate positive
 * @param batchSize    examples in a mini-batch, at least 1
 * @param epochs       passes over the training examples, at least 1
 * @param seed         of the starting weights and of the order of the examples
 */
public record Experiment(List<Integer> hidden, String activation, String optimizer, double learningRate,
                         int batchSize, int epochs, long seed) {
    private static final Map<String, DoubleFunction<Optimizer>> OPTIMIZERS = new LinkedHashMap<>();
    private static final String NO_HIDDEN_LAYER = "none";

    static {
        OPTIMIZERS.put("sgd", Sgd::new);
        OPTIMIZERS.put("momentum", rate -> new Sgd(rate).momentum(0.9));
        OPTIMIZERS.put("nesterov", rate -> new Sgd(rate).momentum(0.9).nesterov());
        OPTIMIZERS.put("rmsprop", RmsProp::new);
        OPTIMIZERS.put("adam", Adam::new);
        OPTIMIZERS.put("adamw", AdamW::new);
    }

    /** Checks the settings. Throws {@link IllegalArgumentException} if one makes no sense. */
    public Experiment {
        hidden = List.copyOf(hidden);
        for (int size : hidden) {
            require(size >= 1, "hidden", "sizes of at least 1, such as 128,64", size);
        }
        require(activations().contains(activation), "activation", "one of " + activations(), activation);
        require(OPTIMIZERS.containsKey(optimizer), "optimizer", "one of " + optimizers(), optimizer);
        require((float) learningRate > 0 && Float.isFinite((float) learningRate), "learning-rate",
            "a positive number, such as 0.1", learningRate);
        require(batchSize >= 1, "batch-size", "a number of at least 1", batchSize);
        require(epochs >= 1, "epochs", "a number of at least 1", epochs);
    }

    /**
     * The training of notebook 07: 128 and 64 neurons with ReLU; plain gradient descent of rate 0.1, 20 epochs, batches
     * of 32.
     */
    public static Experiment defaults() {
        return new Experiment(List.of(128, 64), "relu", "sgd", 0.1, 32, 20, 1);
    }

    /** The names of the activations: {@code relu}, {@code sigmoid}, {@code tanh}. */
    public static List<String> activations() {
        return Activation.names();
    }

    /**
     * The names of the optimisers: {@code sgd}, which is plain gradient descent; {@code momentum} and {@code nesterov},
     * the same with a momentum of 0.9; {@code rmsprop}, {@code adam} and {@code adamw} with their usual settings.
     */
    public static List<String> optimizers() {
        return List.copyOf(OPTIMIZERS.keySet());
    }

    // ---- one change at a time ----

    /** The same with these hidden layers; {@code withHidden()} has none. */
    public Experiment withHidden(int... sizes) {
        List<Integer> hidden = Arrays.stream(sizes).boxed().toList();
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /** The same with this activation, one of {@link #activations}. */
    public Experiment withActivation(String activation) {
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /** The same with this optimiser, one of {@link #optimizers}. */
    public Experiment withOptimizer(String optimizer) {
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /** The same with this learning rate. */
    public Experiment withLearningRate(double learningRate) {
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /** The same with mini-batches of this size. */
    public Experiment withBatchSize(int batchSize) {
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /** The same with so many epochs. */
    public Experiment withEpochs(int epochs) {
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /** The same with other random numbers. */
    public Experiment withSeed(long seed) {
        return new Experiment(hidden, activation, optimizer, learningRate, batchSize, epochs, seed);
    }

    /**
     * The same with one setting given as words, such as {@code with("hidden", "128,64")}.
     *
     * @param name one of the keys of {@link #settings}
     * @throws IllegalArgumentException if there is no such setting, or the value is not one for it
     */
    public Experiment with(String name, String value) {
        return switch (name) {
            case "hidden" -> withHidden(sizes(value));
            case "activation" -> withActivation(value);
            case "optimizer" -> withOptimizer(value);
            case "learning-rate" -> withLearningRate(decimal(name, value));
            case "batch-size" -> withBatchSize((int) whole(name, value, Integer.MAX_VALUE));
            case "epochs" -> withEpochs((int) whole(name, value, Integer.MAX_VALUE));
            case "seed" -> withSeed(whole(name, value, Long.MAX_VALUE));
            default -> throw new IllegalArgumentException("there is no setting \"" + name + "\"; the settings are "
                + String.join(", ", settings().keySet()));
        };
    }

    // ---- as words ----

    /** Each setting as words, by its name, in a fixed order. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hidden", hidden.isEmpty() ? NO_HIDDEN_LAYER
            : hidden.stream().map(String::valueOf).collect(Collectors.joining(",")));
        settings.put("activation", activation);
        settings.put("optimizer", optimizer);
        settings.put("learning-rate", new BigDecimal(Double.toString(learningRate)).stripTrailingZeros().toPlainString());
        settings.put("batch-size", String.valueOf(batchSize));
        settings.put("epochs", String.valueOf(epochs));
        settings.put("seed", String.valueOf(seed));
        return settings;
    }

    /** All settings as words, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return settings().entrySet().stream().map(s -> s.getKey() + "=" + s.getValue()).collect(Collectors.joining(" "));
    }

    /**
     * The experiment that these words describe, {@code name=value} each, separated by spaces; what they don't mention
     * is as in {@link #defaults}.
     *
     * @throws IllegalArgumentException if a word is not a setting with a value that it can have, or comes twice
     */
    public static Experiment parse(String words) {
        Experiment experiment = defaults();
        Set<String> seen = new HashSet<>();
        for (String word : words.isBlank() ? new String[0] : words.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("expected words like learning-rate=0.1, found \"" + word + "\"");
            }
            String name = word.substring(0, equals);
            if (!seen.add(name)) {
                throw new IllegalArgumentException(name + " is given twice; keep one of them");
            }
            experiment = experiment.with(name, word.substring(equals + 1));
        }
        return experiment;
    }

    private static int[] sizes(String value) {
        if (value.equals(NO_HIDDEN_LAYER)) {
            return new int[0];
        }
        try {
            return Arrays.stream(value.split(",", -1)).mapToInt(size -> Integer.parseInt(size.strip())).toArray();
        } catch (NumberFormatException e) {
            throw mistake("hidden", "whole numbers separated by commas, such as 128,64, or " + NO_HIDDEN_LAYER, value);
        }
    }

    private static double decimal(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw mistake(name, "a number with a decimal point, such as 0.1", value);
        }
    }

    private static long whole(String name, String value, long most) {
        try {
            long number = Long.parseLong(value);
            if (number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw mistake(name, "a whole number of at most " + most, value);
    }

    private static void require(boolean fits, String name, String expected, Object found) {
        if (!fits) {
            throw mistake(name, expected, found);
        }
    }

    private static IllegalArgumentException mistake(String name, String expected, Object found) {
        return new IllegalArgumentException(name + ": expected " + expected + "; found " + found);
    }

    // ---- doing it ----

    /**
     * The network before its training.
     *
     * @param inputs  numbers of an example: 784 pixels
     * @param outputs classes
     */
    public Network network(int inputs, int outputs) {
        int[] sizes = new int[hidden.size() + 2];
        sizes[0] = inputs;
        for (int i = 0; i < hidden.size(); i++) {
            sizes[i + 1] = hidden.get(i);
        }
        sizes[sizes.length - 1] = outputs;
        return Network.mlp(() -> Activation.named(activation), new Rng(seed), sizes)
            .withPreprocessing(Preprocessing.pixels());
    }

    /** A new optimiser. */
    public Optimizer newOptimizer() {
        return OPTIMIZERS.get(optimizer).apply(learningRate);
    }

    /** What trains {@code network} as this experiment says; validation and listeners may be added. */
    public Trainer trainer(Network network, Optimizer optimizer) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
            .batchSize(batchSize).epochs(epochs).rng(new Rng(seed));
    }

    /**
     * Trains a new network and measures it on the validation images after each epoch. A training that diverges is a
     * result too: its trial says so.
     *
     * @throws IllegalArgumentException                    if a data set is empty or the two do not fit together
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, as by a notebook's stop button
     */
    public Trial run(Dataset train, Dataset validation, TrainingListener... listeners) {
        Network network = network(train.x().cols(), train.classes());
        List<History.Epoch> done = new ArrayList<>();
        TrainingListener epochs = new TrainingListener() {
            @Override
            public void epochDone(History.Epoch epoch) {
                done.add(epoch);
            }
        };
        Optional<String> failure = Optional.empty();
        try {
            trainer(network, newOptimizer()).validation(validation.x(), validation.labels())
                .listen(epochs).listen(listeners).fit(train.x(), train.labels());
        } catch (DivergedException e) {
            failure = Optional.of(e.getMessage());
        }
        long anEpoch = Cost.training(network) * train.size() + Cost.prediction(network) * validation.size();
        return new Trial(this, network, new History(done), failure, anEpoch * done.size());
    }
}
