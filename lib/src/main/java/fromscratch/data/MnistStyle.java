package fromscratch.data;

/**
 * Gives a drawing the form of MNIST's images. A network that learned centred digits takes a digit that lies a few
 * pixels aside for another one, so whatever is drawn or photographed must go through here first.
 *
 * <p>LeCun et al., "Gradient-based learning applied to document recognition" (1998), section III.A: the digit is
 * scaled, its proportions kept, to fit a box of 20×20 pixels, and placed in a field of 28×28 so that its centre of mass
 * comes to the centre of the field.
 */
public final class MnistStyle {
    /** Width and height of the field, in pixels. */
    public static final int SIDE = 28;
    /** Width and height of the box that a digit is fitted to, in pixels. */
    static final int BOX = 20;
    /** Less than this is a shadow or the paper's grain: it doesn't stretch the box around the digit. */
    private static final int FAINT = 16;

    private MnistStyle() {
    }

    /**
     * The digit in its box, centred by its mass.
     *
     * @param pixels 0 (background) … 255 (ink), [width·height], row after row
     * @return [784]; all 0 if there is no ink
     * @throws IllegalArgumentException if there are not width·height pixels
     */
    public static byte[] centred(byte[] pixels, int width, int height) {
        return centred(picture(pixels, width, height));
    }

    static byte[] centred(Grey picture) {
        int left = picture.width();
        int right = -1;
        int top = picture.height();
        int bottom = -1;
        for (int i = 0; i < picture.values().length; i++) {
            if (picture.values()[i] >= FAINT) {
                left = Math.min(left, i % picture.width());
                right = Math.max(right, i % picture.width());
                top = Math.min(top, i / picture.width());
                bottom = Math.max(bottom, i / picture.width());
            }
        }
        if (right < 0) {
            return new byte[SIDE * SIDE];
        }
        return placed(picture.cut(left, top, right - left + 1, bottom - top + 1).fit(BOX));
    }

    /** A digit that fits its box already, in the field with its centre of mass at the centre, [784]. */
    static byte[] placed(Grey digit) {
        return place(digit, shift(centreOfMass(digit, true), digit.width()),
            shift(centreOfMass(digit, false), digit.height()));
    }

    /**
     * The whole picture, scaled to fit the field, its proportions kept; nothing is moved.
     *
     * @param pixels 0 (background) … 255 (ink), [width·height], row after row
     * @return [784]
     * @throws IllegalArgumentException if there are not width·height pixels
     */
    public static byte[] whole(byte[] pixels, int width, int height) {
        return whole(picture(pixels, width, height));
    }

    static byte[] whole(Grey picture) {
        Grey fitted = picture.fit(SIDE);
        return place(fitted, (SIDE - fitted.width()) / 2, (SIDE - fitted.height()) / 2);
    }

    private static Grey picture(byte[] pixels, int width, int height) {
        if (width < 1 || height < 1 || pixels.length != (long) width * height) {
            throw new IllegalArgumentException("A picture of " + width + "×" + height + " needs " + (long) width * height
                + " pixels, found " + pixels.length + ".");
        }
        return Grey.of(pixels, width, height);
    }

    /** Across or down, in pixels from the edge. */
    private static double centreOfMass(Grey g, boolean across) {
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < g.values().length; i++) {
            mass += g.values()[i];
            moment += g.values()[i] * ((across ? i % g.width() : i / g.width()) + 0.5);
        }
        return moment / mass;
    }

    /**
     * How far a digit of this size moves into the field; it never sticks out. In MNIST's files the centres of mass lie
     * from 14.0 to 15.0 pixels from the edge: its makers took the middle of pixel 14, counted from 0, for the centre.
     */
    private static int shift(double centreOfMass, int size) {
        return (int) Math.max(0, Math.min(SIDE - size, Math.round(SIDE / 2 + 0.5 - centreOfMass)));
    }

    private static byte[] place(Grey g, int left, int top) {
        byte[] field = new byte[SIDE * SIDE];
        for (int y = 0; y < g.height(); y++) {
            for (int x = 0; x < g.width(); x++) {
                field[(top + y) * SIDE + left + x] = (byte) (int) Math.min(255, g.values()[y * g.width() + x] + 0.5);
            }
        }
        return field;
    }
}
