package fromscratch.notebook.widgets;

import java.util.Optional;

/** A red line that says what went wrong and where. It takes no room as long as nothing is wrong. */
public final class Problem {
    private final LiveHtml place = new LiveHtml();

    /** Where it is shown. */
    public LiveHtml line() {
        return place;
    }

    /** Says what was thrown, and in which line of a cell. */
    public void show(Throwable thrown) {
        String what = ReadableMessage.of(thrown);
        Optional<String> line = CellPlace.of(thrown);
        place.set("<div role=\"alert\" style=\"color: var(--jp-error-color1, #b3261e); white-space: pre-wrap; line-height: 1.4\">✗ "
            + escape(what) + line.map(code -> "\nin the line: <code>" + escape(code) + "</code>").orElse("") + "</div>",
            "✗ " + what + line.map(code -> ", in the line: " + code).orElse(""));
    }

    /** All is well again. */
    public void clear() {
        if (!place.text().isEmpty()) {
            place.set("", "");
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
