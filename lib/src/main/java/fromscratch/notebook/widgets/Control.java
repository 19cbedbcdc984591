package fromscratch.notebook.widgets;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Something on the page with a value that the reader changes: {@code var rate = Slider.log("learning rate", 1e-4, 1);
 * show(rate);} and, in this or any later cell, {@code rate.value()}.
 *
 * @param <T> of the value
 */
public abstract class Control<T> extends Labelled {
    private final String key;
    private final List<Consumer<? super T>> callbacks = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile T value;

    /**
     * @param key   what ipywidgets calls the value
     * @param style what ipywidgets calls the style of such a label
     * @param above what belongs to it and is shown above it
     */
    Control(String name, String style, String label, String key, T value, Widget... above) {
        super(name, style, label, above);
        this.key = key;
        this.value = value;
    }

    /** The value now. */
    public final T value() {
        return value;
    }

    /**
     * Changes the value, here and on the page; callbacks are told as if the reader had done it.
     *
     * @throws IllegalArgumentException if the control does not have such a value
     */
    public final void set(T value) {
        requireValid(Objects.requireNonNull(value, "a control has no value null"));
        boolean changes = !value.equals(this.value);
        this.value = value;
        put(key, toJson(value));
        if (changes) {
            tell();
        }
    }

    /**
     * Has something done whenever the value changes. All callbacks run one after the other on a thread of their own, so
     * that cells can be run meanwhile; of values that come faster than they can be dealt with only the last one is. An
     * exception is shown in red below the control, until the next change that goes well. What a callback prints is not
     * shown: put it into a {@link LiveHtml} or use {@code interact}.
     */
    public final void onChange(Consumer<? super T> callback) {
        callbacks.add(callback);
    }

    /** Has something quick done on the thread that hears of the change. */
    public final void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    @Override
    final void changed(JsonObject changes) {
        if (changes.has(key)) {
            try {
                take(fromJson(changes.get(key)));
            } catch (RuntimeException e) {
                put(key, toJson(value));   // the page is to show what counts
                complain(e);
            }
        }
    }

    private void take(T fresh) {
        if (!fresh.equals(value)) {
            value = fresh;
            tell();
        }
    }

    private void tell() {
        tell(this, watchers, () -> callbacks.forEach(callback -> callback.accept(value)));
    }

    // ---- what kinds of controls differ in ----

    abstract JsonElement toJson(T value);

    abstract T fromJson(JsonElement json);

    /** Throws IllegalArgumentException if it can't have this value. */
    void requireValid(T value) {
    }

    /** A value in a text. */
    String valueText(T value) {
        return String.valueOf(value);
    }

    @Override
    void beforeOpening() {
        super.beforeOpening();
        put(key, toJson(value));
    }

    @Override
    public final String text() {
        return label() + ": " + valueText(value);
    }
}
