package fromscratch.notebook.widgets;

import com.google.gson.JsonObject;

/** A bar that fills up. */
public final class Progress extends Widget {
    private volatile double share;
    private volatile String label = "";

    /** Empty at first. */
    public Progress() {
        super("FloatProgress");
        put("min", 0);
        put("max", 1);
        put("value", 0);
        layout().with("width", "300px").with("max_width", "100%");
    }

    /**
     * @param share how much of it is full, from 0 to 1
     * @param label what a screen reader says, such as {@code epoch 2 of 5}
     */
    public synchronized void set(double share, String label) {
        this.share = Math.max(0, Math.min(1, share));
        this.label = label;
        JsonObject changes = new JsonObject();
        changes.addProperty("value", this.share);
        changes.addProperty("tooltip", label);
        put(changes, null);
    }

    @Override
    public String text() {
        return Math.round(100 * share) + " %" + (label.isEmpty() ? "" : " · " + label);
    }
}
