package fromscratch.notebook;

import fromscratch.linalg.Matrix;

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
    /** The size of the map on the page, in CSS pixels: three for each point. */
    private static final int SIZE = 3 * POINTS;
    private static final int LEFT = 40;
    private static final int TOP = 44;
    private static final int RIGHT = 100;
    private static final int BOTTOM = 28;

    private final double reach;
    private final Matrix points;

    private Plane(double reach) {
        this.reach = reach;
        points = PlaneMap.grid(POINTS, reachOfMap());
    }

    /** The outermost points lie in the middle of small squares, half of which are beyond. */
    private double reachOfMap() {
        return reach * POINTS / (POINTS - 1);
    }

    /**
     * The square from −reach to reach in both directions.
     *
     * @throws IllegalArgumentException if {@code reach} is not above 0, or infinite
     */
    public static Plane square(double reach) {
        if (!(reach > 0) || Double.isInfinite(reach)) {
            throw new IllegalArgumentException("Plane: the square reaches from −reach to reach, so reach must be above 0; found "
                + reach);
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
     * @param xName  of the first coordinate, short
     * @param yName  of the second coordinate, short
     * @param values [14641 × 1], a number for each point
     * @param zeros  each [14641 × 1]; a dark line is drawn where its numbers change their sign
     * @throws IllegalArgumentException if there is not one number for each point
     */
    public Picture map(String title, String xName, String yName, Matrix values, Matrix... zeros) {
        Matrix square = square(values);
        ColourScale colours = ColourScale.of(values, PlaneMap.SHADES);
        Drawing drawing = new Drawing((int) Math.max(LEFT + SIZE + RIGHT, Drawing.widthOf(title, ChartTheme.TITLE) + 20),
            TOP + SIZE + BOTTOM);
        drawing.text(title, 10, 20, 0, ChartTheme.TITLE, Palette.INK);
        PlaneMap map = new PlaneMap(drawing, LEFT, TOP, SIZE, reachOfMap()).fill(square, colours.limit(), 1);
        for (Matrix numbers : zeros) {
            map.border(square(numbers), true);
        }
        map.frame().axes(xName, yName, -reach, -reach / 2, 0, reach / 2);
        colours.draw(drawing, LEFT + SIZE + 22, TOP, 200, Format::threeDigits);
        return drawing.picture(describe(title, xName, yName, values, colours));
    }

    /** The numbers in rows and columns, as their points lie in the plane. */
    private static Matrix square(Matrix values) {
        if (values.rows() != POINTS * POINTS || values.cols() != 1) {
            throw new IllegalArgumentException("Plane: expected a number for each point, " + POINTS * POINTS + "×1, found "
                + values.shape());
        }
        return Matrix.wrap(POINTS, POINTS, values.data());
    }

    private String describe(String title, String xName, String yName, Matrix values, ColourScale colours) {
        String end = Format.tick(reach);
        return "Map “" + title + "”; " + xName + " and " + yName + " from -" + end + " to " + end + ", values " + colours.range()
            + "; at the corners: upper left "
            + corner(values, 0) + ", upper right " + corner(values, POINTS - 1) + ", lower left "
            + corner(values, POINTS * (POINTS - 1)) + ", lower right " + corner(values, POINTS * POINTS - 1);
    }

    private static String corner(Matrix values, int point) {
        return Format.threeDigits(values.get(point, 0));
    }
}
