package fromscratch.data;

/**
 * Where the pixels of a distorted image come from, if it was scaled, slanted and turned about its centre c and then
 * moved by t:
 *
 * <pre>
 *   new = c + R S (old − c) + t        with R = | cos −sin |,  S = factor | 1 slant |
 *                                               | sin  cos |              | 0   1   |
 *   old = c + S⁻¹ R⁻¹ (new − c − t)
 * </pre>
 *
 * x grows to the right, y downwards, both in pixels from the middle of the first pixel. One object serves for image
 * after image.
 */
final class AffineOrigin {
    private final double centreX;
    private final double centreY;
    // old = A new + b
    private float a11;
    private float a12;
    private float a21;
    private float a22;
    private float b1;
    private float b2;

    AffineOrigin(int width, int height) {
        centreX = 0.5 * (width - 1);
        centreY = 0.5 * (height - 1);
    }

    /**
     * Sets what is to be undone.
     *
     * @param right   how far the image was moved to the right, in pixels
     * @param down    how far it was moved down, in pixels
     * @param degrees how far it was turned, clockwise
     * @param factor  how many times larger it was made, more than 0
     * @param slant   how far it was slanted: what was one pixel lower went by so many pixels to the right
     */
    void undo(double right, double down, double degrees, double factor, double slant) {
        double angle = degrees * (Math.PI / 180);
        double cos = StrictMath.cos(angle) / factor;
        double sin = StrictMath.sin(angle) / factor;
        double newX = centreX + right;
        double newY = centreY + down;
        a11 = (float) (cos + slant * sin);
        a12 = (float) (sin - slant * cos);
        a21 = (float) -sin;
        a22 = (float) cos;
        b1 = (float) (centreX - a11 * newX - a12 * newY);
        b2 = (float) (centreY - a21 * newX - a22 * newY);
    }

    /** The column in the old image of what is at (x, y) in the new one. */
    float x(int x, int y) {
        return a11 * x + a12 * y + b1;
    }

    /** The row in the old image of what is at (x, y) in the new one. */
    float y(int x, int y) {
        return a21 * x + a22 * y + b2;
    }
}
