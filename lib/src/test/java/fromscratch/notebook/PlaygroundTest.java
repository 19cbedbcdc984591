package fromscratch.notebook;

import fromscratch.data.ToyProblem;
import fromscratch.linalg.Matrix;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.RecordingWire;
import fromscratch.notebook.widgets.Slider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import static fromscratch.notebook.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The playground without a page: its controls are moved by the messages that a page would send. */
@Timeout(180)
class PlaygroundTest {
    private final RecordingWire wire = new RecordingWire();
    private boolean shown;

    @AfterEach
    void backToJupyter() throws InterruptedException {
        if (shown) {
            press("Pause");   // a test that failed must not disturb the next
            await(() -> threads() == 0);
        }
        wire.close();
    }

    // ---- in a cell ----

    @Test
    void learns_what_it_is_given() {
        Playground rings = new Playground(ToyProblem.RINGS).neurons(4).rate(1);
        int before = rings.right(rings.validation());
        rings.train(1000);
        assertThat(before).isLessThan(160);
        assertThat(rings.right(rings.validation())).isEqualTo(200);
        assertThat(rings.steps()).isEqualTo(1000);
        assertThat(rings.points().labels()).hasSize(200);
        assertThat(rings.score(rings.points().x()).shape()).isEqualTo("200×1");
        for (int i = 0; i < 200; i++) {
            assertThat(rings.score(rings.validation().x()).get(i, 0) > 0).as("above 0 is class 1").isEqualTo(rings.validation().labels()[i] == 1);
        }
    }

    @Test
    void each_setting_counts() {
        Playground plain = new Playground(ToyProblem.XOR).train(1);
        assertThat(plain.validation().x()).as("others than those it learns from").isNotEqualTo(plain.points().x());
        assertThat(new Playground(ToyProblem.MOONS).points().x()).isNotEqualTo(plain.points().x());
        Playground exact = new Playground(ToyProblem.XOR).noise(0);
        assertThat(exact.points().x()).isNotEqualTo(plain.points().x());
        assertThat(exact.validation().x()).isNotEqualTo(plain.validation().x());
        for (Playground other : List.of(new Playground(ToyProblem.XOR).start(2), new Playground(ToyProblem.XOR).rate(1))) {
            assertThat(other.points().x()).isEqualTo(plain.points().x());
            assertThat(other.train(1).score(plain.points().x())).isNotEqualTo(plain.score(plain.points().x()));
        }
    }

    /** One step with all points: the loss before it is that of the step. */
    @Test
    void the_losses_are_those_of_the_points_that_they_are_said_to_be_of() {
        Playground playground = new Playground(ToyProblem.MOONS).train(3);
        double validation = new SoftmaxCrossEntropy().value(playground.network().outputs(playground.validation().x()),
            Matrix.oneHot(playground.validation().labels(), 2));
        assertThat(Rendering.of(playground).text()).contains(String.format(Locale.ROOT, "loss %.4f, validation %.4f", playground.loss(), validation));

        ToyTraining training = new ToyTraining(new ToyTraining.Settings(ToyProblem.MOONS, 0.1, 20, 1, 4, "tanh", 1));
        double before = training.loss(training.training());
        training.train(1, 0.5);
        assertThat(training.trainingLoss().losses()[0]).isCloseTo(before, within(1e-6));
        assertThat(training.validationLoss().losses()[0]).isCloseTo(training.loss(training.validation()), within(1e-6));
    }

    @Test
    void the_same_steps_give_the_same_bits_however_they_are_divided() {
        Playground once = new Playground(ToyProblem.SPIRAL).layers(2).neurons(8).rate(0.5).train(30);
        Playground often = new Playground(ToyProblem.SPIRAL).layers(2).neurons(8).rate(0.5);
        for (int i = 0; i < 10; i++) {
            often.train(3);
        }
        assertThat(often.score(often.points().x())).isEqualTo(once.score(once.points().x()));
    }

    @Test
    void a_change_begins_anew_but_the_learning_rate_acts_on_what_there_is() {
        Playground moons = new Playground(ToyProblem.MOONS).train(5).rate(0.1);
        assertThat(moons.steps()).isEqualTo(5);
        assertThat(moons.noise(0.2).steps()).isZero();
        assertThat(moons.train(5).points(40).steps()).isZero();
        assertThat(moons.train(5).layers(3).steps()).isZero();
        assertThat(moons.train(5).neurons(2).steps()).isZero();
        assertThat(moons.train(5).activation("relu").steps()).isZero();
        assertThat(moons.train(5).start(7).steps()).isZero();
        assertThat(moons.network().layers()).hasToString("[dense 2 → 2, relu, dense 2 → 2, relu, dense 2 → 2, relu, dense 2 → 2]");
        assertThat(moons.points().labels()).hasSize(40);
    }

