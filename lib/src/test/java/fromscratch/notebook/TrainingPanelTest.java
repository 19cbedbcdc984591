package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.data.StrokeDigits;
import fromscratch.eval.Experiment;
import fromscratch.linalg.ByteMatrix;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.RecordingWire;
import fromscratch.notebook.widgets.Slider;
import fromscratch.notebook.widgets.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static fromscratch.notebook.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The panel without a page: its buttons are pressed by the messages that a page would send. */
class TrainingPanelTest {
    private static final Dataset TRAIN = digits(640, 1);
    private static final Dataset VALIDATION = digits(100, 2);
    private static final Experiment SHORT = Experiment.defaults().withHidden(16).withEpochs(2);
    private static final Experiment ENDLESS = SHORT.withEpochs(1_000_000);

    private final RecordingWire wire = new RecordingWire();

    private static Dataset digits(int count, long seed) {
        int[] labels = StrokeDigits.labels(count, seed);
        return new Dataset("drawn", 28, 28, new ByteMatrix(count, 784, StrokeDigits.images(labels, seed)), labels,
            Tables.numbers(10));
    }

    @AfterEach
    void stopAll() {
        thread().ifPresent(Thread::interrupt);
        wire.close();
    }

    @Test
    void a_training_becomes_a_row_and_leaves_a_network() throws InterruptedException {
        TrainingPanel panel = shown(SHORT);
        assertThatIllegalStateException().isThrownBy(panel::network).withMessageContaining("press Train");
        press("Train");
        await(() -> panel.runs().rowCount() == 1);
        press("Train");
        await(() -> panel.runs().rowCount() == 2);
        assertThat(panel.runs().columnNames()).containsExactly("run", "hidden", "activation", "optimiser", "learning rate",
            "batch size", "epochs", "end", "training loss", "validation accuracy %", "seconds");
        assertThat(panel.runs().row(1).getInt("run")).isEqualTo(2);
        assertThat(panel.runs().row(1).getString("epochs")).isEqualTo("2 of 2");
        assertThat(panel.runs().row(1).getString("end")).isEqualTo("finished");
        assertThat(panel.runs().doubleColumn("training loss").get(1)).as("the same settings give the same loss")
            .isEqualTo(panel.runs().doubleColumn("training loss").get(0)).isBetween(0.1, 2.3);
        assertThat(panel.network().predict(VALIDATION.x())).hasSize(100);
        assertThat(panel.widget().text()).contains("run 2 finished after", "100 %\nrun 2");
        await(() -> panel.widget().text().contains("run 2 has done 2 of 2 epochs, loss "));   // the curves
        await(() -> panel.widget().text().contains("validation accuracy %"));   // the table
        await(() -> thread().isEmpty());
    }

    @Test
    void pauses_goes_on_takes_another_rate_and_stops() throws InterruptedException {
        TrainingPanel panel = shown(ENDLESS);
        press("Train");
        press("Pause");
        await(() -> panel.widget().text().contains("paused, Train goes on"));
        await(() -> thread().map(t -> t.getState() == Thread.State.WAITING).orElse(false));
        RecordingWire.move(wire.find(Slider.class, "learning rate"), "value", 0.0125);
        press("Train");
        await(() -> panel.widget().text().contains("images/s") && !panel.widget().text().contains("paused"));
        press("Stop");
        await(() -> panel.runs().rowCount() == 1);
        assertThat(panel.runs().row(0).getString("end")).isEqualTo("stopped");
        assertThat(panel.runs().row(0).getString("learning rate")).isEqualTo("0.1 → 0.0125");
        await(() -> thread().isEmpty());
    }

    @Test
    void a_paused_training_can_be_stopped() throws InterruptedException {
        TrainingPanel panel = shown(ENDLESS);
        press("Train");
        press("Pause");
        await(() -> thread().map(t -> t.getState() == Thread.State.WAITING).orElse(false));
        press("Stop");
        await(() -> panel.runs().rowCount() == 1);
        String epochs = panel.runs().row(0).getString("epochs");
        assertThat(epochs).matches("\\d+ of 1000000");   // usually 0, but a busy machine may pause late
        assertThat(panel.runs().doubleColumn("validation accuracy %").isMissing(0)).isEqualTo(epochs.startsWith("0"));
    }

