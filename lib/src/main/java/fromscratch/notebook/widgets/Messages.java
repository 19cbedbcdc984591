package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Map;

/** The messages of ipywidgets' protocol, as JSON. */
final class Messages {
    private Messages() {
    }

    /**
     * What has changed.
     *
     * @param binary whether the state's {@code value} travels beside the message as it is, and not in it
     */
    static JsonObject update(JsonObject state, boolean binary) {
        JsonObject message = new JsonObject();
        message.addProperty("method", "update");
        message.add("state", state);
        message.add("buffer_paths", binary ? list(list("value")) : new JsonArray());
        return message;
    }

    /** All models as they are, for a page that has forgotten them; their binary values go into {@code binaries}. */
    static JsonObject states(Map<String, Model> models, List<byte[]> binaries) {
        JsonObject states = new JsonObject();
        JsonArray paths = new JsonArray();
        models.forEach((id, model) -> {
            JsonObject state = model.state();
            JsonObject entry = new JsonObject();
            entry.add("model_name", state.get("_model_name"));
            entry.add("model_module", state.get("_model_module"));
            entry.add("model_module_version", state.get("_model_module_version"));
            entry.add("state", state);
            states.add(id, entry);
            byte[] binary = model.binary();
            if (binary != null) {
                binaries.add(binary);
                paths.add(list(id, "state", "value"));
            }
        });
        JsonObject message = new JsonObject();
        message.addProperty("method", "update_states");
        message.add("states", states);
        message.add("buffer_paths", paths);
        return message;
    }

    private static JsonArray list(String... words) {
        JsonArray list = new JsonArray();
        for (String word : words) {
            list.add(word);
        }
        return list;
    }

    private static JsonArray list(JsonArray inner) {
        JsonArray list = new JsonArray();
        list.add(inner);
        return list;
    }
}
