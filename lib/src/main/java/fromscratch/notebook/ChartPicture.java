package fromscratch.notebook;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;

/** Paints XChart's charts, and gets round three of its habits; the chart is afterwards as it was. */
final class ChartPicture {
    /** Up to so many points may each have a number below it. */
    private static final int MOST_X_LABELS = 10;
    private static final String INVISIBLE = "\u200b";

    private ChartPicture() {
    }

    /** A chart at its own size. */
    static Picture of(IChart chart) {
        return of(chart, chart.getWidth(), chart.getHeight(), Drawing.SCALE);
    }

    /** A chart at another size, in CSS pixels, each drawn as scale × scale pixels. */
    static Picture of(IChart chart, int width, int height, int scale) {
        String text = ChartText.describe(chart);
        Drawing drawing = new Drawing(width, height, scale);
        if (chart instanceof XYChart xy) {
            ChartTheme.distinguishLines(xy);
        }
        synchronized (chart) {
            int ownWidth = chart.getWidth();
            int ownHeight = chart.getHeight();
            withoutLegendOfOne(chart, () -> withRoundNumbers(chart, () -> chart.paint(drawing.g, width, height)));
            if (width != ownWidth || height != ownHeight) {
                chart.paint(new Drawing(1, 1).g, ownWidth, ownHeight);   // painting also sets the chart's size
            }
        }
        return drawing.picture(text);
    }

    /** The name of a single series is said by the title already. */
    private static void withoutLegendOfOne(IChart chart, Runnable paint) {
        if (chart instanceof Chart<?, ?> c && c.getSeriesCollection().size() == 1 && c.getStyler().isLegendVisible()) {
            c.getStyler().setLegendVisible(false);
            try {
                paint.run();
            } finally {
                c.getStyler().setLegendVisible(true);
            }
        } else {
            paint.run();
        }
    }

    /**
     * If the points of an x axis are equally far from each other, XChart puts its numbers below some of them, at −5.3,
     * −4.6 and so on. One more point that isn't, and isn't drawn, makes it choose round numbers.
     */
    private static void withRoundNumbers(IChart chart, Runnable paint) {
        double[] xs = chart instanceof XYChart xy && !xy.getSeriesCollection().isEmpty()
            ? xy.getSeriesCollection().iterator().next().getXData() : new double[0];
        if (xs.length > MOST_X_LABELS) {
            XYChart xy = (XYChart) chart;
            try {
                xy.addSeries(INVISIBLE, new double[] {xs[0] + (xs[1] - xs[0]) / 3}, new double[] {Double.NaN})
                    .setShowInLegend(false);
                paint.run();
            } finally {
                xy.removeSeries(INVISIBLE);
            }
        } else {
            paint.run();
        }
    }
}
