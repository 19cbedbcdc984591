package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A square of the plane, as a batch of points: what a network of two inputs gives for all of them becomes a map of it.
 *
 * <pre>
 *   var plane = Plane.square(3);
 *   Matrix Z = plane.points().product(w).plusRow(b);      // [n × 2] · [2 × 1] + [1 × 1] → [n × 1]
 *   show(plane.map("A neuron", "x1", "x2", relu(Z), Z));
 * </pre>
 */
public final class Plane {
    /** In each direction: one in the middle, and one at either end. */
    private static final int POINTS = 121;
    /** The size of a point on the page, in CSS pixels. */
    private static final int DOT = 3;
    private static final int PLOT = POINTS * DOT;
    private static final int LEFT = 64;
    private static final int TOP = 44;
    private static final int RIGHT = 100;
    private static final int BOTTOM = 56;
    private static final double[] TICKS = {-1, -0.5, 0, 0.5, 1};

    private final double reach;
    private final Matrix points = Matrix.zeros(POINTS * POINTS, 2);

    private Plane(double reach) {
        this.reach = reach;
        for (int i = 0; i < points.rows(); i++) {
            points.set(i, 0, (float) (reach * (2 * (i % POINTS) - (POINTS - 1)) / (POINTS - 1)));
            points.set(i, 1, (float) (reach * ((POINTS - 1) - 2 * (i / POINTS)) / (POINTS - 1)));
        }
    }

    /**
     * The square from −reach to reach in both directions.
     *
     * @throws IllegalArgumentException if {@code reach} is not above 0, or infinite
     */
    public static Plane square(double reach) {
        if (!(reach > 0) || Double.isInfinite(reach)) {
            throw new IllegalArgumentException("Plane: the square reaches from −reach to reach, so reach must be above 0; found " + reach);
        }
        return new Plane(reach);
    }

    /** [14641 × 2]: both coordinates of 121 × 121 points, row by row, beginning with the uppermost. A copy. */
    public Matrix points() {
        return points.copy();
    }

    /**
     * A number for each point, in colours: white for 0, blue for negative and vermillion for positive numbers.
     *
     * @param xName  of the first coordinate
     * @param yName  of the second coordinate
     * @param values [14641 × 1], a number for each point
     * @param zeros  each [14641 × 1]; a dark line is drawn where its numbers change their sign
     * @throws IllegalArgumentException if there is not one number for each point
     */
    public Picture map(String title, String xName, String yName, Matrix values, Matrix... zeros) {
        requireOneForEachPoint(values);
        ColourScale colours = new ColourScale(largest(values));
        Drawing drawing = new Drawing((int) Math.max(LEFT + PLOT + RIGHT, Drawing.widthOf(title, ChartTheme.TITLE) + 20),
            TOP + PLOT + BOTTOM);
        drawing.text(title, 10, 20, 0, ChartTheme.TITLE, Palette.INK);
        drawing.g.drawImage(dots(values, colours), LEFT, TOP, PLOT, PLOT, null);
        drawAxes(drawing, xName, yName);
        for (Matrix numbers : zeros) {
            requireOneForEachPoint(numbers);
            drawSignChanges(drawing, numbers);
        }
        colours.draw(drawing, LEFT + PLOT + 22, TOP, 200, values.min() < 0, Format::threeDigits);
        return drawing.picture(describe(title, xName, yName, values));
    }

    private static void requireOneForEachPoint(Matrix values) {
        if (values.rows() != POINTS * POINTS || values.cols() != 1) {
            throw new IllegalArgumentException("Plane: expected a number for each point, " + POINTS * POINTS + "×1, found "
                + values.shape());
        }
    }

    private static double largest(Matrix values) {
        double largest = 0;
        for (float value : values.data()) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        return largest;
    }

    private static BufferedImage dots(Matrix values, ColourScale colours) {
        BufferedImage image = new BufferedImage(POINTS, POINTS, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.rows(); i++) {
            image.setRGB(i % POINTS, i / POINTS, colours.color(values.get(i, 0)).getRGB());
        }
        return image;
    }

    private void drawAxes(Drawing drawing, String xName, String yName) {
        drawing.g.setColor(Palette.MUTED);
        drawing.g.draw(new Rectangle2D.Double(LEFT, TOP, PLOT, PLOT));
        for (double tick : TICKS) {
            double along = DOT / 2.0 + (tick + 1) / 2 * (PLOT - DOT);
            String number = Format.tick(tick * reach);
            drawing.text(number, LEFT + along, TOP + PLOT + 14, 0.5, ChartTheme.TICKS, Palette.INK);
            drawing.text(number, LEFT - 8, TOP + PLOT - along, 1, ChartTheme.TICKS, Palette.INK);
        }
        drawing.text(xName, LEFT + PLOT / 2.0, TOP + PLOT + 38, 0.5, ChartTheme.LABELS, Palette.INK);
        drawing.text(yName, 14, TOP + PLOT / 2.0, 0, ChartTheme.LABELS, Palette.INK);
    }

    // ---- where numbers change their sign ----

    private static void drawSignChanges(Drawing drawing, Matrix numbers) {
        AffineTransform place = AffineTransform.getTranslateInstance(LEFT + DOT / 2.0, TOP + DOT / 2.0);
        place.scale(DOT, DOT);
        drawing.g.setColor(Palette.INK);
        drawing.g.setStroke(ChartTheme.SOLID);
        drawing.g.draw(place.createTransformedShape(ZeroLine.of(Matrix.wrap(POINTS, POINTS, numbers.data()))));
    }

    // ---- words ----

    private String describe(String title, String xName, String yName, Matrix values) {
        String end = Format.tick(reach);
        return "Map “" + title + "”; " + xName + " and " + yName + " from -" + end + " to " + end + ", values from "
            + Format.threeDigits(values.min()) + " to " + Format.threeDigits(values.max()) + "; at the corners: upper left "
            + corner(values, 0) + ", upper right " + corner(values, POINTS - 1) + ", lower left "
            + corner(values, POINTS * (POINTS - 1)) + ", lower right " + corner(values, POINTS * POINTS - 1);
    }

    private static String corner(Matrix values, int point) {
        return Format.threeDigits(values.get(point, 0));
    }
}
