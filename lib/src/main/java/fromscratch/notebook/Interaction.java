package fromscratch.notebook;

import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Control;
import fromscratch.notebook.widgets.Mailbox;
import fromscratch.notebook.widgets.Problem;

import java.util.List;
import java.util.function.Supplier;

/** A drawing that is made anew whenever one of its controls changes, see {@link Notebook#interact}. */
final class Interaction {
    private final Supplier<?> drawing;
    private final Mailbox mailbox = new Mailbox("fromscratch-interact");
    private final LiveView view = new LiveView();
    private final Problem problem = new Problem();
    private final Output first;

    /** Draws once, on this thread: if that fails, the cell is to fail. */
    Interaction(Supplier<?> drawing, Control<?>... controls) {
        this.drawing = drawing;
        first = draw();
        for (Control<?> control : controls) {
            control.watch(() -> mailbox.post(this, this::redraw));
        }
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

    /** The drawing; where it can't change, as it is at first. */
    Output.Live output() {
        return new Output.Live(Box.column(view.widget(), problem.line()), first);
    }

    /** The drawing to the right of its controls, the canvas among them; where nothing can change, as both are at first. */
    Output.Live beside(Canvas canvas, Box controls) {
        return new Output.Live(Box.row(controls, output().widget()), first instanceof Picture ? still(canvas, controls) : first);
    }

    private Picture still(Canvas canvas, Box controls) {
        Picture both = SideBySide.of(List.of(canvas.picture(), first));
        return new Picture(both.image(), both.width(), both.height(), controls.placeholder() + "\n" + first.text());
    }
}
