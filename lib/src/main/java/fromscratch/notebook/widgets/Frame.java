package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;

/** A control, and below it the place for what went wrong. */
final class Frame extends Widget {
    private final Widget control;
    private final Widget below;

    Frame(Widget control, Widget below) {
        super("VBox");
        this.control = control;
        this.below = below;
    }

    @Override
    void beforeOpening() {
        super.beforeOpening();
        JsonArray children = new JsonArray();
        children.add(control.reference());
        children.add(below.reference());
        put("children", children);
    }

    @Override
    public String text() {
        return control.text();
    }
}
