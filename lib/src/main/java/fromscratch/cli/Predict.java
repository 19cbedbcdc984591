package fromscratch.cli;

import fromscratch.data.DataException;
import fromscratch.data.ImageFolder;
import fromscratch.linalg.Matrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Asks a saved network about pictures. */
@Command(name = "predict", sortOptions = false, abbreviateSynopsis = true, description = {
    "Says what is on pictures: drawings, scans or photographs of one digit each, PNG or JPEG, dark on light or light"
        + " on dark.",
    ""}, footer = {"", "A picture that cannot be read is reported, and the others are still answered; the exit code is"
        + " then 1."})
final class Predict implements Callable<Integer> {
    private static final Path TERMINAL = Path.of("-");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "Picture files, or folders of them.")
    private List<Path> paths;

    @Option(names = "--model", paramLabel = "FILE", defaultValue = Model.DIGITS,
        description = "A saved network (default: ${DEFAULT-VALUE}).")
    private Path modelFile;

    @Option(names = "--csv", paramLabel = "FILE", description = {
        "Writes the probabilities of all classes to this file, instead of showing a table; with \"-\" to the terminal."})
    private Path csv;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Model model = Model.load(modelFile);
        Map<Path, Matrix> answers = new LinkedHashMap<>();
        boolean complete = true;
        for (Path picture : pictures()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Stopped.");
            }
            try {
                answers.put(picture, model.probabilities(picture));
            } catch (DataException e) {
                err.println(Printable.of(e.getMessage()));
                complete = false;
            }
        }
        if (!answers.isEmpty()) {
            print(answers, model.classes());
        }
        return complete ? 0 : 1;
    }

    private List<Path> pictures() {
        List<Path> pictures = new ArrayList<>();
        for (Path path : paths) {
            pictures.addAll(Files.isDirectory(path) ? ImageFolder.pictures(path) : List.of(path));
        }
        return pictures;
    }

    private void print(Map<Path, Matrix> answers, List<String> classes) {
        PrintWriter out = spec.commandLine().getOut();
        if (csv == null) {
            out.print(table(answers, classes));
        } else if (csv.equals(TERMINAL)) {
            out.print(Printable.of(csv(answers, classes).toString()));
        } else {
            csv(answers, classes).write(csv);
        }
        out.flush();
    }

    private static TextTable table(Map<Path, Matrix> answers, List<String> classes) {
        TextTable table = new TextTable(2, List.of("picture", "reads", "sure"));
        answers.forEach((picture, p) -> {
            int guess = p.argMaxRows()[0];
            table.row(List.of(picture.toString(), classes.get(guess),
                String.format(Locale.ROOT, "%.1f %%", 100 * p.get(0, guess))));
        });
        return table;
    }

    private static CsvFile csv(Map<Path, Matrix> answers, List<String> classes) {
        List<String> headings = new ArrayList<>(List.of("file", "prediction", "confidence"));
        classes.forEach(name -> headings.add("p(" + name + ")"));
        CsvFile table = new CsvFile(headings);
        answers.forEach((picture, p) -> {
            int guess = p.argMaxRows()[0];
            List<String> row = new ArrayList<>(List.of(picture.toString(), classes.get(guess), decimals(p.get(0, guess))));
            IntStream.range(0, classes.size()).forEach(c -> row.add(decimals(p.get(0, c))));
            table.row(row);
        });
        return table;
    }

    private static String decimals(float probability) {
        return String.format(Locale.ROOT, "%.6f", probability);
    }
}
