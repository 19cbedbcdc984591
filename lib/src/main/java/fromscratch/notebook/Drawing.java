package fromscratch.notebook;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A sheet of white paper to draw on in CSS pixels, usually with twice as many real pixels in each direction. */
final class Drawing {
    static final int SCALE = 2;
    /** While something moves, one real pixel for each CSS pixel: several times as fast as the final drawing. */
    static final int DRAFT = 1;
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font BOLD = FONT.deriveFont(Font.BOLD);

    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    final Graphics2D g;
    private final int width;
    private final int height;
    private final BufferedImage image;

    Drawing(int width, int height) {
        this(width, height, SCALE);
    }

    /**
     * @param scale real pixels for each CSS pixel in each direction
     * @throws IllegalStateException if there is no font, as {@link Fonts#require} says
     */
    Drawing(int width, int height, int scale) {
        Fonts.require();
        this.width = width;
        this.height = height;
        image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(scale, scale);
        g.setColor(Palette.PAPER);
        g.fillRect(0, 0, width, height);
    }

    void fill(Color color, double x, double y, double width, double height) {
        g.setColor(color);
        g.fill(new Rectangle2D.Double(x, y, width, height));
    }

    /** Text whose middle, or right or left end for {@code anchor} 1 or 0, is at x, and whose middle is at y. */
    void text(String text, double x, double y, double anchor, Font font, Color color) {
        g.setFont(font);
        g.setColor(color);
        FontMetrics metrics = g.getFontMetrics();
        double baseline = y + (metrics.getAscent() - metrics.getDescent()) / 2.0;
        g.drawString(text, (float) (x - anchor * widthOf(text, font)), (float) baseline);
    }

    static double widthOf(String text, Font font) {
        Fonts.require();
        return font.getStringBounds(text, MEASURE).getWidth();
    }

    /**
     * With 16 shades of each of red, green and blue: hundreds of smooth lines that cross have thousands of colours
     * otherwise, and a PNG file of twice the size. White and black stay what they are.
     */
    Picture pictureOfFewColours(String text) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                image.setRGB(x, y, shade(rgb >> 16) << 16 | shade(rgb >> 8) << 8 | shade(rgb));
            }
        }
        return picture(text);
    }

    /** The nearest multiple of 17 of the lowest byte. */
    private static int shade(int value) {
        return ((value & 0xFF) + 8) / 17 * 17;
    }

    Picture picture(String text) {
        g.dispose();
        return new Picture(image, width, height, text);
    }
}
