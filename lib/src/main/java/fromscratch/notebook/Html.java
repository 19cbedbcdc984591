package fromscratch.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/**
 * A piece of a web page. Colours of text and background are best left to the page, which may be light or dark.
 *
 * @param html what browsers show; everything that is not meant as HTML must have gone through {@link #escape}
 * @param text the same in plain text
 */
public record Html(String html, String text) implements Output {
    @Override
    public void addTo(DisplayData data) {
        data.putHTML(html);
    }

    /** The text as HTML that shows it as it is, also between the quotes of an attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace("\"", "&quot;").replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return text;
    }
}
