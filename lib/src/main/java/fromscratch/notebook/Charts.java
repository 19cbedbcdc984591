package fromscratch.notebook;

import fromscratch.eval.Calibration;
import fromscratch.linalg.Matrix;
import fromscratch.nn.History;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * XChart's charts in the look of these notebooks. What is returned is XChart's own, so add series, and set whatever
 * else it offers; the legend appears with the second series:
 *
 * <pre>
 *   var chart = Charts.line("Sigmoid", "z", "σ(z)");
 *   chart.addSeries("σ", xs, ys);
 *   show(chart);
 * </pre>
 */
public final class Charts {
    /** On the page, in CSS pixels. */
    static final int WIDTH = 600;
    static final int HEIGHT = 400;

    private Charts() {
    }

    /** A chart of lines through points; the points themselves have no marks. */
    public static XYChart line(String title, String xLabel, String yLabel) {
        XYChart chart = xy(title, xLabel, yLabel);
        ChartTheme.withoutMarkers(chart.getStyler());
        return chart;
    }

    private static XYChart xy(String title, String xLabel, String yLabel) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT)
            .title(title).xAxisTitle(xLabel).yAxisTitle(yLabel).build();
        ChartTheme.apply(chart.getStyler());
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Format::tick);
        return chart;
    }

    /** A chart of points. */
    public static XYChart scatter(String title, String xLabel, String yLabel) {
        XYChart chart = xy(title, xLabel, yLabel);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        return chart;
    }

    /**
     * Points of several classes, each drawn as the number of its class, so that the classes can be told apart without
     * colours; a legend says what the numbers mean, unless they are the names.
     *
     * @param points     [points × 2], x and y
     * @param labels     the class of each point, from 0
     * @param classNames of at most ten classes
     * @throws IllegalArgumentException if there are not two columns, not one label for each row, more than ten classes,
     *                                  or a label that is none of them
     */
    public static XYChart classes(String title, String xLabel, String yLabel, Matrix points, int[] labels,
                                      List<String> classNames) {
        if (points.cols() != 2 || labels.length != points.rows() || classNames.size() > Palette.classes().length) {
            throw new IllegalArgumentException("classes: expected two columns, a label for each row and at most "
                + Palette.classes().length + " classes; found " + points.shape() + ", " + labels.length + " labels and "
                + classNames.size() + " classes");
        }
        for (int label : labels) {
            if (label < 0 || label >= classNames.size()) {
                throw new IllegalArgumentException("classes: expected labels from 0 to " + (classNames.size() - 1) + ", one for each of "
                    + classNames + "; found " + label);
            }
        }
        XYChart chart = scatter(title, xLabel, yLabel);
        boolean numbersAreNames = true;
        for (int c = 0; c < classNames.size(); c++) {
            int ofClass = c;
            int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] == ofClass).toArray();
            if (rows.length > 0) {
                chart.addSeries(c + (classNames.get(c).equals(String.valueOf(c)) ? "" : " " + classNames.get(c)),
                        IntStream.of(rows).mapToDouble(i -> points.get(i, 0)).toArray(),
                        IntStream.of(rows).mapToDouble(i -> points.get(i, 1)).toArray())
                    .setMarker(new TextMarker(String.valueOf(c))).setMarkerColor(Palette.classes()[c]);
            }
            numbersAreNames &= classNames.get(c).equals(String.valueOf(c));
        }
        chart.getStyler().setMarkerSize(11).setLegendVisible(!numbersAreNames);
        return chart;
    }

    /** A chart of a bar for each name. */
    public static CategoryChart bars(String title, String xLabel, String yLabel) {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT)
            .title(title).xAxisTitle(xLabel).yAxisTitle(yLabel).build();
        ChartTheme.apply(chart.getStyler());
        chart.getStyler().setPlotGridVerticalLinesVisible(false).setXAxisTickMarkSpacingHint(10);
        return chart;
    }

    /** Loss and accuracy over the epochs, side by side: of the training, and of the validation if there was one. */
    public static Picture curves(History history) {
        List<History.Epoch> epochs = history.epochs();
        XYChart loss = epochChart("Loss by epoch", "loss", LegendPosition.InsideNE, epochs,
            History.Epoch::trainLoss, History.Epoch::validationLoss);
        XYChart accuracy = accuracy(epochs);
        wholeNumbers(loss, epochs.size());
        wholeNumbers(accuracy, epochs.size());
        return SideBySide.of(List.of(loss, accuracy));
    }

    static XYChart accuracy(List<History.Epoch> epochs) {
        return epochChart("Accuracy by epoch", "accuracy in %", LegendPosition.InsideSE, epochs,
            e -> 100 * e.trainAccuracy(), e -> 100 * e.validationAccuracy());
    }

    private static XYChart epochChart(String title, String yLabel, LegendPosition legend, List<History.Epoch> epochs,
                                      ToDoubleFunction<History.Epoch> training, ToDoubleFunction<History.Epoch> validation) {
        XYChart chart = xy(title, "epoch", yLabel);
        chart.getStyler().setLegendPosition(legend);
        addCurve(chart, "training", epochs, training);
        addCurve(chart, "validation", epochs, validation);
        return chart;
    }

    private static void addCurve(XYChart chart, String name, List<History.Epoch> epochs,
                                     ToDoubleFunction<History.Epoch> value) {
        double[] ys = epochs.stream().mapToDouble(value).toArray();
        if (ys.length > 0 && !Double.isNaN(ys[0])) {
            chart.addSeries(name, epochs.stream().mapToDouble(History.Epoch::number).toArray(), ys);
        }
    }

    /** An x axis of epochs, from 1, without fractions. */
    static void wholeNumbers(XYChart chart, int last) {
        chart.getStyler().setXAxisMin(1.0).setXAxisMax(Math.max(2.0, last));
        chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> x == Math.rint(x) ? String.valueOf(Math.round(x)) : " ");
    }

    /**
     * A reliability diagram: for each bin that is not empty, the share of right guesses over the mean confidence, beside
     * the diagonal on which they would be equal. The bars reach two standard deviations up and down, which is what
     * chance explains in a bin of so many guesses.
     */
    public static XYChart reliability(String title, Calibration calibration) {
        return ReliabilityChart.of(title, calibration);
    }

    /**
     * Means with their spreads, one below the other: each a dot with a bar from mean − spread to mean + spread. A dashed
     * line goes through the first mean, which the others are compared with.
     *
     * @throws IllegalArgumentException if there is not a finite mean and a spread of at least 0 for each name
     */
    public static Picture errorBars(String title, String xLabel, List<String> names, double[] means, double[] spreads) {
        return ErrorBars.draw(title, xLabel, names, means, spreads);
    }

    /**
     * A matrix in colours: white for 0, blue for negative and vermillion for positive elements; while the cells are
     * large enough each also shows its number.
     *
     * @throws IllegalArgumentException if the matrix has no elements or more than 800 rows or columns
     */
    public static Picture heatMap(String title, Matrix matrix) {
        return HeatMap.draw(title, matrix);
    }

    /**
     * What came of each pair of two settings, such as the accuracy by learning rate and batch size: the darker the
     * higher, the highest in bold, NaN in grey.
     *
     * @param values [rows × columns], a row for each of {@code yNames}
     * @param from   values up to here are white: colours are for the differences between the good ones
     * @throws IllegalArgumentException if the names do not fit the values, or there are none
     */
    public static Picture heatMap(String title, String xLabel, List<String> xNames, String yLabel, List<String> yNames,
                                  Matrix values, double from) {
        return SettingsMap.draw(title, xLabel, xNames, yLabel, yNames, values, from);
    }
}
