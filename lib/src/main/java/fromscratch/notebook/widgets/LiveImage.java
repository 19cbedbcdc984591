package fromscratch.notebook.widgets;

import com.google.gson.JsonObject;

/** A picture that can be replaced at any time, without a flicker. */
public final class LiveImage extends Widget {
    private volatile String text = "";

    /** Nothing to see at first. */
    public LiveImage() {
        super("Image");
        put("description", "");   // ipywidgets sets a tooltip only where there is an empty description
        layout().with("max_width", "100%").with("display", "none").with("object_fit", "contain");
    }

    /**
     * @param png    the image as a PNG file
     * @param width  on the page, in CSS pixels
     * @param height on the page, in CSS pixels
     * @param text   what is to be seen, for those who can't see it
     */
    public synchronized void set(byte[] png, int width, int height, String text) {
        this.text = text;
        JsonObject changes = new JsonObject();
        changes.addProperty("width", String.valueOf(width));
        changes.addProperty("height", String.valueOf(height));
        changes.addProperty("tooltip", text);   // the page's only place for it: screen readers take a title for an alt
        put(changes, png);
        layout().with("display", "");
    }

    /** Takes no room until the next picture. */
    public synchronized void hide() {
        text = "";
        layout().with("display", "none");
    }

    @Override
    public String text() {
        return text;
    }
}
