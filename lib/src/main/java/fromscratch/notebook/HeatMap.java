package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;

/** A matrix drawn in colours, with numbers in the cells where they fit, and a scale beside it. */
final class HeatMap {
    private static final int MOST_PLOT = 560;
    private static final int MOST_CELL = 48;
    private static final int CELL_WITH_NUMBER = 40;
    private static final int MOST_CELLS = 800;
    private static final int LEFT = 40;
    private static final int TOP = 62;
    private static final int RIGHT = 100;

    private final Matrix matrix;
    private final double cell;
    private final ColourScale colours;
    private final String pattern;
    private final double width;
    private final double height;
    private final Drawing drawing;

    private HeatMap(Matrix matrix, String title) {
        this.matrix = matrix;
        colours = ColourScale.of(matrix, 0);
        pattern = pattern(matrix, colours.limit());
        cell = Math.min(MOST_CELL, (double) MOST_PLOT / Math.max(matrix.rows(), matrix.cols()));
        width = cell * matrix.cols();
        height = cell * matrix.rows();
        int titleWidth = (int) Math.ceil(Drawing.widthOf(title, ChartTheme.TITLE)) + 20;
        drawing = new Drawing(Math.max(titleWidth, (int) Math.ceil(LEFT + width + RIGHT)),
            (int) Math.ceil(TOP + Math.max(height, 80) + 16));
    }

    static Picture draw(String title, Matrix matrix) {
        if (matrix.size() == 0 || matrix.rows() > MOST_CELLS || matrix.cols() > MOST_CELLS) {
            throw new IllegalArgumentException("heatMap: expected 1 to " + MOST_CELLS + " rows and columns, found "
                + matrix.shape() + "; show a part of it");
        }
        HeatMap map = new HeatMap(matrix, title);
        map.drawing.text(title, 10, 20, 0, ChartTheme.TITLE, Palette.INK);
        map.drawCells();
        map.drawIndices();
        map.colours.draw(map.drawing, LEFT + map.width + 22, TOP, Math.max(80, Math.min(map.height, 200)), map::number);
        return map.drawing.picture("Heat map “" + title + "”; matrix " + matrix.shape() + ", " + map.colours.range());
    }

    private void drawCells() {
        boolean numbers = cell >= CELL_WITH_NUMBER;
        Font font = Drawing.FONT.deriveFont(12f);
        for (int r = 0; r < matrix.rows(); r++) {
            for (int c = 0; c < matrix.cols(); c++) {
                double value = matrix.get(r, c);
                Color color = colours.color(value);
                drawing.fill(color, LEFT + c * cell, TOP + r * cell, cell, cell);
                if (numbers) {
                    drawing.text(number(value), LEFT + (c + 0.5) * cell, TOP + (r + 0.5) * cell, 0.5, font,
                        Palette.textOn(color));
                }
            }
        }
        drawing.g.setColor(Palette.MUTED);
        drawing.g.draw(new Rectangle2D.Double(LEFT, TOP, width, height));
    }

    /** All with as many decimals as the largest needs for about two digits that count. */
    private String number(double value) {
        String text = Format.with(pattern, value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }

    private static String pattern(Matrix matrix, double limit) {
        boolean whole = limit < 1e5;
        for (float value : matrix.data()) {
            whole &= value == Math.rint(value);
        }
        if (whole) {
            return "%.0f";
        }
        return limit < 0.01 || limit >= 1e5 ? "%.0e"
            : limit < 0.1 ? "%.3f" : limit < 10 ? "%.2f" : limit < 100 ? "%.1f" : "%.0f";
    }

    /** Row and column numbers, of each cell or of every few where there is no room. */
    private void drawIndices() {
        int every = 1;
        while (every * cell < 24) {
            every = every * 10 / (String.valueOf(every).startsWith("2") ? 4 : 5);
        }
        for (int c = 0; c < matrix.cols(); c += every) {
            drawing.text(String.valueOf(c), LEFT + (c + 0.5) * cell, TOP - 12, 0.5, ChartTheme.TICKS, Palette.MUTED);
        }
        for (int r = 0; r < matrix.rows(); r += every) {
            drawing.text(String.valueOf(r), LEFT - 8, TOP + (r + 0.5) * cell, 1, ChartTheme.TICKS, Palette.MUTED);
        }
    }
}
