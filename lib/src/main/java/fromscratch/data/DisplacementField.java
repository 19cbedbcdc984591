package fromscratch.data;

import fromscratch.linalg.Rng;

import java.util.Arrays;

/**
 * A displacement for each pixel of an image, to the right and down: random numbers, smoothed.
 *
 * <p>A Gaussian in two dimensions is one across times one down, so smoothing down the columns and then along the rows
 * does the same with 2·33 instead of 33² weights a pixel (for σ = 4). Outside the image the field is 0.
 *
 * <p>Both halves of the field lie side by side, so that the inner loop is long: all displacements to the right of a row
 * of pixels, then all of them downwards. One object serves for image after image.
 */
final class DisplacementField {
    private final int width;
    private final int height;
    private final float[][] rows;      // [height][2·width]
    private final float[][] columns;   // [width][2·height]: the same, transposed, between the two steps of smoothing
    private final float[] rowSum;
    private final float[] columnSum;

    DisplacementField(int width, int height) {
        this.width = width;
        this.height = height;
        rows = new float[height][2 * width];
        columns = new float[width][2 * height];
        rowSum = new float[2 * width];
        columnSum = new float[2 * height];
    }

    /** Random numbers, uniform from −1 to 1. */
    void fill(Rng rng) {
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = rng.uniform(-1, 1);
            }
        }
    }

    /** Smooths in both directions. */
    void smooth(Gaussian gaussian) {
        smoothAndTranspose(rows, gaussian, rowSum, columns);
        smoothAndTranspose(columns, gaussian, columnSum, rows);
    }

    private static void smoothAndTranspose(float[][] from, Gaussian gaussian, float[] sum, float[][] into) {
        int last = from.length - 1;
        for (int line = 0; line <= last; line++) {
            Arrays.fill(sum, 0);
            int end = Math.min(last, line + gaussian.reach());
            for (int other = Math.max(0, line - gaussian.reach()); other <= end; other++) {
                addScaled(gaussian.weight(Math.abs(other - line)), from[other], sum);
            }
            for (int i = 0; i < into.length; i++) {
                into[i][line] = sum[i];
                into[i][from.length + line] = sum[into.length + i];
            }
        }
    }

    /** On its own, with the array's whole length, so that the Java compiler makes vector instructions of it. */
    private static void addScaled(float factor, float[] values, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * values[i];
        }
    }

    /** How far the pixel at (x, y) goes to the right. */
    float right(int x, int y) {
        return rows[y][x];
    }

    /** How far the pixel at (x, y) goes down. */
    float down(int x, int y) {
        return rows[y][width + x];
    }
}