    @Test
    void reset_forgets_everything_also_what_runs() throws InterruptedException {
        TrainingPanel panel = shown(ENDLESS);
        RecordingWire.move(wire.find(Slider.class, "learning rate"), "value", 0.5);
        press("Train");
        await(() -> panel.widget().text().contains("images/s"));
        press("Reset");
        await(() -> thread().isEmpty());
        assertThat(panel.runs().rowCount()).isZero();
        assertThat(panel.widget().text()).contains("learning rate: 0.1", "0 %", "ready").doesNotContain("images/s");
    }

    @Test
    void a_new_panel_stops_the_training_of_the_one_before() throws InterruptedException {
        TrainingPanel before = shown(ENDLESS);
        press("Train");
        await(() -> before.widget().text().contains("images/s"));
        shown(ENDLESS);
        await(() -> before.runs().rowCount() == 1);
        assertThat(before.runs().row(0).getString("end")).isEqualTo("stopped");
        await(() -> thread().isEmpty());
    }

    @Test
    void the_table_shows_the_latest_trainings() throws InterruptedException {
        TrainingPanel panel = shown(SHORT.withHidden(1).withEpochs(1));
        for (int run = 1; run <= 21; run++) {
            int rows = run;
            press("Train");
            await(() -> panel.runs().rowCount() == rows);
        }
        await(() -> panel.widget().text().contains("run 21 has done 1 of 1 epochs"));
        await(() -> panel.widget().text().lines().anyMatch(line -> line.strip().matches("21 .*1 of 1.*")));
        assertThat(panel.widget().text().lines()).noneMatch(line -> line.strip().matches("1 .*1 of 1.*"));
        assertThat(panel.widget().text()).contains("run 16 has done 1 of 1 epochs").doesNotContain("run 15 has");
    }

    @Test
    void a_training_that_diverges_says_so_and_the_next_one_works() throws InterruptedException {
        TrainingPanel panel = shown(SHORT.withLearningRate(1e20));
        RecordingWire.move(wire.find(TextField.class, "hidden layers"), "value", "64, 64");
        press("Train");
        await(() -> panel.runs().rowCount() == 1);
        assertThat(panel.runs().row(0).getString("end")).isEqualTo("diverged");
        assertThat(panel.widget().text()).contains("✗ DivergedException: epoch 1", "probably too large");
        RecordingWire.move(wire.find(Slider.class, "learning rate"), "value", 0.1);
        press("Train");
        await(() -> panel.runs().rowCount() == 2);
        assertThat(panel.runs().row(1).getString("hidden")).isEqualTo("64,64");
        assertThat(panel.widget().text()).doesNotContain("✗");
    }

    @Test
    void what_is_no_setting_is_refused_in_words() {
        TrainingPanel panel = shown(SHORT);
        RecordingWire.move(wire.find(TextField.class, "hidden layers"), "value", "many");
        press("Train");
        assertThat(panel.widget().text()).contains("✗ IllegalArgumentException: hidden: expected whole numbers");
        assertThat(thread()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingPanel(TRAIN, VALIDATION.take(0)))
            .withMessageContaining("found 640 and 0");
    }

    @Test
    void without_a_page_it_says_what_it_would_be() {
        assertThat(Rendering.of(new TrainingPanel(TRAIN, VALIDATION)).text())
            .startsWith("[run this cell to use the controls]\nhidden layers: 128,64\nactivation: relu\noptimiser: sgd\n"
                + "learning rate: 0.1\nbatch size: 32\nepochs: 20\n[Train]\n[Pause]\n[Stop]\n[Reset]\n");
    }

    private TrainingPanel shown(Experiment start) {
        TrainingPanel panel = new TrainingPanel(TRAIN, VALIDATION, start);
        panel.widget().toView();
        return panel;
    }

    private void press(String label) {
        RecordingWire.click(wire.find(Button.class, label));
    }

    private static Optional<Thread> thread() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("fromscratch-training")).findAny();
    }
}
