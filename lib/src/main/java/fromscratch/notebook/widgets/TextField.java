package fromscratch.notebook.widgets;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/** A line of text to type in. It is taken when the reader presses Enter or goes elsewhere. */
public final class TextField extends Control<String> {
    private TextField(String label, String text) {
        super("Text", "TextStyle", label, "value", text);
        put("continuous_update", false);
        layout().with("width", "440px").with("max_width", "100%");
    }

    /** With this text in it at first. */
    public static TextField of(String label, String text) {
        return new TextField(label, text);
    }

    @Override
    JsonElement toJson(String value) {
        return new JsonPrimitive(value);
    }

    @Override
    String fromJson(JsonElement json) {
        return json.getAsString();
    }
}
