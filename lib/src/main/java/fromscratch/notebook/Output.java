package fromscratch.notebook;

import fromscratch.notebook.widgets.Widget;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/**
 * Something a notebook can show: a {@link Picture}, {@link Html}, a widget or plain text, always with a text that says
 * the same.
 */
public sealed interface Output permits Picture, Html, Output.Text, Output.Live {
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

    /**
     * Something that goes on changing.
     *
     * @param still what is shown in its place where widgets can't run
     */
    record Live(Widget widget, Output still) implements Output {
        @Override
        public String text() {
            return still.text();
        }

        @Override
        public void addTo(DisplayData data) {
            still.addTo(data);
            data.putData(Widget.MIME_TYPE, widget.toView());
        }
    }
}
