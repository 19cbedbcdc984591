package fromscratch.data;

import java.util.Arrays;

/**
 * A square sheet of paper that takes the lines of a round pen. Not java.awt's, so that each pixel is the same
 * everywhere.
 */
final class Ink {
    private final int side;
    private final double[] ink;

    /** A sheet without ink, of so many pixels in each direction. */
    Ink(int side) {
        this.side = side;
        ink = new double[side * side];
    }

    /** Inks the pixels near the line from (x0, y0) to (x1, y1); a pixel that the edge cuts through turns grey. */
    void line(double x0, double y0, double x1, double y1, double radius) {
        double reach = radius + 0.5;
        int right = (int) Math.min(side - 1, Math.max(x0, x1) + reach);
        int bottom = (int) Math.min(side - 1, Math.max(y0, y1) + reach);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double lengthSquared = Math.max(dx * dx + dy * dy, 1e-12);
        for (int row = (int) Math.max(0, Math.min(y0, y1) - reach); row <= bottom; row++) {
            for (int col = (int) Math.max(0, Math.min(x0, x1) - reach); col <= right; col++) {
                double px = col + 0.5 - x0;
                double py = row + 0.5 - y0;
                double t = Math.max(0, Math.min(1, (px * dx + py * dy) / lengthSquared));
                double ex = px - t * dx;
                double ey = py - t * dy;
                double grey = reach - Math.sqrt(ex * ex + ey * ey);
                int at = row * side + col;
                ink[at] = Math.max(ink[at], Math.min(1, grey));
            }
        }
    }

    /** What is on the sheet, from 0 (paper) to 255 (ink). */
    Grey grey() {
        return new Grey(Arrays.stream(ink).map(grey -> 255 * grey).toArray(), side, side);
    }
}
