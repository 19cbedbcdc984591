package fromscratch.nn;

import fromscratch.files.Reason;
import fromscratch.files.WholeFile;
import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A training in a file, so that it can go on to the same bits as if it had never been stopped. What a network is and its
 * weights stand there as in any {@link ModelFile}, so {@link Network#load} opens it too; the names of everything else
 * begin with {@code checkpoint.}:
 *
 * <pre>
 *   tables     memory1, memory2, …    of the optimiser
 *              best1, best2, …        for early stopping: all values of the best epoch
 *   metadata   the settings           that must be the same when it goes on
 *              epoch, step, …         how far it is
 *              generators             where the random numbers are; where they were when the epoch began
 * </pre>
 */
final class Checkpoint {
    private static final String OWN = "checkpoint.";

    private final Network network;
    private final AbstractOptimizer optimizer;
    private final Generators generators;
    private final Map<String, String> settings;

    /**
     * What is kept of a training, and given back to it.
     *
     * @param settings what else must be the same when it goes on: words by name
     * @throws ModelFileException       if the network has a layer that could not be loaded again
     * @throws IllegalArgumentException if the optimiser is not one of this package: nobody knows what it remembers
     */
    Checkpoint(Network network, Optimizer optimizer, Generators generators, Map<String, String> settings) {
        if (!(optimizer instanceof AbstractOptimizer known)) {
            throw new IllegalArgumentException("checkpoint: what " + optimizer.getClass().getSimpleName() + " remembers from"
                + " step to step cannot be saved; expected one of Sgd, RmsProp, Adam, AdamW");
        }
        this.network = network;
        this.optimizer = known;
        this.generators = generators;
        this.settings = new LinkedHashMap<>(ModelFile.description(network));
        settings.forEach((name, words) -> this.settings.put(OWN + name, words));
    }

    /** Whether a table or a word of this name belongs to the training, not to the network. */
    static boolean isOwn(String name) {
        return name.startsWith(OWN);
    }

    // ---- writing ----

    /** Before a long training, not after it, is the time to say that a file cannot be written. */
    static void requireWritable(Path file) {
        try {
            WholeFile.tryOut(file);
        } catch (IOException e) {
            throw new ModelFileException(file + ": a checkpoint could not be written here (" + Reason.of(e) + "); choose a"
                + " folder that you may write to.");
        }
    }

    /** Throws {@link ModelFileException} if the file cannot be written; one that was there before is as it was. */
    void write(Path file, Progress at) {
        Map<String, Matrix> tables = ModelFile.tables(network);
        putAll(tables, "memory", optimizer.memory());
        putAll(tables, "best", at.best.values());
        Map<String, String> words = new LinkedHashMap<>(settings);
        words.put(OWN + "epoch", String.valueOf(at.epoch));
        words.put(OWN + "step", String.valueOf(at.step));
        words.put(OWN + "loss sum", String.valueOf(at.lossSum));
        words.put(OWN + "correct", String.valueOf(at.correct));
        words.put(OWN + "seconds", String.valueOf(at.seconds));
        words.put(OWN + "history", at.done.stream().map(Checkpoint::words).collect(Collectors.joining("\n")));
        words.put(OWN + "best epoch", String.valueOf(at.best.epoch()));
        words.put(OWN + "best loss", String.valueOf(at.best.lowest()));
        words.put(OWN + "optimizer steps", String.valueOf(optimizer.steps()));
        words.put(OWN + "learning rate", String.valueOf(optimizer.learningRate()));
        // Before the first step of an epoch it begins anew, even if its examples were being made.
        boolean underWay = at.step > 0 || at.generatorsAtStart.length == 0;
        words.put(OWN + "generators", words(underWay ? generators.states() : at.generatorsAtStart));
        words.put(OWN + "generators at start", words(at.step > 0 ? at.generatorsAtStart : new long[0]));
        new Safetensors(tables, words).write(file);
    }

    private static void putAll(Map<String, Matrix> tables, String name, List<Matrix> values) {
        for (int i = 0; i < values.size(); i++) {
            tables.put(OWN + name + (i + 1), values.get(i));
        }
    }

    private static String words(long[] states) {
        return LongStream.of(states).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static String words(History.Epoch e) {
        return e.number() + " " + e.trainLoss() + " " + e.trainAccuracy() + " " + e.validationLoss() + " "
            + e.validationAccuracy() + " " + e.seconds();
    }

    // ---- reading ----

    /**
     * Gives network, optimiser and generators what they had when the file was written; the network only if all is well.
     *
     * @return how far the training was
     * @throws ModelFileException if the file is no checkpoint, is damaged, or a setting is another now
     */
    Progress restore(Path file) {
        Safetensors saved = Safetensors.read(file);
        requireSameSettings(saved, file);
        try {
            List<Matrix> weights = ModelFile.tables(network).keySet().stream().map(saved.tensors()::get).toList();
            requireShapes(List.copyOf(ModelFile.tables(network).values()), weights);
            Progress at = progress(saved);
            long[] states = states(saved, "generators");
            if (states.length != generators.states().length
                || at.step > 0 && at.generatorsAtStart.length != states.length) {
                throw new IllegalArgumentException("another number of generators than this training has");
            }
            float learningRate = Float.parseFloat(word(saved, "learning rate"));
            optimizer.restore(network.parameters(), number(saved, "optimizer steps"), tables(saved, "memory"));
            optimizer.setLearningRate(learningRate);
            copy(weights, List.copyOf(ModelFile.tables(network).values()));
            generators.restore(states);
            return at;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ModelFileException(file + ": the checkpoint is damaged (" + e.getMessage() + "); train anew, without"
                + " resume");
        }
    }

    private void requireSameSettings(Safetensors saved, Path file) {
        if (!saved.metadata().containsKey(OWN + "epoch")) {
            throw new ModelFileException(file + ": this is not a checkpoint of a training; expected a file that"
                + " Trainer.checkpoint wrote. To use a saved network, Network.load opens it.");
        }
        settings.forEach((name, now) -> {
            String before = saved.metadata().get(name);
            if (!now.equals(before)) {
                String what = name.replace(OWN, "");
                throw new ModelFileException(file + ": the training in it had another " + what + ": " + before
                    + "; now it is "
                    + now + ". Make it as it was to go on, or train anew, without resume.");
            }
        });
    }

    private Progress progress(Safetensors saved) {
        Progress at = new Progress();
        at.epoch = number(saved, "epoch");
        at.step = number(saved, "step");
        at.lossSum = Double.parseDouble(word(saved, "loss sum"));
        at.correct = number(saved, "correct");
        at.seconds = Double.parseDouble(word(saved, "seconds"));
        at.generatorsAtStart = states(saved, "generators at start");
        word(saved, "history").lines().map(Checkpoint::epoch).forEach(at.done::add);
        List<Matrix> best = tables(saved, "best");
        if (!best.isEmpty()) {
            requireShapes(network.values(), best);
        }
        at.best = new BestWeights(Double.parseDouble(word(saved, "best loss")), number(saved, "best epoch"), best);
        return at;
    }

    private static History.Epoch epoch(String words) {
        String[] w = words.split(" ");
        return new History.Epoch(Integer.parseInt(w[0]), Double.parseDouble(w[1]), Double.parseDouble(w[2]),
            Double.parseDouble(w[3]), Double.parseDouble(w[4]), Double.parseDouble(w[5]));
    }

    private static String word(Safetensors saved, String name) {
        String word = saved.metadata().get(OWN + name);
        if (word == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return word;
    }

    private static int number(Safetensors saved, String name) {
        int number = Integer.parseInt(word(saved, name));
        if (number < 0) {
            throw new IllegalArgumentException(name + " is " + number);
        }
        return number;
    }

    private static long[] states(Safetensors saved, String name) {
        String words = word(saved, name);
        return words.isEmpty() ? new long[0] : Arrays.stream(words.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static List<Matrix> tables(Safetensors saved, String name) {
        List<Matrix> tables = new ArrayList<>();
        while (saved.tensors().containsKey(OWN + name + (tables.size() + 1))) {
            tables.add(saved.tensors().get(OWN + name + (tables.size() + 1)));
        }
        return tables;
    }

    private static void requireShapes(List<Matrix> expected, List<Matrix> found) {
        List<String> shapes = expected.stream().map(Matrix::shape).toList();
        List<String> foundShapes = found.stream().map(m -> m == null ? "missing" : m.shape()).toList();
        if (!shapes.equals(foundShapes)) {
            throw new IllegalArgumentException("expected tables of " + shapes + ", found " + foundShapes);
        }
    }

    private static void copy(List<Matrix> from, List<Matrix> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).set(Elementwise.IDENTITY, from.get(i));
        }
    }
}
