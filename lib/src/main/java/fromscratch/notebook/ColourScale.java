package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleFunction;

/**
 * Which colour stands for which number: white for 0, blue for negative and vermillion for positive numbers.
 *
 * @param lowest  of the numbers that are shown
 * @param highest of them
 * @param shades  steps from white to the full colour; 0 for a smooth scale
 */
record ColourScale(double lowest, double highest, int shades) {
    private static final int WIDTH = 16;

    /** For the elements of a matrix; those that are infinite or no numbers do not count. */
    static ColourScale of(Matrix matrix, int shades) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : matrix.data()) {
            lowest = Float.isFinite(value) ? Math.min(lowest, value) : lowest;
            highest = Float.isFinite(value) ? Math.max(highest, value) : highest;
        }
        return lowest <= highest ? new ColourScale(lowest, highest, shades) : new ColourScale(0, 0, shades);
    }

    /** The size of a number that has the full colour; 0 if all numbers are 0. */
    double limit() {
        return Math.max(Math.abs(lowest), Math.abs(highest));
    }

    boolean negative() {
        return lowest < 0;
    }

    /** Such as {@code from -0.123 to 4.56}. */
    String range() {
        return "from " + Format.threeDigits(lowest) + " to " + Format.threeDigits(highest);
    }

    Color color(double value) {
        double share = limit() == 0 && value == 0 ? 0 : value / limit();
        return Palette.diverging(shades == 0 ? share : Math.rint(shades * share) / shades);
    }

    /** A bar of the colours with their numbers to its right; without the blue half if nothing is negative. */
    void draw(Drawing drawing, double x, double top, double length, DoubleFunction<String> number) {
        double limit = limit();
        double from = negative() ? -limit : 0;
        for (int i = 0; i < length; i++) {
            drawing.fill(color(limit - (limit - from) * i / (length - 1)), x, top + i, WIDTH, 1);
        }
        drawing.g.setColor(Palette.MUTED);
        drawing.g.setStroke(new BasicStroke(1));
        drawing.g.draw(new Rectangle2D.Double(x, top, WIDTH, length));
        double textX = x + WIDTH + 6;
        drawing.text(number.apply(limit), textX, top + 5, 0, ChartTheme.TICKS, Palette.INK);
        if (negative()) {
            drawing.text("0", textX, top + length / 2, 0, ChartTheme.TICKS, Palette.INK);
        }
        drawing.text(number.apply(from), textX, top + length - 5, 0, ChartTheme.TICKS, Palette.INK);
    }
}
