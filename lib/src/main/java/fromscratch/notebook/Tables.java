package fromscratch.notebook;

import fromscratch.eval.Calibration;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.nn.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Tables for {@code show}: tablesaw's, and those made from results. */
public final class Tables {
    /** So many rows of a table are shown unless another number is asked for. */
    static final int SHOWN_ROWS = 20;

    private static final int SHOWN_MATRIX_ROWS = 8;
    private static final int SHOWN_MATRIX_COLUMNS = 10;

    private Tables() {
    }

    // ---- tablesaw ----

    /** The first {@code rows} rows, and a line that says how many more there are. */
    public static Html head(Table table, int rows) {
        int shown = Math.min(rows, table.rowCount());
        boolean[] numeric = new boolean[table.columnCount()];
        String[] patterns = new String[table.columnCount()];
        for (int c = 0; c < numeric.length; c++) {
            Column<?> column = table.column(c);
            numeric[c] = column instanceof NumericColumn;
            if (column instanceof DoubleColumn || column instanceof FloatColumn) {
                patterns[c] = Format.pattern(DoubleStream.of(((NumericColumn<?>) column.first(shown)).asDoubleArray()));
            }
        }
        Grid grid = new Grid(table.name() == null ? "" : table.name(), table.columnNames(), numeric);
        for (int r = 0; r < shown; r++) {
            List<Grid.Cell> cells = new ArrayList<>();
            for (int c = 0; c < numeric.length; c++) {
                cells.add(new Grid.Cell(cell(table.column(c), r, patterns[c])));
            }
            grid.add(cells);
        }
        int more = table.rowCount() - shown;
        grid.note(more == 0 ? "" : "… " + Format.count(more) + (more == 1 ? " more row" : " more rows"));
        return grid.toHtml();
    }

    private static String cell(Column<?> column, int row, String pattern) {
        if (column.isMissing(row)) {
            return "–";
        }
        return pattern == null ? String.valueOf(column.get(row))
            : Format.with(pattern, ((NumericColumn<?>) column).getDouble(row));
    }

    // ---- results ----

    /** A row for each epoch: loss and accuracy in percent, without the seconds, which differ from run to run. */
    public static Table of(History history) {
        List<History.Epoch> epochs = history.epochs();
        Table table = Table.create(IntColumn.create("epoch", epochs.stream().mapToInt(History.Epoch::number).toArray()),
            column("training loss", epochs, History.Epoch::trainLoss),
            column("training accuracy %", epochs, e -> percent(e.trainAccuracy())));
        if (epochs.stream().anyMatch(e -> !Double.isNaN(e.validationLoss()))) {
            table.addColumns(column("validation loss", epochs, History.Epoch::validationLoss),
                column("validation accuracy %", epochs, e -> percent(e.validationAccuracy())));
        }
        return table.setName("");
    }

    private static DoubleColumn column(String name, List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> value) {
        return DoubleColumn.create(name, epochs.stream().mapToDouble(value).toArray());
    }

    /** Rounded as everywhere a text shows percent. */
    private static double percent(double share) {
        return Double.parseDouble(Format.decimals(100 * share, 2));
    }

