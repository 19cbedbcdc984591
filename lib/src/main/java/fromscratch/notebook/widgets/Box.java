package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;

import java.util.List;
import java.util.stream.Collectors;

/** Widgets beside or below each other. */
public final class Box extends Widget {
    private final List<Widget> children;

    private Box(String name, Widget... children) {
        super(name);
        this.children = List.of(children);
    }

    /** Beside each other; what has no room goes to the next line. */
    public static Box row(Widget... children) {
        Box row = new Box("HBox", children);
        row.layout().with("flex_flow", "row wrap");
        return row;
    }

    /** Below each other. */
    public static Box column(Widget... children) {
        return new Box("VBox", children);
    }

    @Override
    void beforeOpening() {
        super.beforeOpening();
        JsonArray references = new JsonArray();
        children.forEach(child -> references.add(child.view().reference()));
        put("children", references);
    }

    @Override
    public String text() {
        return children.stream().map(Widget::text).filter(t -> !t.isEmpty()).collect(Collectors.joining("\n"));
    }
}
