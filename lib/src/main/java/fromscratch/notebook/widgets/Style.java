package fromscratch.notebook.widgets;

/** What ipywidgets keeps in models of their own: how something is laid out, and how its label looks. */
final class Style extends Model {
    private Style(String name, String module) {
        super(name, module, "2.0.0");
    }

    /** Where and how large, in the words of CSS. */
    static Style layout() {
        return new Style("Layout", "@jupyter-widgets/base");
    }

    /** Labels of one width, so that controls below each other stand in line. */
    static Style label(String name) {
        Style style = new Style(name, "@jupyter-widgets/controls");
        style.put("description_width", "130px");
        return style;
    }

    /** Sets a property: {@code with("max_width", "100%")}. */
    Style with(String property, String value) {
        put(property, value);
        return this;
    }
}