    @Test
    void what_it_does_not_have_is_refused() {
        Playground playground = new Playground(ToyProblem.XOR);
        assertThatIllegalArgumentException().isThrownBy(() -> playground.neurons(65)).withMessage("neurons in each: must lie between 1 and 64, found 65");
        assertThatIllegalArgumentException().isThrownBy(() -> playground.activation("softmax")).withMessageContaining("[tanh, relu, sigmoid]");
        assertThatIllegalArgumentException().isThrownBy(() -> playground.rate(0.2)).withMessageContaining("0.1, 0.3, 0.5");
    }

    @Test
    void a_loss_that_is_no_number_is_said_with_the_step_and_the_remedy() {
        Playground runaway = new Playground(ToyProblem.SPIRAL).layers(3).neurons(64).activation("relu").start(3).rate(100);
        assertThatIllegalStateException().isThrownBy(() -> runaway.train(1000)).withMessageMatching(
            "step \\d+: the loss is no number any more; the learning rate is too large: make it smaller and begin anew");
        int well = runaway.steps();
        Playground again = new Playground(ToyProblem.SPIRAL).layers(3).neurons(64).activation("relu").start(3).rate(100).train(well);
        assertThatIllegalStateException().isThrownBy(() -> again.train(1)).withMessageStartingWith("step " + (well + 1) + ":");
    }

    @Test
    void the_stop_button_ends_a_training_and_leaves_the_network() {
        Playground playground = new Playground(ToyProblem.XOR);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> playground.train(1_000_000)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(playground.train(10).right(playground.points())).isBetween(0, 200);
    }

    // ---- pictures ----

    @Test
    void the_picture_says_what_it_shows() {
        Playground line = new Playground(ToyProblem.XOR).layers(0).noise(0).train(10);
        assertThat(Rendering.of(line).text()).startsWith("[run this cell to use the controls]\nPlayground: xor, 200 points, noise 0 · "
            + "network 2-2, start 1 · learning rate 0.5\nstep 10 · loss ").contains(" of 200, validation ").endsWith(" % of the square");
        Picture map = line.map("a straight line");
        assertThat(map.text()).startsWith("Map “a straight line”; x₁ and x₂ from -1.5 to 1.5; 200 points; the function goes from");
    }

    @Test
    void each_hidden_neuron_has_a_map() {
        for (int layers = 0; layers <= 3; layers++) {
            for (int neurons : new int[] {1, 5, 64}) {
                ToyTraining training = new ToyTraining(new ToyTraining.Settings(ToyProblem.MOONS, 0.1, 20, layers, neurons, "sigmoid", 1));
                training.train(1, 0.5);
                Picture picture = PlaygroundPicture.draw(training, 0.5, 1);
                assertThat(picture.width()).isEqualTo(900);
                assertThat(picture.text()).contains("network 2-" + (neurons + "-").repeat(layers) + "2");
                assertThat(coloured(picture)).as("%d × %d", layers, neurons).isEqualTo(layers > 0);
            }
        }
    }

    /** A sigmoid is never 0, but its weighted sum is. */
    @Test
    void the_line_in_a_neurons_map_is_where_its_weighted_sum_is_0() {
        ToyTraining training = new ToyTraining(new ToyTraining.Settings(ToyProblem.MOONS, 0.1, 20, 1, 1, "sigmoid", 1));
        BufferedImage image = PlaygroundPicture.draw(training, 0.5, 1).image();
        long dark = IntStream.range(0, 80 * 80).map(i -> image.getRGB(468 + i % 80, 86 + i / 80))
            .filter(rgb -> (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255) < 250).count();
        assertThat(dark).as("pixels of a line through the map").isBetween(40L, 400L);
    }

    @Test
    void the_losses_are_drawn() {
        ToyTraining training = new ToyTraining(new ToyTraining.Settings(ToyProblem.MOONS, 0.1, 20, 1, 1, "tanh", 1));
        training.train(5, 0.5);
        BufferedImage image = PlaygroundPicture.draw(training, 0.5, 1).image();
        assertThat(IntStream.range(0, 400 * 200).filter(i -> image.getRGB(480 + i % 400, 300 + i / 400) != Palette.PAPER.getRGB()).count())
            .as("pixels of a chart").isGreaterThan(1000);
    }

    /** Whether there are colours where the maps of the hidden neurons are. */
    private static boolean coloured(Picture picture) {
        for (int y = 80; y < 240; y++) {
            for (int x = 470; x < 890; x++) {
                int rgb = picture.image().getRGB(x, y);
                if (Math.abs((rgb >> 16 & 255) - (rgb & 255)) > 60) {
                    return true;
                }
            }
        }
        return false;
    }

    // ---- on a page ----

