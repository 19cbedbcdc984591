package fromscratch.notebook;

/** Boxes that catch the eye. */
final class Notices {
    private Notices() {
    }

    static Html builtInDigits(String why) {
        return box("This run uses the built-in digits, not MNIST.",
            why,
            "The numbers and the stored outputs of this notebook were made on MNIST: yours will differ, and what is"
                + " explained with them still holds.",
            "With MNIST in place, restart the kernel and run the notebook again.");
    }

    /** Paragraphs beside a thick line, the first one bold. */
    private static Html box(String title, String... paragraphs) {
        StringBuilder html = new StringBuilder("<div style=\"border-left: 6px solid #E69F00; padding: 8px 14px;"
            + " background-color: rgba(230, 159, 0, 0.12)\"><p><b>⚠ ").append(Html.escape(title)).append("</b></p>");
        StringBuilder text = new StringBuilder("⚠ ").append(title);
        for (String paragraph : paragraphs) {
            html.append("<p>").append(Html.escape(paragraph)).append("</p>");
            text.append('\n').append(paragraph);
        }
        return new Html(html.append("</div>").toString(), text.toString());
    }
}
