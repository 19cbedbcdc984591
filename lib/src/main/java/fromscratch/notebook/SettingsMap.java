package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** What came of each pair of two settings: a cell for each pair, the darker the better, with its number in it. */
final class SettingsMap {
    private static final double CELL_WIDTH = 64;
    private static final double CELL_HEIGHT = 34;
    private static final double TOP = 48;
    private static final Font NUMBER = Drawing.FONT.deriveFont(12f);
    private static final Font BEST = Drawing.BOLD.deriveFont(12f);

    private final List<String> xNames;
    private final List<String> yNames;
    private final Matrix values;
    private final double lowest;
    private final double highest;
    private final double left;
    private final Drawing drawing;

    private SettingsMap(String title, List<String> xNames, List<String> yNames, Matrix values, double from) {
        this.xNames = xNames;
        this.yNames = yNames;
        this.values = values;
        lowest = from;
        highest = highest(values);
        left = 48 + yNames.stream().mapToDouble(name -> Drawing.widthOf(name, ChartTheme.TICKS)).max().orElse(0);
        double width = left + CELL_WIDTH * values.cols() + 20;
        drawing = new Drawing((int) Math.ceil(Math.max(width, Drawing.widthOf(title, ChartTheme.TITLE) + 20)),
            (int) Math.ceil(TOP + CELL_HEIGHT * values.rows() + 60));
        drawing.text(title, 10, 20, 0, ChartTheme.TITLE, Palette.INK);
    }

    static Picture draw(String title, String xLabel, List<String> xNames, String yLabel, List<String> yNames,
                        Matrix values, double from) {
        if (values.size() == 0 || values.rows() != yNames.size() || values.cols() != xNames.size()) {
            throw new IllegalArgumentException("heatMap: expected a value for each of " + yNames.size() + " rows and "
                + xNames.size() + " columns, at least one; found " + values.shape());
        }
        SettingsMap map = new SettingsMap(title, xNames, yNames, values, from);
        map.drawCells();
        map.drawNames(xLabel, yLabel);
        return map.drawing.picture("Heat map “" + title + "”; " + yLabel + " " + yNames + ", " + xLabel + " " + xNames
            + ", highest " + Format.threeDigits(map.highest));
    }

    /** Of what is a number. */
    private static double highest(Matrix values) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : values.data()) {
            highest = value > highest ? value : highest;
        }
        return highest;
    }

    private void drawCells() {
        for (int r = 0; r < values.rows(); r++) {
            for (int c = 0; c < values.cols(); c++) {
                double value = values.get(r, c);
                double x = left + c * CELL_WIDTH;
                double y = TOP + r * CELL_HEIGHT;
                Color color = color(value);
                drawing.fill(color, x, y, CELL_WIDTH, CELL_HEIGHT);
                drawing.text(Double.isNaN(value) ? "–" : Format.decimals(value, 1), x + CELL_WIDTH / 2, y + CELL_HEIGHT / 2,
                    0.5, value == highest ? BEST : NUMBER, Palette.textOn(color));
            }
        }
        drawing.g.setColor(Palette.MUTED);
        drawing.g.draw(new Rectangle2D.Double(left, TOP, CELL_WIDTH * values.cols(), CELL_HEIGHT * values.rows()));
    }

    /** White at and below the lowest; grey for what is no number. */
    private Color color(double value) {
        double share = highest > lowest ? (value - lowest) / (highest - lowest) : 0;
        return Palette.diverging(Double.isNaN(value) ? value : -Math.max(0, share));
    }

    private void drawNames(String xLabel, String yLabel) {
        double bottom = TOP + CELL_HEIGHT * values.rows();
        for (int c = 0; c < xNames.size(); c++) {
            drawing.text(xNames.get(c), left + (c + 0.5) * CELL_WIDTH, bottom + 14, 0.5, ChartTheme.TICKS, Palette.INK);
        }
        for (int r = 0; r < yNames.size(); r++) {
            drawing.text(yNames.get(r), left - 8, TOP + (r + 0.5) * CELL_HEIGHT, 1, ChartTheme.TICKS, Palette.INK);
        }
        drawing.text(xLabel, left + CELL_WIDTH * values.cols() / 2, bottom + 38, 0.5, ChartTheme.LABELS, Palette.INK);
        drawing.g.rotate(-Math.PI / 2);
        drawing.text(yLabel, -(TOP + bottom) / 2, 18, 0.5, ChartTheme.LABELS, Palette.INK);
        drawing.g.rotate(Math.PI / 2);
    }
}
