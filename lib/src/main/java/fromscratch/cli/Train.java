package fromscratch.cli;

import fromscratch.data.DataException;
import fromscratch.data.Dataset;
import fromscratch.data.ImageFolder.Framing;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.eval.Evaluation;
import fromscratch.eval.Experiment;
import fromscratch.linalg.Rng;
import fromscratch.nn.DivergedException;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Trainer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** Trains a network and saves it. The settings and their defaults are those of {@link Experiment}. */
@Command(name = "train", sortOptions = false, abbreviateSynopsis = true, defaultValueProvider = Train.Defaults.class,
    description = {
        "Trains a network and saves it, with the course of its training as a CSV file beside it. The same settings give the "
            + "same network, to the last bit, on every machine.", ""},
    footer = {"", "With no options it is the network of notebook 07."})
final class Train implements Callable<Integer> {
    /** One image in so many is held back for validation; of MNIST's 60,000 the 5,000 that notebook 07 takes. */
    private static final int VALIDATION_ONE_IN = 12;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DATA", defaultValue = "mnist", description = {
        "What it learns from: the training images of mnist, fashion-mnist or built-in (digits drawn by the library), or a "
            + "folder that holds a folder of pictures for each class (default: ${DEFAULT-VALUE})."})
    private String data;

    @Option(names = "--whole", description = {
        "With a folder: takes each picture whole, instead of cutting out and centring what is drawn on it."})
    private boolean whole;

    // The settings of an experiment, which reads and checks them itself: see experiment().

    @Option(names = "--hidden", paramLabel = "SIZES",
        description = "Neurons of the hidden layers, such as 128,64; or none (default: ${DEFAULT-VALUE}).")
    private String hidden;

    @Option(names = "--activation", paramLabel = "NAME", description = "relu, sigmoid or tanh (default: ${DEFAULT-VALUE}).")
    private String activation;

    @Option(names = "--optimizer", paramLabel = "NAME",
        description = "sgd, momentum, nesterov, rmsprop, adam or adamw (default: ${DEFAULT-VALUE}).")
    private String optimizer;

    @Option(names = "--learning-rate", paramLabel = "NUMBER",
        description = "Of a step (default: ${DEFAULT-VALUE}; with adam try 0.001).")
    private String learningRate;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images in a mini-batch (default: ${DEFAULT-VALUE}).")
    private String batchSize;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the images (default: ${DEFAULT-VALUE}).")
    private String epochs;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
    private String seed;

    // What an experiment leaves open.

    @Option(names = "--validation", paramLabel = "N", description = {
        "So many images are not learned from, but measured after each epoch; may be 0 (default: one in 12)."})
    private Integer validation;

    @Option(names = "--test", description = {
        "Measures the finished network on the test images and notes that in its file. To be done once, after all choices."})
    private boolean test;

    @Option(names = "--model", paramLabel = "FILE", defaultValue = "model.safetensors",
        description = "Where it is saved (default: ${DEFAULT-VALUE}).")
    private Path modelFile;

    @Option(names = "--resume", description = {
        "Goes on with a training that was stopped, to the same network as if it had not been: the same command once more, "
            + "and this word. While it trains, it keeps what is needed for that in a file beside the network's."})
    private boolean resume;

    @Option(names = "--history", paramLabel = "FILE",
        description = "Where loss and accuracy of each epoch are saved (default: like the network, but .csv).")
    private Path historyFile;

    private boolean begun;

    @Override
    public Integer call() {
        try {
            return trainAndSave();
        } catch (CancellationException e) {
            throw new CommandException(begun ? "Stopped. The same command with --resume goes on from here."
                : "Stopped. Nothing was saved.");
        }
    }

    private int trainAndSave() {
        Experiment experiment = experiment();
        DataChoice choice = DataChoice.of(data, spec);
        refuseIfWrong(test && choice.isFolder(),
            "--test: a folder has no test images. Use \"evaluate\" with another folder.");
        refuseIfWrong(whole && !choice.isFolder(), "--whole: expected a folder in --data; found " + data);
        refuseIfWrong(validation != null && validation < 0,
            "--validation: expected a number of at least 0; found " + validation);
        prepare(modelFile);
        Path history = historyFile == null ? besides(modelFile, ".csv") : historyFile;
        refuseIfWrong(history.toAbsolutePath().equals(modelFile.toAbsolutePath()),
            "--history: expected another file than that of --model; found " + history);
        prepare(history);
        requireSomethingToResume();

        Framing framing = whole ? Framing.WHOLE : choice.framing();
        Dataset all = choice.training(framing);
        if (choice.isFolder()) {
            all = all.shuffled(new Rng(experiment.seed()));   // a folder is in the order of its classes
        }
        if (all.classes() < 2) {
            throw new CommandException("Expected at least two classes to tell apart, but " + data + " has only "
                + all.classNames() + ". Add a folder of pictures of another.");
        }
        int heldBack = heldBack(all);
        Network network = experiment.network(all.x().cols(), all.classes());
        History done = fit(experiment, network, all.slice(0, all.size() - heldBack),
            all.slice(all.size() - heldBack, all.size()));

        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> notes = notes(experiment, choice, heldBack);
        Model model = new Model(network, all.classNames(), framing);
        if (test) {
            ConfusionMatrix confusion = Evaluation.confusion(network, choice.testing(framing, model.classes()));
            out.println("test " + Evaluate.accuracy(confusion));
            notes.put("test", Evaluate.accuracy(confusion));
        }
        model.save(modelFile, notes);
        HistoryCsv.of(done).write(history);
        deleteCheckpoint();
        out.println("saved " + modelFile + " and " + history);
        return 0;
    }

    /** What stands on the command line; its options have the names of an experiment's settings. */
    private Experiment experiment() {
        Experiment experiment = Experiment.defaults();
        for (String name : experiment.settings().keySet()) {
            try {
                experiment = experiment.with(name, spec.findOption(name).getValue());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
            }
        }
        return experiment;
    }

    /** An option that is not given is as in {@link Experiment#defaults}. */
    static final class Defaults implements CommandLine.IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec option) {
            String name = option.isOption() ? ((OptionSpec) option).longestName().replaceFirst("^--", "") : "";
            return Experiment.defaults().settings().get(name);
        }
    }

    private void refuseIfWrong(boolean wrong, String sentence) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    private static Path besides(Path model, String ending) {
        String name = model.getFileName().toString();
        return model.resolveSibling(name.replaceFirst("\\.safetensors$", "") + ending);
    }

    private Path checkpoint() {
        return besides(modelFile, ".checkpoint.safetensors");
    }

    private void requireSomethingToResume() {
        if (resume && !Files.exists(checkpoint())) {
            throw new CommandException("--resume: there is no training to go on with; expected its file " + checkpoint()
                + ". Without --resume the training begins anew.");
        }
        if (!resume && Files.exists(checkpoint())) {
            spec.commandLine().getErr().println("This training begins anew. The one that was stopped, in " + checkpoint()
                + ", will be replaced; --resume would go on with it.");
        }
    }

    private void deleteCheckpoint() {
        try {
            Files.deleteIfExists(checkpoint());
        } catch (IOException e) {
            throw new CommandException("The file of the training, " + checkpoint() + ", is of no use any more, but cannot be"
                + " deleted (" + e + ").");
        }
    }

    /** Before the training, not after it, is the time to say that a file cannot be written. */
    private static void prepare(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new CommandException("Expected the name of a file to write, found "
                + (file.toString().isEmpty() ? "an empty one." : "the folder " + file + "."));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw DataException.notWritten(file, e);
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException("The folder " + folder + " cannot be written to. Name another.");
        }
    }

    private int heldBack(Dataset all) {
        int heldBack = validation == null ? all.size() / VALIDATION_ONE_IN : validation;
        if (heldBack >= all.size()) {
            throw new CommandException("--validation: expected less than the " + all.size() + " images that there are; found "
                + heldBack);
        }
        return heldBack;
    }

    private History fit(Experiment experiment, Network network, Dataset train, Dataset validation) {
        Trainer trainer = experiment.trainer(network, experiment.newOptimizer()).checkpoint(checkpoint());
        if (resume) {
            trainer.resume(checkpoint());
        }
        if (validation.size() > 0) {
            trainer.validation(validation.x(), validation.labels());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "learning from %,d images%s", train.size(), validation.size() == 0 ? ""
            : String.format(Locale.ROOT, ", measured on %,d others", validation.size())));
        ProgressLine progress = ProgressLine.onTerminal(out, spec.commandLine().getErr());
        try {
            begun = true;
            return trainer.listen(progress).fit(train.x(), train.labels());
        } catch (DivergedException e) {
            deleteCheckpoint();   // it would only do so again
            throw e;
        } finally {
            progress.clear();
        }
    }

    /** How the network was made: the command that makes it again, but for the names of its files. */
    private Map<String, String> notes(Experiment experiment, DataChoice choice, int heldBack) {
        String from = choice.name().contains(" ") ? '"' + choice.name() + '"' : choice.name();
        StringBuilder command = new StringBuilder("java @digits train --data ").append(from);
        if (whole) {
            command.append(" --whole");
        }
        experiment.settings().forEach((name, value) -> command.append(" --").append(name).append(' ').append(value));
        command.append(" --validation ").append(heldBack);
        if (test) {
            command.append(" --test");
        }
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("command", command.toString());
        return notes;
    }
}
