package fromscratch.notebook.widgets;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A sheet to draw on with mouse, finger or pen. The page sends the strokes as a text through a text area that nobody
 * sees; as that is the control's value, a page that is loaded anew has the drawing again. What is sent is to be
 * distrusted: {@link #read} refuses what is no drawing, and that is said in red below the sheet.
 *
 * @param <T> what a drawing is in Java
 */
public abstract class DrawingPad<T> extends Control<T> {
    /** The sheet, its buttons and its script. */
    private static final String PAGE = resource("drawing-pad.html");

    /** @param drawing what is on the sheet at first */
    protected DrawingPad(String label, T drawing) {
        super("Textarea", "TextStyle", label, "value", drawing, new ScriptedHtml(PAGE));
        put("continuous_update", true);   // while the pen moves, not only when it is lifted
        layout().with("display", "none");
        cssClass("fromscratch-strokes");
        view().cssClass("fromscratch-pad");
        view().layout().with("max_width", "440px");   // a long red line is not to push the sheet's neighbours away
    }

    private static String resource(String name) {
        try (InputStream in = DrawingPad.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own file " + name + " cannot be read", e);
        }
    }

    /** The drawing as the text that the page understands: a line for each stroke, {@code thickness: x,y x,y …}. */
    protected abstract String write(T drawing);

    /** The drawing in a text from the page. What it throws, if it is none, is shown to the reader. */
    protected abstract T read(String text);

    /** The drawing in words. */
    protected abstract String describe(T drawing);

    @Override
    final JsonElement toJson(T value) {
        return new JsonPrimitive(write(value));
    }

    @Override
    final T fromJson(JsonElement json) {
        if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException(label() + ": expected a drawing as text, found " + json);
        }
        return read(json.getAsString());
    }

    @Override
    final String valueText(T value) {
        return describe(value);
    }
}
