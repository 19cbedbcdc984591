package fromscratch.notebook;

import fromscratch.data.ImageFolder.Framing;
import fromscratch.data.Strokes;
import fromscratch.linalg.Matrix;
import fromscratch.notebook.widgets.DrawingPad;

import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * A sheet to draw a digit on, for a network to read: {@code var canvas = Canvas.of("your digit"); show(canvas);} and, in
 * this or any later cell, {@code network.probabilities(canvas.image())}.
 */
public final class Canvas extends DrawingPad<Strokes> {
    private static final int CAPTION = 22;

    private Canvas(String label) {
        super(label, Strokes.none());
    }

    /** An empty sheet with this label above it. */
    public static Canvas of(String label) {
        return new Canvas(label);
    }

    /** Puts a drawing on it: {@code Canvas.of("your digit").at(Strokes.parse("22: 90,60 190,60 130,230"))}. */
    public Canvas at(Strokes drawing) {
        set(drawing);
        return this;
    }

    /** The drawing as a network sees it, in MNIST's form, [1 × 784], from 0 (paper) to 1 (ink). */
    public Matrix image() {
        return image(Framing.CENTRED);
    }

    /** As {@link #image()}, or left where it was drawn, see {@link Strokes#image}. */
    public Matrix image(Framing framing) {
        return value().image(framing);
    }

    /** Takes the last stroke away. */
    public void undo() {
        set(value().withoutLast());
    }

    /** Takes all strokes away. */
    public void clear() {
        set(Strokes.none());
    }

    /** What stands in its place where widgets can't run. */
    Picture picture() {
        Drawing drawing = new Drawing(Strokes.SIDE + 2, Strokes.SIDE + 2 + 2 * CAPTION);
        drawing.text(label(), 1, CAPTION / 2.0, 0, Drawing.BOLD, Palette.INK);
        drawing.text("run this cell to draw here", 1, Strokes.SIDE + 2 + 1.5 * CAPTION, 0, Drawing.FONT, Palette.MUTED);
        drawing.fill(Palette.MUTED, 0, CAPTION, Strokes.SIDE + 2, Strokes.SIDE + 2);
        drawing.fill(Palette.PAPER, 1, CAPTION + 1, Strokes.SIDE, Strokes.SIDE);
        drawing.g.translate(1, CAPTION + 1);
        drawing.g.clipRect(0, 0, Strokes.SIDE, Strokes.SIDE);
        drawing.g.setColor(Palette.INK);
        value().strokes().forEach(stroke -> {
            drawing.g.setStroke(new BasicStroke(stroke.thickness(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            drawing.g.draw(path(stroke.path()));
        });
        return drawing.picture(placeholder());
    }

    private static Path2D path(List<Integer> points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points.get(0), points.get(1));
        for (int i = 0; i < points.size(); i += 2) {
            path.lineTo(points.get(i), points.get(i + 1));
        }
        return path;
    }

    @Override
    protected String write(Strokes drawing) {
        return drawing.toString();
    }

    @Override
    protected Strokes read(String text) {
        return Strokes.parse(text);
    }

    @Override
    protected String describe(Strokes drawing) {
        return drawing.describe();
    }
}
