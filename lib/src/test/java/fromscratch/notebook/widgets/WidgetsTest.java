package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is said to the page and what is heard from it, without a page. */
class WidgetsTest {
    private static final int SECONDS = 30;   // far more than it takes: a busy machine is no error

    private final RecordingWire wire = new RecordingWire();

    @AfterEach
    void backToJupyter() {
        wire.close();
    }

    // ---- values ----

    @Test
    void every_control_has_a_value_and_takes_the_page_s() {
        Slider<Integer> whole = Slider.whole("neurons", 1, 64).at(16);
        Slider<Double> decimal = Slider.decimal("momentum", 0, 1);
        Slider<Double> log = Slider.log("learning rate", 1e-4, 1).at(0.1);
        Dropdown<String> dropdown = Dropdown.of("activation", "relu", "tanh");
        Checkbox checkbox = Checkbox.of("centred", true);
        TextField text = TextField.of("name", "first");

        assertThat(List.of(whole.value(), decimal.value(), log.value(), dropdown.value(), checkbox.value(), text.value()))
            .containsExactly(16, 0.0, 0.1, "relu", true, "first");
        RecordingWire.move(whole, "value", 17);
        RecordingWire.move(decimal, "value", 0.5);
        RecordingWire.move(log, "value", 1e-3);
        RecordingWire.move(dropdown, "index", 1);
        RecordingWire.move(checkbox, "value", false);
        RecordingWire.move(text, "value", "second");
        assertThat(List.of(whole.value(), decimal.value(), log.value(), dropdown.value(), checkbox.value(), text.value()))
            .containsExactly(17, 0.5, 0.001, "tanh", false, "second");
        assertThat(List.of(whole.text(), decimal.text(), log.text(), dropdown.text(), checkbox.text(), text.text()))
            .containsExactly("neurons: 17", "momentum: 0.5", "learning rate: 0.001", "activation: tanh", "centred: no", "name: second");
    }

    @Test
    void a_logarithmic_slider_counts_in_powers_of_ten() {
        JsonObject state = state(Slider.log("rate", 1e-4, 10).at(0.5));
        assertThat(state.get("_model_name").getAsString()).isEqualTo("FloatLogSliderModel");
        assertThat(state.get("min").getAsDouble()).isEqualTo(-4);
        assertThat(state.get("max").getAsDouble()).isEqualTo(1);
        assertThat(state.get("base").getAsDouble()).isEqualTo(10);
        assertThat(state.get("value").getAsDouble()).isEqualTo(0.5);
    }

    @Test
    void numbers_in_texts_have_no_digits_too_many() {
        Slider<Double> slider = Slider.decimal("x", -2000, 2000);
        for (String number : List.of("0", "0.1", "-0.5", "0.000126", "12.346", "1234.568", "2000")) {
            slider.set(number.equals("0.000126") ? 0.000125893 : number.equals("12.346") ? 12.34567
                : number.equals("1234.568") ? 1234.56789 : Double.parseDouble(number));
            assertThat(slider.text()).isEqualTo("x: " + number);
        }
    }

    @Test
    void what_a_control_cannot_be_is_refused_with_its_name() {
        assertThatIllegalArgumentException().isThrownBy(() -> Slider.log("rate", 1e-4, 1).at(2.0))
            .withMessage("rate: must lie between 0.0001 and 1, found 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Slider.log("rate", 0, 1)).withMessageContaining("begins above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Slider.whole("n", 3, 3)).withMessageContaining("found 3 and 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Slider.decimal("x", 0, 1).step(0.0)).withMessageContaining("above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Dropdown.of("f", "relu").at("tanh"))
            .withMessage("f: must be one of [relu], found tanh");
        assertThatIllegalArgumentException().isThrownBy(() -> Dropdown.of("f")).withMessageContaining("at least one");
    }

    // ---- to the page ----

