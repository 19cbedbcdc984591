package fromscratch.notebook;

import fromscratch.data.ToyProblem.Points;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Function;

/**
 * A square of the plane, seen from above: what a function gives there as a colour (blue negative, white 0, vermillion
 * positive), a line where it is 0, and points of two classes upon it. The plane's y points up, as in a chart.
 */
final class PlaneMap {
    /** The square of a toy problem goes from −1.5 to 1.5 in both directions. */
    static final double REACH = 1.5;

    /** Steps of colour from white to the strongest. */
    static final int SHADES = 8;
    private static final double POINT = 4.5;
    private static final BasicStroke BORDER = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke THIN = new BasicStroke(1.4f);
    private static final BasicStroke HELP =
        new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0);

    private final Drawing drawing;
    private final double left;
    private final double top;
    private final double size;
    private final double reach;

    /** A map of the square of a toy problem at a place of a drawing, all in CSS pixels. */
    PlaneMap(Drawing drawing, double left, double top, double size) {
        this(drawing, left, top, size, REACH);
    }

    /** A map of the square from −reach to reach in both directions. */
    PlaneMap(Drawing drawing, double left, double top, double size, double reach) {
        this.drawing = drawing;
        this.left = left;
        this.top = top;
        this.size = size;
        this.reach = reach;
    }

    // ---- the values ----

    /** {@link #grid(int, double)} of the square of a toy problem. */
    static Matrix grid(int side) {
        return grid(side, REACH);
    }

    /**
     * The middles of side × side equal squares, into which the square from −reach to reach is divided, row after row
     * from the upper left one.
     *
     * @return [side·side × 2], x and y
     */
    static Matrix grid(int side, double reach) {
        Matrix points = Matrix.zeros(side * side, 2);
        for (int i = 0; i < side * side; i++) {
            points.set(i, 0, (float) (reach * (2 * (i % side) + 1 - side) / side));
            points.set(i, 1, (float) (reach * (side - 1 - 2 * (i / side)) / side));
        }
        return points;
    }

    /**
     * What a function gives on a grid, [side × side].
     *
     * @throws IllegalArgumentException if it does not give one value for each point
     */
    static Matrix values(Function<Matrix, Matrix> function, int side) {
        Matrix column = function.apply(grid(side));
        if (column.rows() != side * side || column.cols() != 1) {
            throw new IllegalArgumentException("boundary: expected a function that gives one number for each point, "
                + side * side + "×1, found " + column.shape() + "; choose a column of it");
        }
        return Matrix.wrap(side, side, column.data());
    }

    // ---- drawing ----

    /**
     * Colours the map, in steps: a smooth ramp would make a PNG file of several times the size.
     *
     * @param values   [side × side] on a {@link #grid}, side at least 2
     * @param full     the value that has the strongest colour; if it is 0 all is white
     * @param strength how strong that is, from 0 (white) to 1
     */
    PlaneMap fill(Matrix values, double full, double strength) {
        int[] shades = new int[2 * SHADES + 1];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = Palette.diverging(strength * (i - SHADES) / SHADES).getRGB();
        }
        double unit = full == 0 ? 1 : full;
        int pixels = (int) Math.round(size * drawing.g.getTransform().getScaleX());
        int[] colors = new int[pixels * pixels];
        for (int i = 0; i < colors.length; i++) {
            double value = between(values, (i / pixels + 0.5) / pixels, (i % pixels + 0.5) / pixels) / unit;
            colors[i] = Double.isNaN(value) ? Palette.GRID.getRGB()
                : shades[SHADES + (int) Math.rint(SHADES * Math.max(-1, Math.min(1, value)))];
        }
        BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, pixels, pixels, colors, 0, pixels);
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(size / pixels, size / pixels);
        drawing.g.drawImage(image, place, null);
        return this;
    }

    /** The value at a share of the height and of the width, from the four grid points around it (bilinear). */
    private static double between(Matrix values, double down, double right) {
        double r = Math.max(0, Math.min(values.rows() - 1, down * values.rows() - 0.5));
        double c = Math.max(0, Math.min(values.cols() - 1, right * values.cols() - 0.5));
        int r0 = Math.min((int) r, values.rows() - 2);
        int c0 = Math.min((int) c, values.cols() - 2);
        double above = mix(values.get(r0, c0), values.get(r0, c0 + 1), c - c0);
        double below = mix(values.get(r0 + 1, c0), values.get(r0 + 1, c0 + 1), c - c0);
        return mix(above, below, r - r0);
    }

    private static double mix(double from, double to, double share) {
        return from + share * (to - from);
    }

    /** A line, strong or thin, where the values, [side × side] on a {@link #grid}, are 0. */
    PlaneMap border(Matrix values, boolean strong) {
        Path2D line = ZeroLine.of(values);
        AffineTransform place = AffineTransform.getTranslateInstance(left, top);
        place.scale(size / values.cols(), size / values.rows());
        place.translate(0.5, 0.5);
        within(() -> stroke(place.createTransformedShape(line), strong ? BORDER : THIN, Palette.INK));
        return this;
    }

    /** Dashed, for each neuron of a layer with two inputs, the straight line on which its weighted sum is 0. */
    PlaneMap lines(Dense layer) {
        Matrix w = layer.weight();
        for (int j = 0; j < w.cols(); j++) {
            double wx = w.get(0, j);
            double wy = w.get(1, j);
            double square = wx * wx + wy * wy;
            if (square > 0) {
                // The point of the line that is nearest to (0, 0), and from there along the line to beyond the map.
                double x = -layer.bias().get(0, j) * wx / square;
                double y = -layer.bias().get(0, j) * wy / square;
                double far = 4 * reach / Math.sqrt(square);
                Line2D line = new Line2D.Double(px(x - far * wy), py(y + far * wx), px(x + far * wy), py(y - far * wx));
                within(() -> stroke(line, HELP, Palette.MUTED));
            }
        }
        return this;
    }

    /** Class 0 as blue circles, class 1 as vermillion diamonds. */
    PlaneMap points(Points points) {
        within(() -> {
            for (int i = 0; i < points.labels().length; i++) {
                double x = px(points.x().get(i, 0));
                double y = py(points.x().get(i, 1));
                boolean first = points.labels()[i] == 0;
                Shape shape = first ? new Ellipse2D.Double(x - POINT, y - POINT, 2 * POINT, 2 * POINT) : diamond(x, y);
                drawing.g.setColor(first ? Palette.BLUE : Palette.VERMILLION);
                drawing.g.fill(shape);
                stroke(shape, new BasicStroke(1), Palette.PAPER);
            }
        });
        return this;
    }

    private static Shape diamond(double x, double y) {
        double reach = 1.25 * POINT;   // as large as the circle
        Path2D diamond = new Path2D.Double();
        diamond.moveTo(x, y - reach);
        diamond.lineTo(x + reach, y);
        diamond.lineTo(x, y + reach);
        diamond.lineTo(x - reach, y);
        diamond.closePath();
        return diamond;
    }

    /** A thin line round the map. */
    PlaneMap frame() {
        stroke(new Rectangle2D.Double(left, top, size, size), new BasicStroke(1), Palette.MUTED);
        return this;
    }

    /** Numbers at the lower and the left side, and at the ends of both the names of the coordinates: short ones. */
    PlaneMap axes(String xName, String yName, double... numbers) {
        double row = top + size + 12;
        double column = left - 6;
        for (double number : numbers) {
            drawing.text(Format.tick(number), px(number), row, 0.5, ChartTheme.TICKS, Palette.INK);
            drawing.text(Format.tick(number), column, py(number), 1, ChartTheme.TICKS, Palette.INK);
        }
        drawing.text(xName, left + size, row, 1, Drawing.BOLD, Palette.INK);
        drawing.text(yName, column, top + 7, 1, Drawing.BOLD, Palette.INK);
        return this;
    }

    private void within(Runnable work) {
        Shape before = drawing.g.getClip();
        drawing.g.clip(new Rectangle2D.Double(left, top, size, size));
        work.run();
        drawing.g.setClip(before);
    }

    private void stroke(Shape shape, BasicStroke stroke, Color color) {
        drawing.g.setColor(color);
        drawing.g.setStroke(stroke);
        drawing.g.draw(shape);
        drawing.g.setStroke(new BasicStroke(1));
    }

    private double px(double x) {
        return left + (x + reach) / (2 * reach) * size;
    }

    private double py(double y) {
        return top + (reach - y) / (2 * reach) * size;
    }
}
