package fromscratch.notebook;

import org.knowm.xchart.style.markers.Marker;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** A letter or a digit in place of a dot, in the colour of its series: it is its own legend. */
final class TextMarker extends Marker {
    private final String text;

    TextMarker(String text) {
        this.text = text;
    }

    /** In the middle of the point, {@code size} high. */
    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
        g.setFont(Drawing.FONT.deriveFont(Font.BOLD, size));
        FontMetrics metrics = g.getFontMetrics();
        double baseline = y + (metrics.getAscent() - metrics.getDescent()) / 2.0;
        g.drawString(text, (float) (x - Drawing.widthOf(text, g.getFont()) / 2), (float) baseline);
    }
}
