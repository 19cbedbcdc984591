package fromscratch.cli;

import fromscratch.nn.History;
import fromscratch.nn.TrainingListener;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;

    private final StringWriter lines = new StringWriter();
    private final StringWriter bar = new StringWriter();
    private long now = 5;

    @Test
    void a_bar_that_fills_up_and_goes() {
        ProgressLine progress = new ProgressLine(new PrintWriter(lines), new PrintWriter(bar), () -> now);
        progress.started(new TrainingListener.Plan(2, 10, 6000));
        now += SECOND / 10;
        progress.stepDone(step(1, 600));
        assertThat(bar.toString()).as("five times a second is enough").isEmpty();
        now += 9 * SECOND / 10;
        progress.stepDone(step(1, 3000));
        String first = "[#######.......................] epoch 1 of 2, 3,000 images/s, 3 s left";
        assertThat(bar).hasToString("\r" + first);
        progress.epochDone(new History.Epoch(1, 0.5, 0.9, Double.NaN, Double.NaN, 1));
        assertThat(bar).hasToString("\r" + first + "\r" + " ".repeat(first.length()) + "\r");
        assertThat(lines.toString().strip()).isEqualTo("epoch  1   loss 0.5000   accuracy  90.00 %");
    }

    @Test
    void a_resumed_training_is_as_fast_as_it_is_now() {
        ProgressLine progress = new ProgressLine(new PrintWriter(lines), new PrintWriter(bar), () -> now);
        progress.started(new TrainingListener.Plan(2, 10, 6000, 6000));
        now += SECOND;
        progress.stepDone(step(2, 9000));
        assertThat(bar.toString()).endsWith("epoch 2 of 2, 3,000 images/s, 1 s left");
    }

    @Test
    void without_a_terminal_there_is_a_line_for_each_epoch_only() {
        ProgressLine progress = new ProgressLine(new PrintWriter(lines), null, () -> now);
        progress.started(new TrainingListener.Plan(2, 10, 6000));
        now += SECOND;
        progress.stepDone(step(1, 3000));
        progress.epochDone(new History.Epoch(1, 0.5, 0.9, Double.NaN, Double.NaN, 1));
        progress.clear();
        assertThat(lines.toString().lines()).hasSize(1);
    }

    private static TrainingListener.Step step(int epoch, long examplesSeen) {
        return new TrainingListener.Step(epoch, 1, examplesSeen, 0.5, null);
    }
}
