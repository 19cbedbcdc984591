package fromscratch.notebook.widgets;

/** A piece of a web page that can be replaced at any time. */
public final class LiveHtml extends Widget {
    private volatile String text = "";

    /** Empty at first. */
    public LiveHtml() {
        super("HTML");
        layout().with("margin", "0 2px").with("max_width", "100%");
        set("", "");
    }

    /**
     * @param html what the page shows; text from elsewhere must be escaped
     * @param text the same in plain text
     */
    public synchronized void set(String html, String text) {
        this.text = text;
        layout().with("display", html.isEmpty() ? "none" : "");
        put("value", html);
    }

    @Override
    public String text() {
        return text;
    }
}
