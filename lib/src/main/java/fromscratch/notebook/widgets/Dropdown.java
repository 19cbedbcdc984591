package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

import java.util.Arrays;
import java.util.List;

/**
 * One of several things, by name.
 *
 * @param <T> of the things; {@code toString} gives their names
 */
public final class Dropdown<T> extends Control<T> {
    private final List<T> options;

    private Dropdown(String label, List<T> options) {
        super("Dropdown", "DescriptionStyle", label, "index", options.get(0));
        this.options = options;
        JsonArray names = new JsonArray();
        options.forEach(option -> names.add(option.toString()));
        put("_options_labels", names);
        layout().with("width", "300px").with("max_width", "100%");
    }

    /**
     * Starts at the first one: {@code Dropdown.of("activation", "relu", "tanh", "sigmoid")}.
     *
     * @throws IllegalArgumentException if there is none, or one is {@code null}
     */
    @SafeVarargs
    public static <T> Dropdown<T> of(String label, T... options) {
        if (options.length == 0 || Arrays.asList(options).contains(null)) {
            throw new IllegalArgumentException(label + ": a dropdown needs at least one thing to choose, and null is none");
        }
        return new Dropdown<>(label, List.of(options));
    }

    /**
     * Chooses it.
     *
     * @throws IllegalArgumentException if it is not among the options
     */
    public Dropdown<T> at(T value) {
        set(value);
        return this;
    }

    @Override
    void requireValid(T value) {
        if (!options.contains(value)) {
            throw new IllegalArgumentException(label() + ": must be one of " + options + ", found " + value);
        }
    }

    @Override
    JsonElement toJson(T value) {
        return new JsonPrimitive(options.indexOf(value));
    }

    @Override
    T fromJson(JsonElement json) {
        return options.get(json.getAsInt());
    }
}
