package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;

import java.util.List;
import java.util.stream.Stream;

/** A control, with what belongs to it above, and below it the place for what went wrong. */
final class Frame extends Widget {
    private final Widget control;
    private final List<Widget> children;

    Frame(Widget control, Widget below, Widget... above) {
        super("VBox");
        this.control = control;
        this.children = Stream.concat(Stream.of(above), Stream.of(control, below)).toList();
    }

    @Override
    void beforeOpening() {
        super.beforeOpening();
        JsonArray references = new JsonArray();
        children.forEach(child -> references.add(child.reference()));
        put("children", references);
    }

    @Override
    public String text() {
        return control.text();
    }
}
