package fromscratch.notebook;

import fromscratch.data.ToyProblem.Points;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;

import java.util.function.Function;
import java.util.stream.IntStream;

/** A map of the plane as a picture of its own: three fit side by side. */
final class PlanePicture {
    /** Of values on each side: a small square is three CSS pixels wide. */
    private static final int GRID = 84;
    private static final int SIZE = 252;
    private static final int LEFT = 34;
    private static final int TOP = 32;
    /** Of the colours of a map: the points are to stand out. */
    static final double STRENGTH = 0.55;
    /** The names of the two coordinates, as they are the inputs of a network. */
    static final String X = "x₁";
    static final String Y = "x₂";

    private PlanePicture() {
    }

    /**
     * @param xName of the first coordinate
     * @param yName of the second coordinate
     * @param lines a first layer whose neurons' lines are drawn too, or {@code null}
     */
    static Picture draw(String title, String xName, String yName, Points points, Function<Matrix, Matrix> function,
                        Dense lines) {
        Matrix values = PlaneMap.values(function, GRID);
        Drawing drawing = new Drawing(LEFT + SIZE + 10, TOP + SIZE + 26);
        drawing.text(title, LEFT, TOP / 2.0, 0, Drawing.BOLD, Palette.INK);
        PlaneMap map = new PlaneMap(drawing, LEFT, TOP, SIZE).fill(values, Math.max(0.5, largest(values)), STRENGTH);
        if (lines != null) {
            map.lines(lines);
        }
        map.border(values, true).points(points).frame().axes(xName, yName, -1, 0, 1);
        return drawing.picture("Map “" + title + "”; " + xName + " and " + yName + " from -1.5 to 1.5; "
            + points.labels().length + " points; the function goes from "
            + Format.threeDigits(values.min()) + " to " + Format.threeDigits(values.max()) + " and is above 0 on "
            + percentPositive(values) + " % of the square");
    }

    static double largest(Matrix values) {
        return Math.max(Math.abs(values.min()), Math.abs(values.max()));
    }

    static long percentPositive(Matrix values) {
        long positive = IntStream.range(0, values.size()).filter(i -> values.data()[i] > 0).count();
        return Math.round(100.0 * positive / values.size());
    }
}
