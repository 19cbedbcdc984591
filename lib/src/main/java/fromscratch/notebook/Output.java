package fromscratch.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Something a notebook can show: a {@link Picture}, {@link Html} or plain text, always with a text that says the same. */
public sealed interface Output permits Picture, Html, Output.Text {
    /** What a reader without pictures gets: a screen reader, a terminal, a test. */
    String text();

    /** Puts the richer forms beside the text. */
    void addTo(DisplayData data);

    /** All forms together, as Jupyter wants them. */
    default DisplayData toDisplayData() {
        DisplayData data = new DisplayData(text());
        addTo(data);
        return data;
    }

    /** Text and nothing else. */
    record Text(String text) implements Output {
        @Override
        public void addTo(DisplayData data) {
            // the text is there already
        }
    }
}