    /**
     * How often each class was taken for each: a row is a true class, a column a predicted one; the correct ones, on
     * the diagonal, are bold, and the darker a mistake's cell the more often it was made.
     *
     * @param classNames one for each class
     */
    public static Html of(ConfusionMatrix confusion, List<String> classNames) {
        requireNames(confusion, classNames);
        List<String> headers = new ArrayList<>(List.of("true ↓  predicted →"));
        headers.addAll(classNames);
        boolean[] numeric = new boolean[headers.size()];
        IntStream.range(1, numeric.length).forEach(c -> numeric[c] = true);
        Grid grid = new Grid("", headers, numeric);
        int mostMistakes = mostMistakes(confusion);
        for (int truth = 0; truth < confusion.classes(); truth++) {
            List<Grid.Cell> row = new ArrayList<>(List.of(new Grid.Cell(classNames.get(truth), true, 0)));
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                int count = confusion.count(truth, predicted);
                row.add(truth == predicted ? new Grid.Cell(String.valueOf(count), true, 0)
                    : new Grid.Cell(count == 0 ? "·" : String.valueOf(count), false, 0.5 * count / mostMistakes));
            }
            grid.add(row);
        }
        grid.note(Format.count(confusion.correct()) + " of " + Format.count(confusion.total()) + " correct: "
            + Format.decimals(100 * confusion.accuracy(), 2) + " %");
        return grid.toHtml();
    }

    private static int mostMistakes(ConfusionMatrix confusion) {
        int most = 1;
        for (int truth = 0; truth < confusion.classes(); truth++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                most = truth == predicted ? most : Math.max(most, confusion.count(truth, predicted));
            }
        }
        return most;
    }

    /**
     * Precision, recall and F1 in percent and the support of each class, and in the last row their means, each class
     * counting alike.
     *
     * @param classNames one for each class
     */
    public static Table perClass(ConfusionMatrix confusion, List<String> classNames) {
        requireNames(confusion, classNames);
        Table table = Table.create("", StringColumn.create("class", classNames),
            DoubleColumn.create("precision %", eachClass(confusion, confusion::precision)),
            DoubleColumn.create("recall %", eachClass(confusion, confusion::recall)),
            DoubleColumn.create("F1 %", eachClass(confusion, confusion::f1)),
            IntColumn.create("support", IntStream.range(0, confusion.classes()).map(confusion::support).toArray()));
        table.stringColumn(0).append("macro average");
        table.doubleColumn(1).append(percent(confusion.macroPrecision()));
        table.doubleColumn(2).append(percent(confusion.macroRecall()));
        table.doubleColumn(3).append(percent(confusion.macroF1()));
        table.intColumn(4).append(confusion.total());
        return table;
    }

    private static double[] eachClass(ConfusionMatrix confusion, IntToDoubleFunction score) {
        return IntStream.range(0, confusion.classes()).mapToDouble(c -> percent(score.applyAsDouble(c))).toArray();
    }

    /**
     * A row for each bin that is not empty: its confidences, how many examples it has, what they claim and what is
     * right.
     */
    public static Table of(Calibration calibration) {
        List<Calibration.Bin> bins = calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
        return Table.create("",
            StringColumn.create("confidence %", bins.stream().map(bin ->
                Format.decimals(100 * bin.from(), 0) + " to " + Format.decimals(100 * bin.to(), 0)).toList()),
            IntColumn.create("examples", bins.stream().mapToInt(Calibration.Bin::count).toArray()),
            DoubleColumn.create("mean confidence %", bins.stream().mapToDouble(bin -> percent(bin.confidence())).toArray()),
            DoubleColumn.create("right %", bins.stream().mapToDouble(bin -> percent(bin.accuracy())).toArray()));
    }

    private static void requireNames(ConfusionMatrix confusion, List<String> classNames) {
        if (classNames.size() != confusion.classes()) {
            throw new IllegalArgumentException("Tables: the confusion matrix has " + confusion.classes()
                + " classes, but there are "
                + classNames.size() + " names; each class needs one");
        }
    }

    /** {@code 0, 1, 2, …}: names for classes that have no other. */
    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.toList());
    }

    // ---- matrices ----

    /** The shape and the elements; of a large matrix the first and last rows and columns. */
    static Html of(Matrix matrix) {
        int[] rows = firstAndLast(matrix.rows(), SHOWN_MATRIX_ROWS);
        int[] columns = firstAndLast(matrix.cols(), SHOWN_MATRIX_COLUMNS);
        String pattern = Format.pattern(IntStream.of(rows).filter(r -> r >= 0).boxed().flatMapToDouble(
            r -> IntStream.of(columns).filter(c -> c >= 0).mapToDouble(c -> matrix.get(r, c))));
        List<String> headers = new ArrayList<>(List.of(""));
        boolean[] numeric = new boolean[columns.length + 1];
        for (int i = 0; i < columns.length; i++) {
            headers.add(columns[i] < 0 ? "…" : String.valueOf(columns[i]));
            numeric[i + 1] = true;
        }
        Grid grid = new Grid("Matrix " + matrix.shape(), headers, numeric);
        for (int r : rows) {
            List<Grid.Cell> cells = new ArrayList<>(List.of(new Grid.Cell(r < 0 ? "⋮" : String.valueOf(r), true, 0)));
            for (int c : columns) {
                cells.add(new Grid.Cell(r < 0 ? "" : c < 0 ? "…" : Format.with(pattern, matrix.get(r, c) + 0f)));   // −0 + 0 is 0
            }
            grid.add(cells);
        }
        return new Html(grid.toHtml().html(), matrix.toString());
    }

    /** All of 0 … count − 1, or the first and last ones with −1 for the gap between them. */
    private static int[] firstAndLast(int count, int most) {
        if (count <= most) {
            return IntStream.range(0, count).toArray();
        }
        IntStream first = IntStream.range(0, most / 2);
        IntStream last = IntStream.range(count - most / 2, count);
        return IntStream.concat(first, IntStream.concat(IntStream.of(-1), last)).toArray();
    }
}
