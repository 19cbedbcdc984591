package fromscratch.cli;

import fromscratch.data.Dataset;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.eval.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Measures a saved network. */
@Command(name = "evaluate", sortOptions = false, abbreviateSynopsis = true, description = {
    "Measures a network: its accuracy, which class is taken for which, and precision and recall of each class.", ""})
final class Evaluate implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", defaultValue = Model.DIGITS,
        description = "A saved network (default: ${DEFAULT-VALUE}).")
    private Path modelFile;

    @Option(names = "--data", paramLabel = "DATA", defaultValue = "mnist", description = {
        "What it is tested on: the test images of mnist, fashion-mnist or built-in (digits drawn by the library), or a "
            + "folder that holds a folder of pictures for each class (default: ${DEFAULT-VALUE})."})
    private String data;

    @Override
    public Integer call() {
        DataChoice choice = DataChoice.of(data, spec);
        Model model = Model.load(modelFile);
        Dataset test = choice.testing(model.framing(), model.classes());
        if (!test.classNames().equals(model.classes())) {
            throw new CommandException(modelFile + ": this network knows the classes " + model.classes() + ", but " + data
                + " has " + test.classNames() + ". Choose a network that was trained on data of that kind.");
        }
        ConfusionMatrix confusion = Evaluation.confusion(model.network(), test);
        PrintWriter out = spec.commandLine().getOut();
        out.println(accuracy(confusion));
        out.println();
        out.println("Rows: what it is. Columns: what it is taken for.");
        out.print(counts(confusion, model.classes()));
        out.println();
        out.print(perClass(confusion, model.classes()));
        out.flush();
        return 0;
    }

    /** Such as {@code accuracy 98.16 %: 9,816 of 10,000 are right}. */
    static String accuracy(ConfusionMatrix confusion) {
        return String.format(Locale.ROOT, "accuracy %.2f %%: %,d of %,d are right",
            100 * confusion.accuracy(), confusion.correct(), confusion.total());
    }

    private static TextTable counts(ConfusionMatrix confusion, List<String> classes) {
        List<String> headings = new ArrayList<>(List.of(""));
        headings.addAll(classes);
        TextTable table = new TextTable(1, headings);
        for (int truth = 0; truth < classes.size(); truth++) {
            List<String> row = new ArrayList<>(List.of(classes.get(truth)));
            for (int guess = 0; guess < classes.size(); guess++) {
                row.add(Integer.toString(confusion.count(truth, guess)));
            }
            table.row(row);
        }
        return table;
    }

    private static TextTable perClass(ConfusionMatrix confusion, List<String> classes) {
        TextTable table = new TextTable(1, List.of("class", "precision", "recall", "F1", "images"));
        for (int c = 0; c < classes.size(); c++) {
            table.row(List.of(classes.get(c), percent(confusion.precision(c)), percent(confusion.recall(c)),
                percent(confusion.f1(c)), Integer.toString(confusion.support(c))));
        }
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
