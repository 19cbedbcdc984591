package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.data.StrokeDigits;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.RecordingWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static fromscratch.notebook.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The player without a page: its controls are used by the messages that a page would send. */
class TrainingPlayerTest {
    private static final int FULL_SPEED = 5;
    private static final Dataset DIGITS = digits();

    private final RecordingWire wire = new RecordingWire();

    private static Dataset digits() {
        int[] labels = StrokeDigits.labels(100, 1);
        return new Dataset("drawn", 28, 28, new ByteMatrix(100, 784, StrokeDigits.images(labels, 1)), labels, Tables.numbers(10));
    }

    private static Trainer trainer(int epochs) {
        return new Trainer(Network.mlp(Relu::new, new Rng(1), 784, 8, 10), new SoftmaxCrossEntropy(), new Sgd(0.01))
            .batchSize(1).epochs(epochs).rng(new Rng(1));
    }

    @AfterEach
    void stopAll() {
        BackgroundTraining.stopLatest();
        wire.close();
    }

    @Test
    void without_a_page_it_shows_the_network_before_the_training() {
        assertThat(Rendering.of(new TrainingPlayer(trainer(2), DIGITS, DIGITS)).text())
            .startsWith("Training, before the first of 2 epochs\nNetwork 784-8-10 looking at ").endsWith("no epoch is done yet");
    }

    @Test
    void takes_single_steps() throws InterruptedException {
        TrainingPlayer player = shown(trainer(2));
        press("Step");
        await(() -> says(player, "epoch 1 of 2, step 1 of 100"));
        assertThat(player.output().widget().text()).contains("[Play]", "paused");
        press("Step");
        press("Step");
        await(() -> says(player, "step 3 of 100"));
        await(TrainingPlayerTest::isHeld);
        assertThat(says(player, "step 3 of 100")).as("not a step more").isTrue();
    }

    @Test
    void plays_pauses_and_goes_on_at_another_speed_to_the_end() throws InterruptedException {
        Trainer trainer = trainer(2);
        TrainingPlayer player = shown(trainer);
        press("Play");
        await(() -> says(player, "step 1 of 100"));
        assertThat(player.output().widget().text()).contains("[Pause]", "playing");
        press("Pause");
        await(TrainingPlayerTest::isHeld);
        press("Play");
        RecordingWire.move(wire.find(Dropdown.class, "speed"), "index", FULL_SPEED);
        await(() -> says(player, "finished"));
        assertThat(player.output().widget().text()).contains("epoch 2 of 2, step 100 of 100", "[Play]");
        await(() -> thread().isEmpty());

        Trainer alone = trainer(2);
        alone.fit(DIGITS.x(), DIGITS.labels());
        assertThat(trainer.network().outputs(DIGITS.x())).as("watched and unwatched it learns the same, to the last bit")
            .isEqualTo(alone.network().outputs(DIGITS.x()));
    }

    /** The thread hardly works then, so that drawing must not be paid by its work. */
    @Test
    void a_training_that_is_slowed_down_a_little_is_drawn_again_and_again() throws InterruptedException {
        TrainingPlayer player = shown(trainer(1_000_000));
        RecordingWire.move(wire.find(Dropdown.class, "speed"), "index", FULL_SPEED - 2);
        press("Play");
        int[] drawings = {0};
        String[] latest = {""};
        await(() -> {
            String now = player.output().widget().text();
            drawings[0] += now.equals(latest[0]) ? 0 : 1;
            latest[0] = now;
            return drawings[0] == 20;
        });
    }

    @Test
    void stops_while_it_plays_and_while_it_is_paused() throws InterruptedException {
        TrainingPlayer player = shown(trainer(1_000_000));
        RecordingWire.move(wire.find(Dropdown.class, "speed"), "index", FULL_SPEED);
        press("Play");
        await(() -> says(player, " of 1000000") && !says(player, "epoch 1 of"));
        press("Stop");
        await(() -> says(player, "stopped"));
        await(() -> thread().isEmpty());
        press("Step");
        await(TrainingPlayerTest::isHeld);
        press("Stop");
        await(() -> says(player, "stopped"));
        await(() -> thread().isEmpty());
        assertThat(player.output().widget().text()).contains("epoch 1 of");
    }

    @Test
    void a_cell_that_is_run_again_leaves_no_thread_behind() throws InterruptedException {
        shown(trainer(1_000_000));
        press("Play");
        await(() -> thread().isPresent());
        new TrainingPlayer(trainer(1), DIGITS, DIGITS);
        await(() -> thread().isEmpty());
    }

    @Test
    void an_error_is_said_and_the_next_press_tries_again() throws InterruptedException {
        Trainer trainer = new Trainer(Network.mlp(Relu::new, new Rng(1), 784, 64, 64, 10), new SoftmaxCrossEntropy(), new Sgd(1e20));
        TrainingPlayer player = shown(trainer.batchSize(10));
        RecordingWire.move(wire.find(Dropdown.class, "speed"), "index", FULL_SPEED);
        press("Play");
        await(() -> says(player, "ended by an error"));
        assertThat(player.output().widget().text()).contains("✗ DivergedException: epoch 1", "probably too large");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingPlayer(trainer, DIGITS.take(0), DIGITS))
            .withMessageContaining("at least one image to train on");
    }

    @Test
    void a_training_in_a_cell_is_drawn_and_not_held() {
        Trainer trainer = trainer(1);
        TrainingPlayer player = shown(trainer);
        trainer.fit(DIGITS.x(), DIGITS.labels());
        assertThat(says(player, "epoch 1 of 1, step 100 of 100")).isTrue();
    }

    private static TrainingPlayer shown(Trainer trainer) {
        TrainingPlayer player = new TrainingPlayer(trainer, DIGITS, DIGITS);
        player.output().widget().toView();
        return player;
    }

    private static boolean says(TrainingPlayer player, String words) {
        return player.output().widget().text().contains(words);
    }

    private void press(String label) {
        RecordingWire.click(wire.find(Button.class, label));
    }

    private static Optional<Thread> thread() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("fromscratch-training")).findAny();
    }

    private static boolean isHeld() {
        return thread().map(Thread::getState).orElse(null) == Thread.State.WAITING;
    }
}