    @Test
    void the_page_learns_of_a_widget_when_it_is_shown_and_then_of_every_change() {
        Slider<Double> rate = Slider.log("learning rate", 1e-4, 1);
        rate.set(0.01);
        assertThat(wire.models).as("before it is shown").isEmpty();

        String id = rate.toView().get("model_id").getAsString();
        assertThat(wire.models.get(id)).as("what is shown is a box of the control and a line for problems").isInstanceOf(Frame.class);
        JsonArray children = wire.models.get(id).state().getAsJsonArray("children");
        assertThat(model(children.get(0).getAsString())).isSameAs(rate);
        assertThat(state(rate).get("value").getAsDouble()).isEqualTo(0.01);
        assertThat(model(state(rate).get("layout").getAsString()).state().get("_model_module").getAsString()).isEqualTo("@jupyter-widgets/base");
        assertThat(model(state(rate).get("style").getAsString()).state().get("_model_name").getAsString()).isEqualTo("SliderStyleModel");

        rate.set(0.02);
        assertThat(wire.told(rate).get("value").getAsDouble()).isEqualTo(0.02);
        int models = wire.models.size();
        assertThat(rate.toView().get("model_id").getAsString()).as("shown again it is the same").isEqualTo(id);
        assertThat(wire.models).hasSize(models);
    }

    @Test
    void a_picture_travels_beside_the_message() {
        LiveImage image = new LiveImage();
        image.toView();
        image.set(new byte[] {1, 2, 3}, 60, 40, "a line");
        RecordingWire.Sent sent = wire.sent.stream().filter(s -> s.to() == image).findFirst().orElseThrow();
        assertThat(sent.binary()).containsExactly(1, 2, 3);
        assertThat(sent.message().toString()).isEqualTo("{\"method\":\"update\",\"state\":{\"width\":\"60\",\"height\":\"40\","
            + "\"tooltip\":\"a line\"},\"buffer_paths\":[[\"value\"]]}");
    }

    @Test
    void a_page_that_was_loaded_anew_is_told_everything() {
        LiveImage image = new LiveImage();
        Slider<Double> rate = Slider.decimal("rate", 0, 1);
        Box.column(rate, image).toView();
        image.set(new byte[] {7}, 6, 4, "a dot");
        RecordingWire.move(rate, "value", 0.25);

        List<byte[]> binaries = new ArrayList<>();
        JsonObject answer = Messages.states(wire.models, binaries);
        assertThat(answer.get("method").getAsString()).isEqualTo("update_states");
        assertThat(answer.getAsJsonObject("states").keySet()).isEqualTo(wire.models.keySet());
        assertThat(answer.getAsJsonObject("states").getAsJsonObject(rate.id()).toString())
            .startsWith("{\"model_name\":\"FloatSliderModel\",\"model_module\":\"@jupyter-widgets/controls\",\"model_module_version\":\"2.0.0\"")
            .contains("\"value\":0.25");
        assertThat(answer.get("buffer_paths").toString()).isEqualTo("[[\"" + image.id() + "\",\"state\",\"value\"]]");
        assertThat(binaries).containsExactly(new byte[] {7});
    }

    @Test
    void where_widgets_cannot_run_a_text_says_so() {
        Slider<Double> rate = Slider.log("learning rate", 1e-4, 1).at(0.1);
        assertThat(rate.placeholder()).isEqualTo("[run this cell to use the control] learning rate: 0.1");
        assertThat(Box.column(rate, Box.row(Button.of("Train"), Button.of("Stop")), new LiveHtml()).toString())
            .isEqualTo("[run this cell to use the controls]\nlearning rate: 0.1\n[Train]\n[Stop]");
        rate.set(0.2);   // outside a notebook nothing happens, and nothing fails
    }

    // ---- from the page ----

