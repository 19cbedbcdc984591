package fromscratch.notebook;

import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Control;
import fromscratch.notebook.widgets.Mailbox;
import fromscratch.notebook.widgets.Problem;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A drawing that is made anew whenever one of its controls changes, see {@link Notebook#interact}. */
final class Interaction {
    private final Supplier<?> drawing;
    private final Mailbox mailbox = new Mailbox("fromscratch-interact");
    private final LiveView view = new LiveView();
    private final Problem problem = new Problem();

    private Interaction(Supplier<?> drawing) {
        this.drawing = drawing;
    }

    /**
     * The drawing; where it can't change, as it is at first. That is drawn on this thread: if it fails, the cell is to
     * fail. It is not kept, as the kernel keeps each interaction until it ends: a cell that is run a hundred times would
     * hold a hundred pictures of some megabytes.
     */
    static Output.Live of(Supplier<?> drawing, Control<?>... controls) {
        Interaction interaction = new Interaction(drawing);
        Output first = interaction.begin(controls);
        return new Output.Live(interaction.widget(), first);
    }

    /** The drawing to the right of its controls, the canvas among them; where nothing can change, as both are at first. */
    static Output.Live beside(Supplier<?> drawing, Canvas canvas, Control<?>... controls) {
        Interaction interaction = new Interaction(drawing);
        Output first = interaction.begin(controls);
        Box column = Box.column(controls);
        return new Output.Live(Box.row(column, interaction.widget()), first instanceof Picture ? still(canvas, column, first) : first);
    }

    private static Picture still(Canvas canvas, Box controls, Output first) {
        Picture both = SideBySide.of(List.of(canvas.picture(), first));
        return new Picture(both.image(), both.width(), both.height(), controls.placeholder() + "\n" + first.text());
    }

    private Output begin(Control<?>... controls) {
        if (controls.length == 0 || Arrays.asList(controls).contains(null)) {
            throw new IllegalArgumentException("interact: expected the drawing and the controls that it follows, as in"
                + " interact(() -> draw(slope.value()), slope); found " + (controls.length == 0 ? "no control" : "null for a control"));
        }
        Output first = draw();
        for (Control<?> control : controls) {
            control.watch(() -> mailbox.post(this, this::redraw));
        }
        return first;
    }

    private Box widget() {
        return Box.column(view.widget(), problem.line());
    }

    private void redraw() {
        try {
            draw();
            problem.clear();
        } catch (Throwable e) {
            problem.show(e);
        }
    }

    private Output draw() {
        Output output = Rendering.choose(drawing.get());
        view.show(output);
        return output;
    }
}
