package fromscratch.notebook;

import fromscratch.eval.ConfusionMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.nn.History;
import fromscratch.notebook.widgets.ReadableMessage;
import fromscratch.notebook.widgets.Widget;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** How each kind of object looks in a notebook. */
final class Rendering {
    /** A page with more is slow to scroll, and its notebook to save. */
    private static final int LONGEST_TEXT = 20_000;

    private Rendering() {
    }

    /** Never throws, not even an Error: IJava's kernel would hang for ever. */
    static Output of(Object value) {
        try {
            return choose(value);
        } catch (Throwable e) {
            return new Output.Text(failure(value, e));
        }
    }

    /** {@link #of} with everything Jupyter wants to know. Never throws either. */
    static DisplayData data(Object value) {
        try {
            return of(value).toDisplayData();
        } catch (Throwable e) {
            return new DisplayData(failure(value, e));
        }
    }

    private static String failure(Object value, Throwable e) {
        return "[" + (value == null ? "null" : value.getClass().getSimpleName()) + " could not be shown: " + ReadableMessage.of(e) + "]";
    }

    /** As {@link #of}, for callers that want to know what went wrong. */
    static Output choose(Object value) {
        if (value instanceof Output output) {
            return output;
        } else if (value instanceof Canvas canvas) {
            return new Output.Live(canvas, canvas.picture());
        } else if (value instanceof Widget widget) {
            return new Output.Live(widget, new Output.Text(widget.placeholder()));
        } else if (value instanceof TrainingPanel panel) {
            return choose(panel.widget());
        } else if (value instanceof TrainingPlayer player) {
            return player.output();
        } else if (value instanceof Playground playground) {
            return playground.output();
        } else if (value instanceof Matrix matrix) {
            return Tables.of(matrix);
        } else if (value instanceof ConfusionMatrix confusion) {
            return Tables.of(confusion, Tables.numbers(confusion.classes()));
        } else if (value instanceof History history) {
            return Charts.curves(history);
        } else if (value instanceof BufferedImage image) {
            return Picture.of(image, "image of " + image.getWidth() + "×" + image.getHeight() + " pixels");
        } else if (value instanceof IChart chart) {
            return ChartPicture.of(chart);
        } else if (value instanceof Table table) {
            return Tables.head(table, Tables.SHOWN_ROWS);
        }
        return new Output.Text(text(value));
    }

    /** Java's own text of an array is its address in memory. */
    private static String text(Object value) {
        String inBrackets = Arrays.deepToString(new Object[] {value});
        String text = inBrackets.substring(1, inBrackets.length() - 1);
        return text.length() <= LONGEST_TEXT ? text
            : text.substring(0, LONGEST_TEXT) + " … and " + Format.count(text.length() - LONGEST_TEXT) + " characters more";
    }
}
