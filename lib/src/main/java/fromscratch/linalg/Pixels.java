package fromscratch.linalg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads images as the left operand of a product, and leaves the background out. Four of five pixels of MNIST are 0,
 * and a multiply-add with 0 changes nothing: it is enough to take the pixels that are ink in at least one row of a
 * tile. Those are less than half.
 */
final class Pixels {
    /** What a byte is as a float, from 0 to 1. */
    static final float[] LEVEL = new float[256];

    static {
        for (int i = 0; i < LEVEL.length; i++) {
            LEVEL[i] = i / 255f;
        }
    }

    /** Eight pixels at once; the first one is the lowest byte. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Pixels() {
    }

    /**
     * Some images, one a row of the tile: appends to {@code list} the columns with ink in at least one of them, and
     * to {@code panel}, for each of these columns, its pixel in each image, {@code tileHeight} apart.
     *
     * @param step   pixels of an image
     * @param at     where in the list to go on
     * @return       where the list ends now
     */
    static int rows(byte[] pixels, int step, int row, int height, int tileHeight, int[] list, int at, float[] panel) {
        int first = row * step;
        int end = at;
        int column = 0;
        for (; column + 8 <= step; column += 8) {
            long ink = 0;
            for (int r = 0; r < height; r++) {
                ink |= (long) EIGHT.get(pixels, first + r * step + column);
            }
            for (int i = 0; ink != 0; i++, ink >>>= 8) {
                list[end] = column + i;
                end += (ink & 0xFF) != 0 ? 1 : 0;   // without a jump that the processor could not foresee
            }
        }
        for (; column < step; column++) {
            int ink = 0;
            for (int r = 0; r < height; r++) {
                ink |= pixels[first + r * step + column];
            }
            list[end] = column;
            end += ink != 0 ? 1 : 0;
        }
        for (int e = at; e < end; e++) {
            int pixel = first + list[e];
            for (int r = 0; r < height; r++) {
                panel[e * tileHeight + r] = LEVEL[pixels[pixel + r * step] & 0xFF];
            }
        }
        return end;
    }

    /**
     * Some neighbouring columns of the images, one a row of the tile: appends to {@code list} the images with ink in
     * at least one of these columns, and to {@code panel}, for each of these images, its pixels there.
     */
    static int columns(byte[] pixels, int step, int images, int column, int height, int tileHeight,
                       int[] list, int at, float[] panel) {
        int end = at;
        for (int image = 0; image < images; image++) {
            list[end] = image;
            end += hasInk(pixels, image * step + column, height) ? 1 : 0;
        }
        for (int e = at; e < end; e++) {
            int pixel = list[e] * step + column;
            for (int r = 0; r < height; r++) {
                panel[e * tileHeight + r] = LEVEL[pixels[pixel + r] & 0xFF];
            }
        }
        return end;
    }

    private static boolean hasInk(byte[] pixels, int at, int count) {
        if (count >= 8 && count <= 16) {
            return ((long) EIGHT.get(pixels, at) | (long) EIGHT.get(pixels, at + count - 8)) != 0;
        }
        if (count >= 4 && count <= 8) {
            return ((int) FOUR.get(pixels, at) | (int) FOUR.get(pixels, at + count - 4)) != 0;
        }
        int ink = 0;
        for (int i = 0; i < count; i++) {
            ink |= pixels[at + i];
        }
        return ink != 0;
    }
}
