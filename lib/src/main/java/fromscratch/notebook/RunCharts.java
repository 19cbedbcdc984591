package fromscratch.notebook;

import fromscratch.nn.History;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Loss and accuracy of several trainings in one picture, each training in a colour of its own. */
final class RunCharts {
    /** As many as there are colours. */
    static final int MOST = Palette.series().length;

    /** More epochs have no room for a mark each. */
    private static final int MOST_MARKED = 30;

    private RunCharts() {
    }

    /**
     * @param runs    at most {@link #MOST}
     * @param classes a network that guesses has a loss of ln classes; what is above twice that is drawn there
     * @param scale   real pixels for each CSS pixel
     */
    static Picture draw(List<TrainingRun.Report> runs, int classes, int scale) {
        double highest = 2 * StrictMath.log(classes);
        // As far as a curve has come, not as far as it is meant to go: a training of 500 epochs may be stopped after 5.
        double epochs = runs.stream().mapToDouble(RunCharts::epochsBegun).reduce(1, Math::max);
        XYChart loss = Charts.line("Training loss", "epoch", "loss");
        XYChart accuracy = Charts.scatter("Validation accuracy", "epoch", "accuracy in %");
        for (int i = 0; i < runs.size(); i++) {
            String name = "run " + runs.get(i).number();
            TrainingRun.Report run = runs.get(i);
            if (run.steps().length > 0) {
                XYSeries series = loss.addSeries(name, run.steps(),
                    Arrays.stream(run.losses()).map(v -> Math.min(v, highest)).toArray());
                series.setLineColor(colour(run));
            }
            addAccuracies(accuracy, name, run);
        }
        loss.getStyler().setXAxisMin(0.0).setXAxisMax(epochs).setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideNE);
        accuracy.getStyler().setXAxisMin(0.0).setXAxisMax(epochs).setLegendPosition(LegendPosition.InsideSE);
        emptyAxes(loss, highest / 2);
        emptyAxes(accuracy, 100);
        Picture picture = SideBySide.of(List.of(loss, accuracy), scale);
        return new Picture(picture.image(), picture.width(), picture.height(), describe(runs));
    }

    /** Where the curves have come to: more than their ranges, that is what one looks for in them. */
    private static String describe(List<TrainingRun.Report> runs) {
        return "Training loss and validation accuracy by epoch" + (runs.isEmpty() ? ", no curves yet"
            : runs.stream().map(RunCharts::describe).collect(Collectors.joining("; ", ": ", "")));
    }

    private static String describe(TrainingRun.Report run) {
        String words = "run " + run.number() + " has done " + run.epochs().size() + " of " + run.experiment().epochs() + " epochs";
        if (run.losses().length > 0) {
            words += ", loss " + Format.decimals(run.losses()[run.losses().length - 1], 4);
        }
        if (!run.epochs().isEmpty()) {
            History.Epoch last = run.epochs().get(run.epochs().size() - 1);
            words += ", accuracy " + Format.decimals(100 * last.validationAccuracy(), 2) + " %";
        }
        return words;
    }

    private static double epochsBegun(TrainingRun.Report run) {
        return Math.ceil(run.share() * run.experiment().epochs());
    }

    private static void addAccuracies(XYChart chart, String name, TrainingRun.Report run) {
        List<History.Epoch> epochs = run.epochs();
        if (!epochs.isEmpty()) {
            XYSeries series = chart.addSeries(name, epochs.stream().mapToDouble(History.Epoch::number).toArray(),
                epochs.stream().mapToDouble(e -> 100 * e.validationAccuracy()).toArray());
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            series.setMarker(epochs.size() <= MOST_MARKED ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setMarkerColor(colour(run));
            series.setLineColor(colour(run));
        }
    }

    /** A run keeps its colour. */
    private static Color colour(TrainingRun.Report run) {
        return Palette.series()[(run.number() - 1) % MOST];
    }

    /** XChart has no axis without numbers on it. */
    private static void emptyAxes(XYChart chart, double yMax) {
        if (chart.getSeriesCollection().isEmpty()) {
            chart.getStyler().setYAxisMin(0.0).setYAxisMax(yMax);
        }
    }
}
