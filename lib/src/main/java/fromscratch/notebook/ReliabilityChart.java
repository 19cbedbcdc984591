package fromscratch.notebook;

import fromscratch.eval.Calibration;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.util.List;

/** What a network's guesses claim against what they are worth: a point for each bin of a {@link Calibration}. */
final class ReliabilityChart {
    private ReliabilityChart() {
    }

    static XYChart of(String title, Calibration calibration) {
        XYChart chart = Charts.scatter(title, "confidence in %", "right in %");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setYAxisMin(0.0).setYAxisMax(100.0);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        double[] ends = {0, 100};
        XYSeries perfect = chart.addSeries("calibrated", ends, ends);
        perfect.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line).setMarker(SeriesMarkers.NONE);
        perfect.setLineColor(Palette.MUTED).setLineStyle(ChartTheme.SOLID);
        List<Calibration.Bin> bins = calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
        if (!bins.isEmpty()) {
            XYSeries measured = chart.addSeries("this network", bins.stream().mapToDouble(bin -> 100 * bin.confidence()).toArray(),
                bins.stream().mapToDouble(bin -> 100 * bin.accuracy()).toArray(),
                bins.stream().mapToDouble(ReliabilityChart::twoDeviations).toArray());
            measured.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Palette.BLUE);
        }
        return chart;
    }

    /** How far, in percent, chance easily takes the accuracy of so few guesses, if the confidence is right. */
    private static double twoDeviations(Calibration.Bin bin) {
        return 200 * Math.sqrt(bin.confidence() * (1 - bin.confidence()) / bin.count());
    }
}