    @Test
    void plays_pauses_and_goes_on_and_leaves_no_thread() throws InterruptedException {
        Playground playground = shown(new Playground(ToyProblem.RINGS));
        press("Play");
        await(() -> playground.steps() >= 30);
        assertThat(text(playground)).contains("playing");
        assertCanBePressed(false, true);
        shown(playground);
        assertThat(text(playground)).as("shown a second time").contains("playing");
        press("Pause");
        assertCanBePressed(true, false);
        await(() -> threads() == 0);
        int paused = playground.steps();
        assertThat(paused % 10).as("ten steps a picture").isZero();
        assertThat(text(playground)).contains("paused", "step " + paused + " ");
        press("Play");
        await(() -> playground.steps() > paused);
        press("Reset");
        await(() -> threads() == 0);
        assertThat(playground.steps()).isZero();
        assertThat(text(playground)).contains("step 0 ");
    }

    @Test
    void a_moved_control_is_drawn_at_once_and_while_it_plays_it_plays_on() throws InterruptedException {
        Playground playground = shown(new Playground(ToyProblem.RINGS).train(50));
        RecordingWire.move(wire.find(Dropdown.class, "problem"), "index", 3);
        await(() -> text(playground).contains("Playground: spiral") && text(playground).contains("step 0 "));
        press("Play");
        await(() -> playground.steps() >= 10);
        RecordingWire.move(wire.find(Slider.class, "neurons in each"), "value", 7);
        await(() -> text(playground).contains("2-7-2") && playground.steps() >= 20);
        RecordingWire.move(wire.find(Dropdown.class, "learning rate"), "index", 6);
        await(() -> text(playground).contains("learning rate 0.3"));
        assertThat(playground.steps()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void another_that_is_shown_pauses_it() throws InterruptedException {
        Playground first = shown(new Playground(ToyProblem.RINGS));
        press("Play");
        await(() -> first.steps() >= 10);
        shown(new Playground(ToyProblem.MOONS));
        await(() -> threads() == 0);
        assertThat(text(first)).contains("paused");
    }

    @Test
    void pauses_by_itself() throws InterruptedException {
        Playground playground = shown(new Playground(ToyProblem.XOR).layers(0).points(20));
        RecordingWire.move(wire.find(Dropdown.class, "steps a picture"), "index", 3);
        press("Play");
        await(() -> playground.steps() == 20_000 && text(playground).contains("paused"));
        await(() -> threads() == 0);
    }

    @Test
    void a_training_that_fails_says_so_and_the_next_one_works() throws InterruptedException {
        Playground playground = shown(new Playground(ToyProblem.SPIRAL).layers(3).neurons(64).activation("relu").start(3).rate(100));
        press("Play");
        await(() -> text(playground).contains("the loss is no number any more"));
        await(() -> threads() == 0);
        RecordingWire.move(wire.find(Dropdown.class, "learning rate"), "index", 5);
        press("Reset");
        press("Play");
        await(() -> playground.steps() >= 20);
        assertThat(text(playground)).doesNotContain("no number");
    }

    @Test
    void a_training_in_a_later_cell_is_drawn() throws InterruptedException {
        Playground playground = shown(new Playground(ToyProblem.RINGS));
        playground.train(7);
        await(() -> text(playground).contains("step 7 "));
    }

    /** A picture is sent that the page can keep up with, at most ten times a second, and a sharp one at the end. */
    @Test
    void pictures_are_coarse_while_it_plays_and_sharp_when_it_rests() throws InterruptedException {
        Playground playground = shown(new Playground(ToyProblem.RINGS));
        assertThat(wire.picture().getWidth()).isEqualTo(900 * Drawing.SCALE);
        long begin = System.nanoTime();
        press("Play");
        await(() -> playground.steps() >= 60 && wire.picture().getWidth() == 900 * Drawing.DRAFT);
        assertThat(System.nanoTime() - begin).as("five times a tenth of a second lies between the first and the sixth ten steps")
            .isGreaterThan(480_000_000);
        press("Pause");
        await(() -> wire.picture().getWidth() == 900 * Drawing.SCALE);
    }

    @Test
    void nothing_is_drawn_before_it_is_shown() {
        new Playground(ToyProblem.XOR).neurons(3).rate(1).train(3);
        assertThat(threads()).isZero();
    }

    private Playground shown(Playground playground) {
        playground.output().widget().toView();
        shown = true;
        return playground;
    }

    /** All that the page says. */
    private static String text(Playground playground) {
        return playground.widget().text();
    }

    private void press(String label) {
        RecordingWire.click(wire.find(Button.class, label));
    }

    private void assertCanBePressed(boolean play, boolean pause) {
        assertThat(wire.isEnabled(wire.find(Button.class, "Play"))).as("Play").isEqualTo(play);
        assertThat(wire.isEnabled(wire.find(Button.class, "Pause"))).as("Pause").isEqualTo(pause);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("fromscratch-playground")).count();
    }
}
