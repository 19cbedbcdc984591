package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page that writes down what it is told, and in whose place a test can answer. */
public final class RecordingWire implements Wire, AutoCloseable {
    /** What was sent to a model. */
    record Sent(Model to, JsonObject message, byte[] binary) {
    }

    final Map<String, Model> models = new LinkedHashMap<>();
    final List<Sent> sent = new ArrayList<>();

    /** From now on it stands in Jupyter's place. */
    public RecordingWire() {
        Wire.Replaced.wire = this;
    }

    @Override
    public synchronized String open(Model model) {
        String id = "model-" + models.size();
        models.put(id, model);
        return id;
    }

    @Override
    public synchronized void send(String id, JsonObject message, byte[] binary) {
        sent.add(new Sent(models.get(id), message.deepCopy(), binary));
    }

    /** A copy: a model that sends holds its own lock and waits for this one, so nobody may do it the other way round. */
    private synchronized List<Model> models() {
        return List.copyOf(models.values());
    }

    /** The one control with this label. */
    public synchronized <W extends Widget> W find(Class<W> type, String label) {
        return models.values().stream().filter(type::isInstance).map(type::cast)
            .filter(widget -> ((Labelled) (Widget) widget).label().equals(label)).findFirst().orElseThrow();
    }

    /** The values that a model was last told, each only if it was sent after the model was opened. */
    synchronized JsonObject told(Model model) {
        JsonObject values = new JsonObject();
        for (Sent s : sent) {
            if (s.to() == model) {
                s.message().getAsJsonObject("state").entrySet().forEach(e -> values.add(e.getKey(), e.getValue()));
            }
        }
        return values;
    }

    /** The text that a control has on the page. */
    public String value(Control<?> control) {
        return control.state().get("value").getAsString();
    }

    /** The red line below a control that was opened. */
    public LiveHtml problem(Control<?> control) {
        JsonArray children = control.view().state().getAsJsonArray("children");
        return (LiveHtml) models.get(children.get(children.size() - 1).getAsString().substring("IPY_MODEL_".length()));
    }

    /** What the page shows in its place. */
    public String html(LiveHtml place) {
        return place.state().get("value").getAsString();
    }

    /** The pieces of page with a script that were opened. */
    public List<String> pages() {
        return models.values().stream().filter(ScriptedHtml.class::isInstance).map(page -> page.state().getAsJsonArray("outputs")
            .get(0).getAsJsonObject().getAsJsonObject("data").get("text/html").getAsString()).toList();
    }

    /** The state of each model, as JSON. */
    public List<String> states() {
        return models().stream().map(model -> model.state().toString()).toList();
    }

    /** What the page shows as HTML. */
    public List<String> html() {
        return models().stream().map(Model::state).filter(state -> state.get("_model_name").getAsString().equals("HTMLModel"))
            .map(state -> state.get("value").getAsString()).toList();
    }

    /** Whether the page lets the reader press it. */
    public boolean isEnabled(Button button) {
        return !button.state().has("disabled") || !button.state().get("disabled").getAsBoolean();
    }

    /** The one picture that the page shows, as it is now. */
    public BufferedImage picture() {
        byte[] png = models().stream().filter(LiveImage.class::isInstance).findFirst().orElseThrow().binary();
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page says that the reader has set a value. */
    public static void move(Widget widget, String name, Object value) {
        JsonObject state = new JsonObject();
        state.add(name, new com.google.gson.Gson().toJsonTree(value));
        ((Model) widget).receive(Messages.update(state, false));
    }

    /** The page says that a button was pressed. */
    public static void click(Button button) {
        JsonObject content = new JsonObject();
        content.addProperty("event", "click");
        JsonObject message = new JsonObject();
        message.addProperty("method", "custom");
        message.add("content", content);
        ((Model) button).receive(message);
    }

    @Override
    public void close() {
        Wire.Replaced.wire = null;
    }
}
