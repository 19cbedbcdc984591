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

    /** Without the reason, which differs from machine to machine: the outputs that are stored were made like this. */
    static Html someClothes(int images) {
        return box("This run uses " + Format.count(images) + " images of Fashion-MNIST, not all 70,000.",
            "The whole set is not in the data folder and could not be fetched. The message of DataSets.fashionMnist() says"
                + " why, and data/README.md says which four files to put where.",
            "The stored outputs of this notebook, and the numbers in its text, were made on a sample of 900 images.",
            "With the whole set in place, restart the kernel and run the notebook again.");
    }

    static Html noClothes(String why) {
        return box("This run uses the built-in digits instead of clothes.",
            why,
            "The numbers and the stored outputs of this notebook were made on 900 images of Fashion-MNIST: yours will"
                + " differ, and sentences about shirts and coats do not fit.",
            "With Fashion-MNIST in place, restart the kernel and run the notebook again.");
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
