package fromscratch.notebook;

import fromscratch.nn.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Trainings to compare: a row for each, with its settings and what came of it. */
final class RunTable {
    /** A slider that is dragged passes many. */
    private static final int MOST_CHANGES = 2;

    private RunTable() {
    }

    static Table of(List<TrainingRun.Report> runs) {
        return Table.create("",
            IntColumn.create("run", runs.stream().mapToInt(TrainingRun.Report::number).toArray()),
            setting("hidden", runs), setting("activation", runs), setting("optimizer", runs).setName("optimiser"),
            StringColumn.create("learning rate", runs.stream().map(RunTable::rates)),
            setting("batch-size", runs),
            StringColumn.create("epochs", runs.stream().map(run -> run.epochs().size() + " of " + run.experiment().epochs())),
            StringColumn.create("end", runs.stream().map(run -> run.end().toString())),
            result("training loss", runs, History.Epoch::trainLoss, 4),
            result("validation accuracy %", runs, e -> 100 * e.validationAccuracy(), 2),
            DoubleColumn.create("seconds", runs.stream().mapToDouble(run -> rounded(run.seconds(), 1)).toArray()));
    }

    private static StringColumn setting(String name, List<TrainingRun.Report> runs) {
        return StringColumn.create(name.replace('-', ' '), runs.stream().map(run -> {
            Map<String, String> settings = run.experiment().settings();
            return settings.get(name);
        }));
    }

    private static String rates(TrainingRun.Report run) {
        List<String> rates = run.rates().stream().map(rate -> Format.tick(Double.parseDouble(Format.threeDigits(rate)))).toList();
        int last = rates.size() - 1;
        return last <= MOST_CHANGES ? String.join(" → ", rates) : rates.get(0) + " → … → " + rates.get(last);
    }

    /** Of the last epoch that was finished. */
    private static DoubleColumn result(String name, List<TrainingRun.Report> runs, ToDoubleFunction<History.Epoch> value,
                                           int decimals) {
        return DoubleColumn.create(name, runs.stream().mapToDouble(run -> run.epochs().isEmpty() ? Double.NaN
            : rounded(value.applyAsDouble(run.epochs().get(run.epochs().size() - 1)), decimals)).toArray());
    }

    private static double rounded(double value, int decimals) {
        return Double.isFinite(value) ? Double.parseDouble(Format.decimals(value, decimals)) : value;
    }
}
