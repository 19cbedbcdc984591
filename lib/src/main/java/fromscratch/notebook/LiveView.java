package fromscratch.notebook;

import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.LiveHtml;
import fromscratch.notebook.widgets.LiveImage;

/** A place that shows one {@link Output} after the other, also when no cell is running. */
final class LiveView {
    /** Tables look as below a cell. */
    static final String STYLED = "<div class=\"jp-RenderedHTMLCommon\">";

    private final LiveImage image = new LiveImage();
    private final LiveHtml html = new LiveHtml();
    private final Box widget = Box.column(image, html);

    Box widget() {
        return widget;
    }

    synchronized void show(Output output) {
        if (output instanceof Picture picture) {
            image.set(picture.png(), picture.width(), picture.height(), picture.text());
            html.set("", "");
        } else {
            html.set(output instanceof Html page ? STYLED + page.html() + "</div>"
                : "<pre style=\"margin: 0; line-height: 1.4\">" + Html.escape(output.text()) + "</pre>", output.text());
            image.hide();
        }
    }
}
