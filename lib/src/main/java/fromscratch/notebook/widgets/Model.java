package fromscratch.notebook.widgets;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Something that Java and the page both know: a number of named values, which ipywidgets calls the state. Each side
 * tells the other what has changed. The page learns of a model when it is first needed there.
 */
abstract class Model {
    private static final String REFERENCE = "IPY_MODEL_";

    private final JsonObject state = new JsonObject();
    private byte[] binary;
    private Wire wire;
    private String id;

    /**
     * @param name    that of ipywidgets' class, without {@code Model}
     * @param version of the module, as the page knows it
     */
    Model(String name, String module, String version) {
        state.addProperty("_model_name", name + "Model");
        state.addProperty("_model_module", module);
        state.addProperty("_model_module_version", version);
    }

    /** The name by which the page knows this model; makes it there if it isn't yet. */
    final synchronized String id() {
        if (id == null) {
            beforeOpening();
            wire = Wire.current();
            id = wire.open(this);
        }
        return id;
    }

    /** The last chance to fill in what other models must be there for. */
    void beforeOpening() {
    }

    /** How the state of another model refers to this one. */
    final JsonPrimitive reference() {
        return new JsonPrimitive(REFERENCE + id());
    }

    /** A copy of all values but the binary one. */
    final synchronized JsonObject state() {
        return state.deepCopy();
    }

    /** The value of {@code value}, if it is not JSON; otherwise {@code null}. */
    final synchronized byte[] binary() {
        return binary;
    }

    // ---- from Java to the page ----

    /** Changes one value, and tells the page. */
    final void put(String name, JsonElement value) {
        JsonObject change = new JsonObject();
        change.add(name, value);
        put(change, null);
    }

    final void put(String name, String value) {
        put(name, new JsonPrimitive(value));
    }

    final void put(String name, Number value) {
        put(name, new JsonPrimitive(value));
    }

    final void put(String name, boolean value) {
        put(name, new JsonPrimitive(value));
    }

    /** Changes several values at once. */
    final synchronized void put(JsonObject changes, byte[] newBinary) {
        changes.entrySet().forEach(e -> state.add(e.getKey(), e.getValue()));
        if (newBinary != null) {
            binary = newBinary;
        }
        if (id != null) {
            wire.send(id, Messages.update(changes, newBinary != null), newBinary);
        }
    }

    // ---- from the page to Java ----

    /** Called for each message, on the kernel's thread, which must not be kept waiting. */
    final void receive(JsonObject message) {
        String method = message.get("method").getAsString();
        if (method.equals("update")) {
            JsonObject changes = message.getAsJsonObject("state");
            synchronized (this) {
                changes.entrySet().forEach(e -> state.add(e.getKey(), e.getValue()));
            }
            changed(changes);
        } else if (method.equals("custom")) {
            event(message.getAsJsonObject("content"));
        }
    }

    /** The page has changed these values. */
    void changed(JsonObject changes) {
    }

    /** Something happened on the page that is not a change, such as a click. */
    void event(JsonObject content) {
    }
}