    @Test
    void callbacks_hear_of_changes_on_a_thread_of_their_own_and_of_nothing_else() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        slider.onChange(n -> heard.add(n + " on " + Thread.currentThread().getName()));
        RecordingWire.move(slider, "value", 4);
        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("4 on fromscratch-controls");
        RecordingWire.move(slider, "value", 4);
        RecordingWire.move(slider, "description_width", "10px");
        slider.set(5);
        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("5 on fromscratch-controls");
        assertThat(heard).isEmpty();
    }

    @Test
    void an_error_in_a_callback_is_said_in_red_until_the_next_good_one() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
        slider.onChange(n -> {
            if (n == 1) {
                throw new StackOverflowError("<deep>");
            }
        });
        slider.toView();
        RecordingWire.move(slider, "value", 1);
        afterCallbacks(slider, done);
        assertThat(problem(slider).text()).isEqualTo("✗ StackOverflowError: <deep>");
        assertThat(problem(slider).state().get("value").getAsString()).contains("role=\"alert\"", "&lt;deep&gt;");
        RecordingWire.move(slider, "value", 2);
        afterCallbacks(slider, done);
        assertThat(problem(slider).text()).isEmpty();
        assertThat(model(problem(slider).state().get("layout").getAsString()).state().get("display").getAsString()).isEqualTo("none");
    }

    @Test
    void a_button_is_pressed_as_often_as_it_is_pressed() throws InterruptedException {
        Button button = Button.of("Go");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        button.onClick(() -> heard.add("done"));
        for (int i = 0; i < 5; i++) {
            RecordingWire.click(button);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("done");
        }
    }

    @Test
    void what_one_callback_of_a_button_throws_is_not_wiped_away_by_another() throws InterruptedException {
        Button button = Button.of("Go");
        button.onClick(() -> {
            throw new IllegalStateException("first");
        });
        button.onClick(() -> { });
        button.toView();
        RecordingWire.click(button);
        afterCallbacks(button, new LinkedBlockingQueue<>());
        assertThat(problem(button).text()).isEqualTo("✗ IllegalStateException: first");
    }

    @Test
    void what_was_refused_stays_said_when_an_earlier_callback_ends_well() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        LinkedBlockingQueue<String> go = new LinkedBlockingQueue<>();
        slider.onChange(n -> awaitIn(go));
        slider.toView();
        RecordingWire.move(slider, "value", 1);
        RecordingWire.move(slider, "value", "seven");   // while the callback is at the first one
        go.add("on");
        afterCallbacks(slider, new LinkedBlockingQueue<>());
        assertThat(problem(slider).text()).startsWith("✗ NumberFormatException");
    }

    @Test
    void what_a_watcher_throws_is_said() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        slider.watch(() -> {
            throw new IllegalStateException("watched");
        });
        slider.toView();
        RecordingWire.move(slider, "value", 1);
        afterCallbacks(slider, new LinkedBlockingQueue<>());
        assertThat(problem(slider).text()).isEqualTo("✗ IllegalStateException: watched");
    }

    private static void awaitIn(BlockingQueue<String> go) {
        try {
            go.poll(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void of_moves_that_come_too_fast_only_the_last_one_counts() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 1000);
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> go = new LinkedBlockingQueue<>();
        slider.onChange(n -> {
            heard.add(n);
            awaitIn(go);
        });
        RecordingWire.move(slider, "value", 1);
        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        for (int n = 2; n <= 1000; n++) {   // while the callback is at the first one
            RecordingWire.move(slider, "value", n);
        }
        go.add("on");
        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(1000);
        go.add("on");
        assertThat(heard).isEmpty();
    }

    @Test
    void a_mailbox_goes_on_after_an_error_and_leaves_no_thread_behind() throws InterruptedException {
        Mailbox mailbox = new Mailbox("fromscratch-test");
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        mailbox.post("a", () -> {
            threads.add(Thread.currentThread());
            throw new OutOfMemoryError("not really");
        });
        mailbox.post("b", () -> threads.add(Thread.currentThread()));
        Thread first = threads.poll(SECONDS, TimeUnit.SECONDS);
        Thread second = threads.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(first.isDaemon()).isTrue();
        second.join(1000L * SECONDS);
        assertThat(second.isAlive()).isFalse();
        mailbox.post("c", () -> threads.add(Thread.currentThread()));
        assertThat(threads.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    /** Waits until all callbacks so far are done. */
    private static void afterCallbacks(Labelled control, BlockingQueue<Integer> done) throws InterruptedException {
        Button last = Button.of("last");
        last.tell(done, List.of(), () -> done.add(1));
        assertThat(done.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    private JsonObject state(Widget widget) {
        widget.id();
        return widget.state();
    }

    private Model model(String reference) {
        return wire.models.get(reference.substring("IPY_MODEL_".length()));
    }

    private LiveHtml problem(Labelled control) {
        return (LiveHtml) model(control.view().state().getAsJsonArray("children").get(1).getAsString());
    }
}
