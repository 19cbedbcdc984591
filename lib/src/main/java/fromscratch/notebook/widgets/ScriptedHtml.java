package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * A piece of a web page with a script. The page runs scripts only in outputs, never in a widget's HTML, so this is
 * ipywidgets' place for outputs with one output in it. It is in the page's memory only, not in the notebook's file, and
 * comes back after a reload. The script must be one of the library's own, with nothing put into it.
 */
final class ScriptedHtml extends Widget {
    ScriptedHtml(String html) {
        super("Output", "@jupyter-widgets/output", "1.0.0");
        JsonObject data = new JsonObject();
        data.addProperty("text/html", html);
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "display_data");
        output.add("data", data);
        output.add("metadata", new JsonObject());
        JsonArray outputs = new JsonArray();
        outputs.add(output);
        put("outputs", outputs);
    }

    @Override
    public String text() {
        return "";
    }
}
