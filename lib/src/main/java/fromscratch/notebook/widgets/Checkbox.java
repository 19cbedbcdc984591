package fromscratch.notebook.widgets;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/** Yes or no. */
public final class Checkbox extends Control<Boolean> {
    private Checkbox(String label, boolean checked) {
        super("Checkbox", "CheckboxStyle", label, "value", checked);
        layout().with("width", "440px").with("max_width", "100%");
    }

    /** With or without a tick at first. */
    public static Checkbox of(String label, boolean checked) {
        return new Checkbox(label, checked);
    }

    @Override
    JsonElement toJson(Boolean value) {
        return new JsonPrimitive(value);
    }

    @Override
    Boolean fromJson(JsonElement json) {
        return json.getAsBoolean();
    }

    @Override
    String valueText(Boolean value) {
        return value ? "yes" : "no";
    }
}
