package fromscratch.notebook;

import fromscratch.linalg.Cancellation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A small image and the lines of text below it.
 *
 * @param mark what stands before the first line, so that colour is not the only sign
 */
record Tile(BufferedImage image, List<String> caption, Mark mark) {
    enum Mark {
        NONE(Palette.INK, "", 0), RIGHT(Palette.RIGHT, "✓ ", 16), WRONG(Palette.WRONG, "✗ ", 16);

        final Color color;
        final String text;
        final int width;

        Mark(Color color, String text, int width) {
            this.color = color;
            this.text = text;
            this.width = width;
        }
    }

    private static final int GAP = 10;
    private static final int LINE = 17;

    /** Tiles in rows, each image {@code size} CSS pixels wide, as many in a row as the page has room for. */
    static Picture sheet(List<Tile> tiles, int size, String text) {
        int lines = tiles.stream().mapToInt(t -> t.caption.size()).max().orElse(0);
        int tileWidth = (int) Math.ceil(Math.max(size, tiles.stream().mapToDouble(Tile::captionWidth).max().orElse(0)));
        int imageHeight = tiles.stream().mapToInt(t -> size * t.image.getHeight() / t.image.getWidth()).max().orElse(0);
        int tileHeight = imageHeight + (lines == 0 ? 0 : lines * LINE + 6);
        int columns = Math.max(1, Math.min(tiles.size(), Math.min(10, (SideBySide.PAGE_WIDTH - GAP) / (tileWidth + GAP))));
        int rows = (tiles.size() + columns - 1) / columns;
        Drawing drawing = new Drawing(GAP + columns * (tileWidth + GAP), GAP + rows * (tileHeight + GAP));
        for (int i = 0; i < tiles.size(); i++) {
            Cancellation.check("drawing images");
            tiles.get(i).draw(drawing, GAP + i % columns * (tileWidth + GAP), GAP + i / columns * (tileHeight + GAP),
                tileWidth, size, imageHeight);
        }
        return drawing.picture(text);
    }

    private void draw(Drawing drawing, int x, int y, int tileWidth, int size, int imageHeight) {
        double left = x + (tileWidth - size) / 2;
        int height = size * image.getHeight() / image.getWidth();
        drawing.fill(mark == Mark.NONE ? Palette.GRID : mark.color, left - 1, y - 1, size + 2, height + 2);
        drawing.g.drawImage(image, (int) left, y, size, height, null);
        for (int i = 0; i < caption.size(); i++) {
            double middle = x + tileWidth / 2.0 + (i == 0 ? mark.width / 2.0 : 0);
            double lineY = y + imageHeight + 6 + (i + 0.5) * LINE;
            drawing.text(caption.get(i), middle, lineY, 0.5, font(i), i == 0 ? mark.color : Palette.MUTED);
            if (i == 0) {
                drawMark(drawing, middle - Drawing.widthOf(caption.get(0), font(0)) / 2 - mark.width, lineY - 5);
            }
        }
    }

    /** Drawn, as not every font has these signs. */
    private void drawMark(Drawing drawing, double x, double y) {
        Path2D path = new Path2D.Double();
        if (mark == Mark.RIGHT) {
            path.moveTo(x + 1, y + 6);
            path.lineTo(x + 4, y + 10);
            path.lineTo(x + 11, y);
        } else if (mark == Mark.WRONG) {
            path.moveTo(x + 1, y);
            path.lineTo(x + 11, y + 10);
            path.moveTo(x + 11, y);
            path.lineTo(x + 1, y + 10);
        }
        drawing.g.setColor(mark.color);
        drawing.g.setStroke(new BasicStroke(2.4f));
        drawing.g.draw(path);
    }

    private double captionWidth() {
        double width = 0;
        for (int i = 0; i < caption.size(); i++) {
            width = Math.max(width, Drawing.widthOf(caption.get(i), font(i)) + (i == 0 ? mark.width : 0));
        }
        return width;
    }

    private Font font(int line) {
        return line == 0 && mark != Mark.NONE ? Drawing.BOLD : Drawing.FONT;
    }
}
