package fromscratch.notebook;

/** How a progress bar looks. */
final class BarDrawing {
    private static final int CHARACTERS = 20;

    private BarDrawing() {
    }

    /** A bar filled to {@code share} (0 to 1), and words behind it. */
    static Html draw(double share, String words) {
        int percent = (int) Math.floor(100 * Math.max(0, Math.min(1, share)));
        int filled = percent * CHARACTERS / 100;
        String text = "█".repeat(filled) + "░".repeat(CHARACTERS - filled) + " " + percent + " % · " + words;
        String html = "<div style=\"white-space: nowrap\"><progress max=\"100\" value=\"" + percent
            + "\" style=\"width: 220px\"></progress> " + percent + " % · " + Html.escape(words) + "</div>";
        return new Html(html, text);
    }

    static Html done(String words) {
        return new Html("<div>✓ " + Html.escape(words) + "</div>", "✓ " + words);
    }
}
