package fromscratch.notebook;

import fromscratch.data.Csv;
import fromscratch.data.Dataset;
import fromscratch.data.Idx;
import fromscratch.eval.Calibration;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.eval.Experiment;
import fromscratch.eval.Trial;
import fromscratch.eval.TrialLog;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Sigmoid;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the library writes for people and into files: tables, charts, messages, data sets, logs, networks. They are to be
 * the same on every machine, as {@code PortabilityTest} finds out.
 */
public final class Texts {
    private final List<String> lines = new ArrayList<>();
    private final Path folder;

    private Texts(Path folder) {
        this.folder = folder;
    }

    /** Prints {@link #all} in UTF-8. */
    public static void main(String[] args) throws IOException {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(all(Path.of(args[0])));
    }

    /** All that there is to compare. Writes files into {@code folder}, and reads them again. */
    public static String all(Path folder) throws IOException {
        Texts texts = new Texts(folder);
        texts.shown();
        texts.messages();
        texts.files();
        return String.join("\n", texts.lines) + "\n";
    }

    private void shown() {
        Matrix matrix = Matrix.of(Matrix.row(1234.5f, -0.25f, 1e-7f), Matrix.row(60_000, 3.14159f, Float.NaN));
        show(matrix);
        show(Charts.heatMap("İIıi", matrix.map(v -> Double.isNaN(v) ? 0 : v)));
        History history = new History(List.of(new History.Epoch(1, 2.5, 0.5, 2.25, 0.4, 1234.5),
            new History.Epoch(2, 1.25, 0.75, 1.5, 0.6, 1)));
        show(history);
        show(Tables.of(history));
        lines.add(history.toString());
        ConfusionMatrix confusion = ConfusionMatrix.of(new int[] {0, 1, 1, 2}, new int[] {0, 1, 2, 2}, 3);
        show(confusion);
        show(Tables.perClass(confusion, List.of("i", "I", "ı")));
        show(Table.create("numbers", DoubleColumn.create("title", 0.5, 1234567.25, -1e-9)));
        XYChart line = Charts.line("title", "x in %", "millions");
        line.addSeries("i", IntStream.range(0, 20).mapToDouble(i -> i * 1000.5).toArray(),
            IntStream.range(0, 20).mapToDouble(i -> i / 8.0).toArray());
        show(line);
        CategoryChart bars = Charts.bars("title", "class", "images");
        bars.addSeries("images", List.of("0", "1"), List.of(5923.5, 6742));
        show(bars);
        Matrix probabilities = Matrix.of(Matrix.row(0.75f, 0.25f), Matrix.row(0.9f, 0.1f));
        show(Charts.reliability("Reliability", Calibration.of(probabilities, new int[] {0, 1}, 10)));
        show(Charts.errorBars("title", "accuracy in %", List.of("a", "b"),
            new double[] {97.25, 98.5}, new double[] {0.5, 0.25}));
        show(Pictures.grid(matrix, 3, List.of("½ İ", "12,5 %")));
        show(Experiment.parse("hidden=6,5 learning-rate=0.0003"));
        show(Network.mlp(Sigmoid::new, new Rng(1), 784, 1000, 10));
    }

    /** As a notebook gets it; of a picture a number that is another one for other pixels. */
    private void show(Object thing) {
        DisplayData data = Rendering.data(thing);
        for (MIMEType type : List.of(MIMEType.TEXT_PLAIN, MIMEType.TEXT_HTML, MIMEType.IMAGE_PNG)) {
            if (data.hasDataForType(type)) {
                Object form = data.getData(type);
                lines.add(type + ": " + (type == MIMEType.IMAGE_PNG ? form.hashCode() : form));
            }
        }
    }

    private void messages() {
        refused(() -> Matrix.zeros(1000, 2000).product(Matrix.zeros(3, 4)));
        refused(() -> Experiment.parse("activation=SIGMOID learning-rate=0,5"));
        refused(() -> Experiment.parse("learning-rate=-0.5"));
        refused(() -> Csv.read(Path.of("title.csv")));
        refused(() -> Charts.heatMap("", Matrix.zeros(0, 3)));
    }

    private void refused(Runnable action) {
        try {
            action.run();
            lines.add("nothing was refused");
        } catch (RuntimeException e) {
            lines.add(e.toString());
        }
    }

    private void files() throws IOException {
        byte[] pixels = new byte[36];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (7 * i);
        }
        Dataset data = new Dataset("small", 3, 2, new ByteMatrix(6, 6, pixels), new int[] {0, 1, 2, 0, 1, 2},
            List.of("i", "İ", "3"));
        Path csv = folder.resolve("images.csv");
        Csv.write(csv, data);
        show(Csv.read(csv, 3, data.classNames()).x().rows(0, 6));
        Idx.writeImages(folder.resolve("images.gz"), data.x(), 3, 2);
        show(Idx.readImages(folder.resolve("images.gz")).pixels().rows(0, 6));

        Network network = Network.mlp(Sigmoid::new, new Rng(1), 6, 5, 3);
        network.save(folder.resolve("network.safetensors"));
        show(Network.load(folder.resolve("network.safetensors")));
        TrialLog log = new TrialLog(folder.resolve("log.csv"));
        log.append(new Trial(Experiment.parse("hidden=6,5 activation=sigmoid learning-rate=0.0003"), network,
            new History(List.of(new History.Epoch(1, 2.5, 0.5, 2.25, 0.4, 1234.5))), Optional.empty(), 12_345_678_901L));
        show(log.read());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                lines.add(file.getFileName() + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
    }
}
