package fromscratch.cli;

import fromscratch.nn.History;
import fromscratch.nn.TrainingListener;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a training is: a line for each finished epoch and, on a terminal, a bar below them that fills up. In a file
 * or a pipe a bar would be rubbish.
 */
final class ProgressLine implements TrainingListener {
    private static final long BETWEEN_UPDATES = 200_000_000;   // nanoseconds: five a second
    private static final int WIDTH = 30;                       // of the bar, in characters

    private final PrintWriter lines;
    private final PrintWriter bar;   // null: no terminal
    private final LongSupplier clock;
    private Plan plan;
    private long start;
    private long nextUpdate;
    private int shown;   // characters that stand in the bar's line

    ProgressLine(PrintWriter lines, PrintWriter bar, LongSupplier clock) {
        this.lines = lines;
        this.bar = bar;
        this.clock = clock;
    }

    /** With a bar, if a person looks on. */
    static ProgressLine onTerminal(PrintWriter lines, PrintWriter bar) {
        return new ProgressLine(lines, System.console() == null ? null : bar, System::nanoTime);
    }

    @Override
    public void started(Plan plan) {
        this.plan = plan;
        start = clock.getAsLong();
        nextUpdate = start + BETWEEN_UPDATES;
    }

    @Override
    public void stepDone(Step step) {
        if (bar != null && clock.getAsLong() >= nextUpdate) {
            show(words(step));
            nextUpdate = clock.getAsLong() + BETWEEN_UPDATES;
        }
    }

    @Override
    public void epochDone(History.Epoch epoch) {
        clear();
        lines.println(epoch);
    }

    private String words(Step step) {
        long total = (long) plan.epochs() * plan.examples();
        double seconds = (clock.getAsLong() - start) / 1e9;
        long seen = step.examplesSeen() - plan.seenBefore();
        int full = (int) (WIDTH * step.examplesSeen() / total);
        return String.format(Locale.ROOT, "[%s%s] epoch %d of %d, %,d images/s, %d s left",
            "#".repeat(full), ".".repeat(WIDTH - full), step.epoch(), plan.epochs(),
            Math.round(seen / seconds),
            Math.round(seconds * (total - step.examplesSeen()) / seen));
    }

    private void show(String words) {
        bar.print("\r" + words + " ".repeat(Math.max(0, shown - words.length())));
        bar.flush();
        shown = words.length();
    }

    /** Takes the bar away. */
    void clear() {
        if (shown > 0) {
            show("");
            bar.print("\r");
            bar.flush();
            shown = 0;
        }
    }
}
