package fromscratch.notebook;

import fromscratch.data.ImageFolder.Framing;
import fromscratch.data.Strokes;
import fromscratch.linalg.Matrix;
import fromscratch.notebook.widgets.RecordingWire;
import fromscratch.notebook.widgets.Widget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A canvas without a page: what it holds, what it says, and what it refuses. */
class CanvasTest {
    private static final int SECONDS = 30;   // far more than it takes: a busy machine is no error
    private static final String BAR = "22: 140,60 140,220";

    private final RecordingWire wire = new RecordingWire();
    private final Canvas canvas = Canvas.of("your digit");

    @AfterEach
    void backToJupyter() {
        wire.close();
    }

    @Test
    void what_is_drawn_on_the_page_is_the_image_that_a_network_sees() {
        assertThat(canvas.image()).isEqualTo(Matrix.zeros(1, 784));
        canvas.toView();
        RecordingWire.move(canvas, "value", BAR);
        assertThat(canvas.value()).isEqualTo(Strokes.parse(BAR));
        assertThat(canvas.image()).isEqualTo(Strokes.parse(BAR).image(Framing.CENTRED));
        assertThat(canvas.image(Framing.WHOLE)).isEqualTo(Strokes.parse(BAR).image(Framing.WHOLE)).isNotEqualTo(canvas.image());
    }

    @Test
    void java_can_draw_undo_and_clear_and_the_page_hears_of_it() {
        canvas.at(Strokes.parse(BAR + "\n10: 1,2"));
        canvas.toView();
        canvas.undo();
        assertThat(wire.value(canvas)).isEqualTo(BAR);
        canvas.clear();
        assertThat(wire.value(canvas)).isEmpty();
        canvas.undo();
        assertThat(canvas.value()).isEqualTo(Strokes.none());
    }

    @Test
    void callbacks_hear_of_each_drawing() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        canvas.onChange(drawing -> heard.add(drawing.toString()));
        RecordingWire.move(canvas, "value", BAR);
        assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(BAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "22: 999,1", "<img src=x onerror=alert(1)>"})
    void garbage_from_the_page_is_refused_in_red_and_the_drawing_stays(String garbage) {
        canvas.at(Strokes.parse(BAR)).toView();
        RecordingWire.move(canvas, "value", garbage);
        assertThat(canvas.value()).isEqualTo(Strokes.parse(BAR));
        assertThat(wire.value(canvas)).as("the page is told what counts").isEqualTo(BAR);
        assertThat(wire.problem(canvas).text()).isEqualTo("✗ DataException: Expected a stroke such as \"22: 90,60 190,60\","
            + " a pen of 1 to 80 pixels and points from 0 to 280; found \"" + garbage + "\".");
        assertThat(wire.html(wire.problem(canvas))).doesNotContain("<img");
    }

    @Test
    void anything_but_a_text_is_refused_too() {
        canvas.toView();
        for (Object garbage : List.of(7, true, List.of(BAR), List.of())) {
            RecordingWire.move(canvas, "value", garbage);
            assertThat(wire.problem(canvas).text()).startsWith("✗ IllegalArgumentException: your digit: expected a drawing as text, found ");
        }
        RecordingWire.move(canvas, "value", null);
        assertThat(wire.problem(canvas).text()).endsWith("found null");
        assertThat(canvas.value()).isEqualTo(Strokes.none());
    }

    @Test
    void the_next_good_drawing_takes_the_red_line_away() throws InterruptedException {
        canvas.toView();
        RecordingWire.move(canvas, "value", "garbage");
        assertThat(wire.problem(canvas).text()).isNotEmpty();
        RecordingWire.move(canvas, "value", BAR);
        for (int i = 0; i < 10 * SECONDS && !wire.problem(canvas).text().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(wire.problem(canvas).text()).isEmpty();
    }

    // ---- shown ----

    @Test
    void where_widgets_cannot_run_there_is_a_picture_and_a_text() {
        canvas.at(Strokes.parse(BAR));
        Output output = Rendering.of(canvas);
        assertThat(output.text()).isEqualTo("[run this cell to use the control] your digit: 1 stroke, 140 to 140 from the left and"
            + " 60 to 220 from the top of 280");
        Picture picture = canvas.picture();
        assertThat(picture.image().getRGB(2 * 141, 2 * 163)).isEqualTo(Palette.INK.getRGB());
        assertThat(picture.image().getRGB(2 * 40, 2 * 163)).isEqualTo(Palette.PAPER.getRGB());
        assertThat(output).isInstanceOfSatisfying(Output.Live.class, live -> assertThat(live.widget()).isSameAs(canvas));
    }

    @Test
    void an_answer_follows_the_canvas_beside_it() throws InterruptedException {
        BlockingQueue<Double> drawn = new LinkedBlockingQueue<>();
        Output.Live live = Interaction.beside(() -> {
            drawn.add(canvas.image().sum());
            return Pictures.answer(canvas.image(), Matrix.of(Matrix.row(0.25f, 0.75f)), "a line below");
        }, canvas, canvas);
        assertThat(drawn.poll()).isZero();
        assertThat(live.text()).isEqualTo("[run this cell to use the control] your digit: an empty sheet\n"
            + "The network reads 1, 75.0 % sure (0: 25.0 %, 1: 75.0 %)\na line below");
        assertThat(live.still()).isInstanceOf(Picture.class);
        RecordingWire.move(canvas, "value", BAR);
        assertThat(drawn.poll(SECONDS, TimeUnit.SECONDS)).isGreaterThan(30);
    }

    // ---- the page ----

    /** The only script that the library puts on a page: one file, the same for each canvas, nothing is put into it. */
    @Test
    void the_page_is_built_from_constants_only() throws IOException {
        String file;
        try (var in = Widget.class.getResourceAsStream("drawing-pad.html")) {
            file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Canvas.of("<script>alert(1)</script>").at(Strokes.parse(BAR)).toView();
        assertThat(wire.pages()).containsExactly(file);
        assertThat(file).contains("const SIDE = " + Strokes.SIDE + ";");
        assertThat(file.split("<script").length - 1).isEqualTo(1);
    }
}
