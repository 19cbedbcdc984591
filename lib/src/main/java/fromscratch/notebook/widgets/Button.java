package fromscratch.notebook.widgets;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something to press. */
public final class Button extends Labelled {
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    private Button(String label) {
        super("Button", null, label);
    }

    /** A button with this word on it. */
    public static Button of(String label) {
        return new Button(label);
    }

    /** Puts another word on it, when the next press is to do something else. */
    public void label(String label) {
        relabel(label);
    }

    /**
     * Has something done at each press, on the thread of all callbacks, see {@link Control#onChange}. An exception is
     * shown in red below the button, until the next press that goes well.
     */
    public void onClick(Runnable callback) {
        callbacks.add(callback);
    }

    /** Has something quick done on the thread that hears of the press. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    @Override
    void event(JsonObject content) {
        if (content.has("event") && content.get("event").getAsString().equals("click")) {
            tell(new Object(), watchers, () -> callbacks.forEach(Runnable::run));   // each press counts
        }
    }

    @Override
    public String text() {
        return "[" + label() + "]";
    }
}
