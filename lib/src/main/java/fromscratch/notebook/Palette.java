package fromscratch.notebook;

import java.awt.Color;

/**
 * The colours of charts and pictures. Those for series and for right and wrong can be told apart with any kind of
 * colour vision (after Okabe and Ito, "Color Universal Design", 2008), and stand out from white.
 */
public final class Palette {
    public static final Color BLUE = new Color(0x0072B2);
    public static final Color VERMILLION = new Color(0xD55E00);
    public static final Color GREEN = new Color(0x009E73);
    public static final Color PURPLE = new Color(0xCC79A7);
    public static final Color BROWN = new Color(0x5C4A00);

    /** Text, axes. */
    public static final Color INK = new Color(0x222222);
    /** Text that is less important. */
    public static final Color MUTED = new Color(0x595959);
    static final Color GRID = new Color(0xE2E2E2);
    /** What only supports something else. */
    static final Color FAINT = new Color(0x9CC7E0);
    static final Color PAPER = Color.WHITE;

    /** A right guess. */
    public static final Color RIGHT = BLUE;
    /** A wrong guess: vermillion, dark enough for small text on white. */
    public static final Color WRONG = new Color(0xB34700);

    private Palette() {
    }

    /** The colours of a chart's series, in order. */
    static Color[] series() {
        return new Color[] {BLUE, VERMILLION, GREEN, PURPLE, BROWN, INK};
    }

    /**
     * The colours of ten classes, in order. No ten colours can be told apart by everybody, so they only help: what
     * they mark must differ in more (the further ones after Paul Tol, "Colour schemes", 2021, "muted").
     */
    static Color[] classes() {
        return new Color[] {BLUE, VERMILLION, GREEN, PURPLE, BROWN, INK, new Color(0x332288), new Color(0x882255),
            new Color(0x117733), new Color(0x777777)};
    }

    /** From white (0) to black (1); NaN is the grey of {@link #diverging}'s. */
    static Color gray(double value) {
        return Double.isNaN(value) ? GRID : mix(PAPER, Color.BLACK, value);
    }

    /** White for 0, blue towards −1, vermillion towards 1; values beyond are cut off; NaN is grey. */
    static Color diverging(double value) {
        if (Double.isNaN(value)) {
            return GRID;
        }
        return mix(PAPER, value < 0 ? BLUE : VERMILLION, Math.abs(value));
    }

    private static Color mix(Color from, Color to, double share) {
        double t = Math.max(0, Math.min(1, share));
        return new Color((int) Math.rint(from.getRed() + t * (to.getRed() - from.getRed())),
            (int) Math.rint(from.getGreen() + t * (to.getGreen() - from.getGreen())),
            (int) Math.rint(from.getBlue() + t * (to.getBlue() - from.getBlue())));
    }

    /** How well two colours can be told apart, from 1 to 21; text needs 4.5, lines need 3 (WCAG 2.1, 1.4.3 and 1.4.11). */
    static double contrast(Color a, Color b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** Black or white, whichever can be read on {@code background}. */
    static Color textOn(Color background) {
        return contrast(INK, background) >= contrast(PAPER, background) ? INK : PAPER;
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
    }
}
