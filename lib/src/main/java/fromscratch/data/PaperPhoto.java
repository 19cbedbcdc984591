package fromscratch.data;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

import java.awt.image.BufferedImage;

/**
 * Pictures that look like the photograph of a digit on paper, for trying the way from a file to an answer without a
 * camera: blue ink somewhere on a grey sheet, grain, and light that falls off to one side. Drawn without java.awt, so
 * that each pixel is the same everywhere.
 */
public final class PaperPhoto {
    private static final int WIDTH = 280;
    private static final int HEIGHT = 240;
    private static final int[] PAPER = {214, 210, 200};   // red, green, blue
    private static final int[] INK = {44, 52, 110};
    private static final int GRAIN = 5;

    private PaperPhoto() {
    }

    /**
     * A photograph of this digit, 280×240 pixels in colour.
     *
     * @param digit  [1 × 784] from 0 (paper) to 1 (ink)
     * @param shadow how much of the light is missing in the darkest corner, from 0 (evenly lit) to 1
     * @param rng    where the digit lies, how large it is, which corner is dark, and the grain
     * @throws IllegalArgumentException if it is no image of 28×28, or {@code shadow} is not from 0 to 1
     */
    public static BufferedImage of(Matrix digit, double shadow, Rng rng) {
        int side = MnistStyle.SIDE;
        if (digit.rows() != 1 || digit.cols() != side * side || !(shadow >= 0 && shadow <= 1)) {
            throw new IllegalArgumentException("PaperPhoto: expected one row of " + side * side + " pixels and a shadow from"
                + " 0 to 1, found " + digit.shape() + " and " + shadow + ".");
        }
        Interpolation ink = new Interpolation(side, side);
        ink.read(bytes(digit), 0);
        float zoom = rng.uniform(5, 7);
        float left = rng.uniform(0, WIDTH - zoom * side);
        float top = rng.uniform(0, HEIGHT - zoom * side);
        boolean darkRight = rng.nextInt(2) == 0;
        boolean darkBottom = rng.nextInt(2) == 0;
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double across = (double) (darkRight ? x : WIDTH - x) / WIDTH;
                double down = (double) (darkBottom ? y : HEIGHT - y) / HEIGHT;
                double light = 1 - shadow * (across + down) / 2;
                int grain = rng.nextInt(2 * GRAIN + 1) - GRAIN;
                double opaque = (ink.pixel((x - left) / zoom, (y - top) / zoom) & 0xFF) / 255.0;
                photo.setRGB(x, y, colour(opaque, light, grain));
            }
        }
        return photo;
    }

    private static byte[] bytes(Matrix digit) {
        byte[] pixels = new byte[digit.cols()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * digit.get(0, i));
        }
        return pixels;
    }

    private static int colour(double opaque, double light, int grain) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            double value = light * (PAPER[c] + opaque * (INK[c] - PAPER[c])) + grain;
            rgb = rgb << 8 | (int) Math.max(0, Math.min(255, value));
        }
        return rgb;
    }
}
