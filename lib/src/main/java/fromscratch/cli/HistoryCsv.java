package fromscratch.cli;

import fromscratch.nn.History;

import java.util.List;
import java.util.Locale;

/** The course of a training as a table: a row for each epoch; what was not measured is empty. */
final class HistoryCsv {
    private HistoryCsv() {
    }

    static CsvFile of(History history) {
        CsvFile table = new CsvFile(List.of("epoch", "train-loss", "train-accuracy", "validation-loss",
            "validation-accuracy", "seconds"));
        for (History.Epoch epoch : history.epochs()) {
            table.row(List.of(Integer.toString(epoch.number()), number(epoch.trainLoss()), number(epoch.trainAccuracy()),
                number(epoch.validationLoss()), number(epoch.validationAccuracy()),
                String.format(Locale.ROOT, "%.3f", epoch.seconds())));
        }
        return table;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
