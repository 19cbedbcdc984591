package fromscratch.notebook;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line for each name with a mean as a dot and a spread as a bar through it; a dashed line goes through the first
 * mean.
 */
final class ErrorBars {
    private static final int PLOT_WIDTH = 420;
    private static final int ROW = 28;
    private static final int TOP = 48;
    private static final int BOTTOM = 56;
    private static final int RADIUS = 5;
    private static final int END = 5;

    private final List<String> names;
    private final double[] means;
    private final double[] spreads;
    private final double left;
    private final double from;
    private final double to;
    private final Drawing drawing;

    private ErrorBars(String title, List<String> names, double[] means, double[] spreads) {
        this.names = names;
        this.means = means;
        this.spreads = spreads;
        double lowest = IntStream.range(0, means.length).mapToDouble(i -> means[i] - spreads[i]).min().orElseThrow();
        double highest = IntStream.range(0, means.length).mapToDouble(i -> means[i] + spreads[i]).max().orElseThrow();
        double margin = highest > lowest ? 0.05 * (highest - lowest) : 1;
        from = lowest - margin;
        to = highest + margin;
        left = 20 + names.stream().mapToDouble(name -> Drawing.widthOf(name, ChartTheme.LABELS)).max().orElseThrow();
        int width = (int) Math.ceil(Math.max(left + PLOT_WIDTH + 20, 20 + Drawing.widthOf(title, ChartTheme.TITLE)));
        drawing = new Drawing(width, TOP + ROW * means.length + BOTTOM);
    }

    static Picture draw(String title, String xLabel, List<String> names, double[] means, double[] spreads) {
        if (names.isEmpty() || names.size() != means.length || names.size() != spreads.length) {
            throw new IllegalArgumentException("errorBars: each name needs a mean and a spread; found " + names.size()
                + " names, " + means.length + " means and " + spreads.length + " spreads");
        }
        for (int i = 0; i < means.length; i++) {
            if (!Double.isFinite(means[i]) || !Double.isFinite(spreads[i]) || spreads[i] < 0) {
                throw new IllegalArgumentException("errorBars: “" + names.get(i) + "” cannot be drawn: expected a finite mean"
                    + " and a spread of at least 0, found " + means[i] + " and " + spreads[i]);
            }
        }
        ErrorBars bars = new ErrorBars(title, names, means, spreads);
        bars.drawing.text(title, 10, 20, 0, ChartTheme.TITLE, Palette.INK);
        bars.drawAxis(xLabel);
        for (int i = 0; i < means.length; i++) {
            bars.drawRow(i);
        }
        return bars.drawing.picture("Chart “" + title + "”, " + xLabel + ": " + IntStream.range(0, means.length)
            .mapToObj(i -> names.get(i) + " " + Format.threeDigits(means[i]) + " ± " + Format.threeDigits(spreads[i]))
            .collect(Collectors.joining("; ")));
    }

    private double x(double value) {
        return left + PLOT_WIDTH * (value - from) / (to - from);
    }

    private double y(int row) {
        return TOP + ROW * (row + 0.5);
    }

    private void drawAxis(String xLabel) {
        double bottom = TOP + ROW * means.length;
        double step = tickStep(to - from);
        for (double tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
            drawing.g.setColor(Palette.GRID);
            drawing.g.setStroke(new BasicStroke(1));
            drawing.g.draw(new Line2D.Double(x(tick), TOP, x(tick), bottom));
            drawing.text(Format.tick(Math.rint(tick / step) * step), x(tick), bottom + 14, 0.5, ChartTheme.TICKS, Palette.INK);
        }
        drawing.text(xLabel, left + PLOT_WIDTH / 2.0, bottom + 38, 0.5, ChartTheme.LABELS, Palette.INK);
        drawing.g.setColor(Palette.MUTED);
        drawing.g.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0));
        drawing.g.draw(new Line2D.Double(x(means[0]), TOP, x(means[0]), bottom));
    }

    /** 1, 2 or 5 times a power of ten, for four to ten ticks. */
    static double tickStep(double range) {
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(range / 4)));
        double rest = range / 4 / power;
        return power * (rest >= 5 ? 5 : rest >= 2 ? 2 : 1);
    }

    private void drawRow(int i) {
        drawing.text(names.get(i), left - 10, y(i), 1, ChartTheme.LABELS, Palette.INK);
        double low = x(means[i] - spreads[i]);
        double high = x(means[i] + spreads[i]);
        drawing.g.setColor(i == 0 ? Palette.MUTED : Palette.BLUE);
        drawing.g.setStroke(new BasicStroke(2));
        drawing.g.draw(new Line2D.Double(low, y(i), high, y(i)));
        drawing.g.draw(new Line2D.Double(low, y(i) - END, low, y(i) + END));
        drawing.g.draw(new Line2D.Double(high, y(i) - END, high, y(i) + END));
        drawing.g.fill(new Ellipse2D.Double(x(means[i]) - RADIUS, y(i) - RADIUS, 2 * RADIUS, 2 * RADIUS));
    }
}
