package fromscratch.bench;

import fromscratch.notebook.Charts;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws {@code growth.csv}: how near a training comes to its limit, by batch size, width, depth and threads. */
public final class GrowthChart {
    private GrowthChart() {
    }

    /** Expects the CSV file and the PNG file. */
    public static void main(String[] args) throws IOException {
        draw(Path.of(args[0]), Path.of(args[1]));
    }

    static void draw(Path csv, Path png) throws IOException {
        Map<String, Map<String, Map<Double, Double>>> lines = new LinkedHashMap<>();   // what grows, line, x → y
        for (Row row : Table.read().csv(csv.toFile())) {
            String[] words = row.getString("case").split(" ");                         // such as "batch 64"
            int threads = row.getInt("threads");
            String line = words[0].equals("threads") ? "measured" : threads + (threads == 1 ? " thread" : " threads");
            lines.computeIfAbsent(words[0], what -> new LinkedHashMap<>())
                .computeIfAbsent(line, name -> new TreeMap<>())
                .put(Double.parseDouble(words[1]), 100 * row.getNumber("share_of_peak"));
        }
        List<XYChart> charts = new ArrayList<>();
        lines.forEach((what, ofChart) -> charts.add(chart(what, ofChart)));
        BitmapEncoder.saveBitmap(charts, (charts.size() + 1) / 2, 2, png.toString(), BitmapFormat.PNG);
    }

    private static XYChart chart(String what, Map<String, Map<Double, Double>> lines) {
        boolean doubling = !what.equals("depth");   // 1, 2, 4, 8, … are drawn equally far from each other
        XYChart chart = Charts.line("Share of the limit by " + what, what, "% of the FMA peak");
        chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideSE);
        chart.getStyler().setXAxisTickMarkSpacingHint(40).setXAxisTickLabelsFormattingFunction(
            x -> x != Math.rint(x) ? " " : String.valueOf(doubling ? 1L << Math.round(x) : Math.round(x)));
        lines.forEach((name, line) -> chart.addSeries(name,
            line.keySet().stream().mapToDouble(x -> doubling ? Math.log(x) / Math.log(2) : x).toArray(),
            line.values().stream().mapToDouble(y -> y).toArray()));
        return chart;
    }
}
