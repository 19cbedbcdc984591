package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Something on the page that is alive: a control, a button, a picture that changes. {@code show(widget)} shows it. It
 * survives a reload of the page, as its state is in the kernel. Any thread may change it. Where widgets can't run, as
 * on GitHub, a text stands in its place; outside a notebook nothing is shown.
 */
public abstract class Widget extends Model {
    /** What a page shows that has ipywidgets. */
    public static final String MIME_TYPE = "application/vnd.jupyter.widget-view+json";

    private final Style layout = Style.layout();

    Widget(String name) {
        this(name, "@jupyter-widgets/controls", "2.0.0");
    }

    Widget(String name, String module, String version) {
        super(name, module, version);
    }

    /** Its label and value, each on a line of its own if there are several; empty if there is nothing to say. */
    public abstract String text();

    /** What takes its place where widgets can't run. */
    public final String placeholder() {
        String text = text();
        return text.contains("\n") ? "[run this cell to use the controls]\n" + text
            : "[run this cell to use the control] " + text;
    }

    /** The value for {@link #MIME_TYPE}. */
    public final JsonObject toView() {
        JsonObject view = new JsonObject();
        view.addProperty("version_major", 2);
        view.addProperty("version_minor", 0);
        view.addProperty("model_id", view().id());
        return view;
    }

    /** What is shown for it: itself, or a box of itself and more. */
    Widget view() {
        return this;
    }

    final Style layout() {
        return layout;
    }

    /** The name by which a script on the page finds it. */
    final void cssClass(String name) {
        JsonArray names = new JsonArray();
        names.add(name);
        put("_dom_classes", names);
    }

    @Override
    void beforeOpening() {
        put("layout", layout.reference());
    }

    @Override
    public String toString() {
        return placeholder();
    }
}
