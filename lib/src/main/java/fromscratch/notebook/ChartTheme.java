package fromscratch.notebook;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;

/** How charts look: dark text on white, a light grid, and series that differ in colour and in dashes or markers. */
final class ChartTheme {
    static final Font TITLE = Drawing.FONT.deriveFont(Font.BOLD, 15f);
    static final Font LABELS = Drawing.FONT;
    static final Font TICKS = Drawing.FONT.deriveFont(12f);

    static final BasicStroke SOLID = new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);

    private static final BasicStroke[] LINES = {SOLID, line(8, 4), line(2, 4), line(10, 4, 2, 4), line(14, 5), line(4, 3)};

    private static final Marker[] MARKERS = {SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.CROSS};

    private ChartTheme() {
    }

    static void apply(AxesChartStyler styler) {
        Fonts.require();   // now, in the reader's cell, rather than when the chart is shown
        styler.setLocale(Locale.ROOT);
        styler.setAntiAlias(true);
        styler.setBaseFont(LABELS).setChartFontColor(Palette.INK);
        styler.setChartBackgroundColor(Palette.PAPER).setPlotBackgroundColor(Palette.PAPER);
        styler.setChartPadding(10).setPlotBorderVisible(false);
        styler.setChartTitleFont(TITLE).setChartTitleBoxVisible(false).setChartTitlePadding(6);
        styler.setSeriesColors(Palette.series()).setSeriesMarkers(MARKERS).setMarkerSize(7);
        legend(styler);
        axes(styler);
    }

    private static void legend(AxesChartStyler styler) {
        styler.setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        styler.setLegendFont(LABELS).setLegendPadding(6).setLegendSeriesLineLength(28);
        styler.setLegendBackgroundColor(Palette.PAPER).setLegendBorderColor(Palette.PAPER);
    }

    private static void axes(AxesChartStyler styler) {
        styler.setAxisTitleFont(LABELS).setAxisTitlePadding(10);
        styler.setAxisTickLabelsFont(TICKS).setAxisTickLabelsColor(Palette.INK);
        styler.setAxisTicksMarksVisible(false).setAxisTicksLineVisible(false).setYAxisLabelAlignment(TextAlignment.Right);
        styler.setPlotGridLinesColor(Palette.GRID).setPlotGridLinesStroke(new BasicStroke(1)).setPlotTicksMarksVisible(false);
        styler.setYAxisTickLabelsFormattingFunction(Format::tick);   // XChart's own writes .05 for 0.05
        styler.setPlotMargin(4).setXAxisTickMarkSpacingHint(70).setYAxisTickMarkSpacingHint(44);
    }

    /**
     * Gives each series whose line has no style yet one of its own: solid, dashed, dotted and so on. XChart itself
     * would use the second style only when it has run out of colours.
     */
    static void distinguishLines(XYChart chart) {
        int i = 0;
        for (XYSeries series : chart.getSeriesCollection()) {
            if (series.getLineStyle() == null) {
                series.setLineStyle(LINES[i % LINES.length]);
            }
            i++;
        }
    }

    private static BasicStroke line(float... dashes) {
        return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }

    /** No markers: for curves of many points. */
    static void withoutMarkers(AxesChartStyler styler) {
        Marker[] none = new Marker[MARKERS.length];
        Arrays.fill(none, SeriesMarkers.NONE);
        styler.setSeriesMarkers(none);
    }
}
