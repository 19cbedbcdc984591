package fromscratch.records;

import fromscratch.data.DataException;
import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.TrainTest;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.eval.Evaluation;
import fromscratch.files.WholeFile;
import fromscratch.linalg.Kernels;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.TrainingListener;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far a network of plain layers goes on MNIST: the command behind notebook 10.
 *
 * <p>{@code record} trains it and writes its weights and the history of the training; {@code ablation} measures what each
 * ingredient gives, on the validation images only. What they write is the same on every machine, to the last bit.
 */
public final class Records {
    /** The last images of the training set, as in notebook 07: not trained on. */
    private static final int VALIDATION = 5_000;
    private static final long[] SEEDS = {1, 2, 3};

    private final Path folder;
    private final Dataset train;
    private final Dataset validation;
    private final Dataset test;
    private final PrintStream out;

    /** The files go to {@code folder}; the last {@code validationSize} training images are kept for validation. */
    Records(Path folder, TrainTest data, int validationSize, PrintStream out) {
        this.folder = folder;
        this.out = out;
        int trained = data.train().size() - validationSize;
        this.train = data.train().slice(0, trained);
        this.validation = data.train().slice(trained, data.train().size());
        this.test = data.test();
    }

    /** Expects {@code record} or {@code ablation}, and the folder for what is written. */
    public static void main(String[] args) throws IOException {
        try {
            Kernels.warmUp();
            Records records = new Records(Path.of(args[1]), DataSets.mnist(), VALIDATION, System.out);
            switch (args[0]) {
                case "record" -> records.record(Recipe.RECORD);
                case "ablation" -> records.ablation(Recipe.LADDER, SEEDS);
                default -> throw new IllegalArgumentException("-Drecords must be record or ablation, found " + args[0]);
            }
        } catch (DataException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    // ---- the record ----

    /** Trains, writes {@code mnist-record.csv} and {@code mnist-record.safetensors}, and opens the test set once. */
    void record(Recipe recipe) throws IOException {
        Network network = recipe.network(train, 1);
        out.println(network + "\n" + train.size() + " training and " + validation.size() + " validation images");
        History history = recipe.train(network, train, validation, 1, printed(recipe));
        write("mnist-record.csv", csv(history));

        Path file = folder.resolve("mnist-record.safetensors");
        network.saveHalf(file, Map.of());   // rounds the weights: what is measured is what will be loaded
        ConfusionMatrix confusion = Evaluation.confusion(Network.load(file), test);
        String accuracy = String.format(Locale.ROOT, "accuracy %s: %,d of %,d are right", percent(confusion.accuracy()),
            confusion.correct(), confusion.total());
        network.saveHalf(file, Map.of("command", "./mvnw -Precords", "test", accuracy,
            "trained on", train.size() + " images of " + train.name()));
        out.println(String.format(Locale.ROOT, "test %s, after %.1f minutes of training", accuracy,
            history.seconds() / 60));
        out.println("written to " + folder);
    }

    private TrainingListener printed(Recipe recipe) {
        long start = System.nanoTime();
        return new TrainingListener() {
            @Override
            public void epochDone(History.Epoch epoch) {
                double minutes = (System.nanoTime() - start) / 60e9;
                out.println(String.format(Locale.ROOT, "%s   %.1f of about %.1f minutes", epoch, minutes,
                    minutes * recipe.epochs() / epoch.number()));
            }
        };
    }

    private static String csv(History history) {
        StringBuilder csv = new StringBuilder("epoch,training loss,training accuracy,validation loss,validation accuracy\n");
        for (History.Epoch e : history.epochs()) {
            csv.append(String.format(Locale.ROOT, "%d,%.5f,%.5f,%.5f,%.5f\n", e.number(), e.trainLoss(), e.trainAccuracy(),
                e.validationLoss(), e.validationAccuracy()));
        }
        return csv.toString();
    }

    // ---- each ingredient's share ----

    /** Trains each recipe from each seed and writes {@code mnist-ablation.csv}; the test set is not opened. */
    void ablation(List<Recipe> recipes, long... seeds) throws IOException {
        StringBuilder csv = new StringBuilder("recipe,parameters,seed,training accuracy,validation loss,validation accuracy\n");
        for (Recipe recipe : recipes) {
            for (long seed : seeds) {
                Network network = recipe.network(train, seed);
                History.Epoch last = recipe.train(network, train, validation, seed).last();
                csv.append(String.format(Locale.ROOT, "\"%s\",%d,%d,%.5f,%.5f,%.5f\n", recipe.name(), network.parameterCount(),
                    seed, last.trainAccuracy(), last.validationLoss(), last.validationAccuracy()));
                out.println(String.format(Locale.ROOT, "%-12s seed %d   validation accuracy %s", recipe.name(), seed,
                    percent(last.validationAccuracy())));
            }
        }
        write("mnist-ablation.csv", csv.toString());
        out.println("written to " + folder);
    }

    private void write(String name, String text) throws IOException {
        WholeFile.write(folder.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
