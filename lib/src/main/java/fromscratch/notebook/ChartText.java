package fromscratch.notebook;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A chart in words: title, axes, and of each series the number of points and the range of their values. */
final class ChartText {
    private ChartText() {
    }

    static String describe(IChart chart) {
        List<String> parts = new ArrayList<>();
        parts.add("Chart" + (blank(chart.getTitle()) ? "" : " “" + chart.getTitle() + "”"));
        if (chart instanceof AxesChart<?, ?> axes && !(blank(axes.getXAxisTitle()) && blank(axes.getYAxisTitle()))) {
            parts.add("x: " + axes.getXAxisTitle() + ", y: " + axes.getYAxisTitle());
        }
        if (chart instanceof XYChart xy) {
            xy.getSeriesCollection().forEach(s -> parts.add(describe(s)));
        } else if (chart instanceof CategoryChart category) {
            category.getSeriesCollection().forEach(s -> parts.add(describe(s)));
        } else if (chart instanceof Chart<?, ?> other) {
            other.getSeriesCollection().forEach(s -> parts.add(s.getName()));
        }
        return String.join("; ", parts);
    }

    private static String describe(XYSeries series) {
        return series.getName() + ": " + count(series.getYData().length, "point")
            + ", x from " + range(series.getXData()) + ", y from " + range(series.getYData());
    }

    private static String describe(CategorySeries series) {
        return series.getName() + ": " + count(series.getYData().length, "bar") + ", y from " + range(series.getYData());
    }

    private static String range(double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        return known.length == 0 ? "nothing" : Format.threeDigits(Arrays.stream(known).min().getAsDouble())
            + " to " + Format.threeDigits(Arrays.stream(known).max().getAsDouble());
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
