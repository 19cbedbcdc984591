package fromscratch.data;

/**
 * An image that can be read between its pixels, too: bilinear interpolation, with 0 all around. One object serves for
 * image after image of the same size.
 */
final class Interpolation {
    private final int width;
    private final int height;
    private final int rowLength;
    private final float[] padded;   // with a border of zeros, so that reading needs to ask for no special case

    Interpolation(int width, int height) {
        this.width = width;
        this.height = height;
        this.rowLength = width + 3;   // one to the left; to the right one, and another for its right-hand neighbour
        this.padded = new float[rowLength * (height + 3)];
    }

    /** Takes the image from {@code pixels[at]} on. */
    void read(byte[] pixels, int at) {
        for (int y = 0; y < height; y++) {
            int row = (y + 1) * rowLength + 1;
            for (int x = 0; x < width; x++) {
                padded[row + x] = pixels[at++] & 0xFF;
            }
        }
    }

    /** The grey at column {@code x} and row {@code y}, where whole numbers are the middles of pixels, rounded. */
    byte pixel(float x, float y) {
        float right = 1 + Math.max(-1, Math.min(width, x));   // further away there is nothing but background
        float down = 1 + Math.max(-1, Math.min(height, y));
        int column = (int) right;
        int row = (int) down;
        float alongRow = right - column;
        int at = row * rowLength + column;
        float upper = between(padded[at], padded[at + 1], alongRow);
        float lower = between(padded[at + rowLength], padded[at + rowLength + 1], alongRow);
        return (byte) (int) (between(upper, lower, down - row) + 0.5f);
    }

    private static float between(float a, float b, float share) {
        return a + share * (b - a);
    }
}
