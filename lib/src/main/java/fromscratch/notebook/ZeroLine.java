package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.awt.geom.Path2D;

/**
 * The line along which a table of values is zero, as a hiker's map has lines of one height. Each square between four
 * neighbouring values is looked at by itself (marching squares, the flat sister of Lorensen and Cline, "Marching cubes",
 * 1987): where two neighbours differ in their sign, the line crosses the side between them.
 */
final class ZeroLine {
    private final Path2D path = new Path2D.Double();
    private final double[] x = new double[4];
    private final double[] y = new double[4];
    private int crossings;

    private ZeroLine() {
    }

    /** A line in pieces: the value of row r and column c is at y = r and x = c. */
    static Path2D of(Matrix values) {
        ZeroLine line = new ZeroLine();
        for (int r = 0; r + 1 < values.rows(); r++) {
            for (int c = 0; c + 1 < values.cols(); c++) {
                line.square(c, r, values.get(r, c), values.get(r, c + 1), values.get(r + 1, c + 1), values.get(r + 1, c));
            }
        }
        return line.path;
    }

    /** A square with its upper left corner at (c, r); the values clockwise from there. */
    private void square(int c, int r, float a, float b, float d, float e) {
        crossings = 0;
        side(c, r, 1, 0, a, b);
        side(c + 1, r, 0, 1, b, d);
        side(c + 1, r + 1, -1, 0, d, e);
        side(c, r + 1, 0, -1, e, a);
        if (crossings == 2) {
            piece(0, 1);
        } else if (crossings == 4) {
            // A saddle: the corners whose sign the middle has not are cut off.
            boolean cutOffB = a > 0 == a + b + d + e > 0;
            piece(0, cutOffB ? 1 : 3);
            piece(2, cutOffB ? 3 : 1);
        }
    }

    /** From (x0, y0) one step in the direction (dx, dy); the value changes from {@code from} to {@code to}. */
    private void side(int x0, int y0, int dx, int dy, float from, float to) {
        if (from > 0 != to > 0) {
            double share = from / ((double) from - to);
            x[crossings] = x0 + dx * share;
            y[crossings] = y0 + dy * share;
            crossings++;
        }
    }

    private void piece(int from, int to) {
        path.moveTo(x[from], y[from]);
        path.lineTo(x[to], y[to]);
    }
}
