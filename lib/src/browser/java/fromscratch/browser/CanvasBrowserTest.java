package fromscratch.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** A digit drawn by mouse and finger on the canvas, and read by a network while it is drawn. */
class CanvasBrowserTest {
    private static final String IMPORTS = """
        import java.nio.file.Path;
        import fromscratch.data.*;
        import fromscratch.linalg.*;
        import fromscratch.nn.*;
        import fromscratch.notebook.*;
        import fromscratch.notebook.widgets.*;
        import static fromscratch.notebook.Notebook.*;
        """;

    private static final String READER = """
        Network network = Network.load(Path.of("../../../data/models/digits.safetensors"));
        var canvas = Canvas.of("your digit");
        var centred = Checkbox.of("centred", true);
        interact(() -> {
            Matrix image = canvas.image(centred.value() ? ImageFolder.Framing.CENTRED : ImageFolder.Framing.WHOLE);
            return Pictures.answer(image, network.probabilities(image));
        }, canvas, centred);
        """;

    /** In pixels of the sheet: x, y, x, y, … */
    private static final double[] THREE = {88, 78, 104, 58, 130, 48, 156, 50, 176, 64, 182, 86, 172, 108, 152, 124, 128, 132,
        152, 136, 176, 150, 188, 172, 186, 198, 168, 220, 140, 230, 112, 226, 90, 210};

    private static final int DOTS = 10;
    private static final String SHEET = ".fromscratch-sheet canvas";

    @Test
    void a_three_is_drawn_undone_cleared_and_read_also_after_a_reload() throws Exception {
        try (LabPage lab = Lab.get().open("canvas", IMPORTS, READER)) {
            lab.runAll();
            Locator sheet = lab.find(SHEET);
            sheet.waitFor();
            lab.await("an empty sheet", () -> says(lab, "an empty sheet"));
            byte[] empty = lab.pixels(SHEET);
            draw(lab, THREE);
            lab.await("it reads 3", () -> reads(lab, 3));
            lab.screenshot("light");
            byte[] three = lab.pixels(SHEET);
            byte[] seen = lab.pixels("img.widget-image");
            assertThat(three).as("pixels").isNotEqualTo(empty);
            assertThat(says(lab, "your digit: 1 stroke, 88 to 188 from the left and 48 to 230 from the top of 280")).isTrue();

            lab.find(".widget-checkbox input").uncheck();
            lab.await("another image without centring", () -> !Arrays.equals(lab.pixels("img.widget-image"), seen));
            lab.screenshot("not-centred");
            lab.find(".widget-checkbox input").check();

            draw(lab, 40, 40, 60, 40);
            lab.await("two strokes", () -> says(lab, "2 strokes"));
            lab.find("button:text('Undo')").click();
            lab.await("Undo takes the second one away", () -> says(lab, "1 stroke,"));
            lab.find("button:text('Clear')").press("Enter");   // JupyterLab must not take the key for itself
            lab.await("Clear takes all away", () -> says(lab, "an empty sheet"));
            lab.await("Java knows it", () -> lab.run("canvas.value().strokes().size()").contains("0"));
            lab.find("button:text('Undo')").press("Space");
            lab.await("Undo brings it back", () -> reads(lab, 3));

            System.out.println("canvas: milliseconds from the pen to the changed picture: " + milliseconds(lab));
            lab.find("button:text('Clear')").click();
            lab.find("button:text('Undo')").focus();
            for (int dot = 0; dot <= DOTS; dot++) {
                lab.page.keyboard().press("Enter");
            }
            lab.await("each Undo goes one step back", () -> says(lab, "1 stroke,") && reads(lab, 3));

            lab.reload();
            lab.await("the strokes come back", () -> sheet.count() == 1 && says(lab, "1 stroke,") && reads(lab, 3));
            assertThat(lab.pixels(SHEET)).as("the drawing after a reload").isEqualTo(three);
            touch(lab, 200, 40, 240, 240);
            lab.await("a finger goes on", () -> says(lab, "2 strokes, 88 to 240"));
            lab.await("Java knows it", () -> lab.run("canvas.value().strokes().size()").contains("2"));
            lab.screenshot("reloaded");
        }
    }

    @Test
    void java_draws_on_the_page_and_garbage_is_refused_in_both_themes() throws Exception {
        try (LabPage lab = Lab.get().open("canvas-java", IMPORTS, READER)) {
            lab.runAll();
            lab.find(SHEET).waitFor();
            lab.run("canvas.set(Strokes.parse(\"22: 140,60 140,220\"))");
            lab.await("Java's drawing", () -> says(lab, "1 stroke, 140 to 140"));
            lab.await("it reads 1", () -> reads(lab, 1));

            lab.page.evaluate("""
                () => {
                    const area = document.querySelector('.fromscratch-strokes textarea');
                    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(area, '22: 999,<b>');
                    area.dispatchEvent(new Event('input', { bubbles: true }));
                }""");
            lab.find("[role=alert]").waitFor();
            assertThat(lab.find("[role=alert]").innerText()).contains("Expected a stroke such as", "found \"22: 999,<b>\"");
            assertThat(says(lab, "1 stroke, 140 to 140")).as("the drawing stays").isTrue();
            assertThat(reads(lab, 1)).isTrue();
            lab.theme("Dark");
            lab.screenshot("dark");
            lab.theme("Light");
            lab.screenshot("light");
            draw(lab, 60, 60, 80, 60);
            lab.await("the red line goes", () -> lab.find("[role=alert]").count() == 0);
            assertThat(lab.run("canvas.value().strokes().size()")).contains("2");

            lab.run("show(canvas)");
            lab.await("shown once more it is the same drawing", () -> lab.find(SHEET).count() == 2 && label(lab, 1).contains("2 strokes"));
            lab.find("button:text('Clear')").nth(1).click();
            lab.await("the first one follows", () -> label(lab, 0).contains("an empty sheet"));
        }
    }

    /** For each of a few dots how long it takes until the picture of the answer changes. */
    private static Object milliseconds(LabPage lab) {
        lab.page.evaluate("""
            sheet => {
                window.waits = [];
                let begin = null;
                document.querySelector(sheet).addEventListener('pointerdown', () => { begin = performance.now(); });
                new MutationObserver(() => {
                    if (begin !== null) window.waits.push(Math.round(performance.now() - begin));
                    begin = null;
                }).observe(document.querySelector('img.widget-image'), { attributes: true });
            }""", SHEET);
        for (int dot = 1; dot <= DOTS; dot++) {
            int expected = dot;
            draw(lab, 30, 20 * dot);
            lab.await("an answer to dot " + dot, () -> lab.page.evaluate("window.waits.length").equals(expected));
        }
        return lab.page.evaluate("window.waits");
    }

    private static boolean says(LabPage lab, String words) {
        return label(lab, 0).contains(words);
    }

    private static String label(LabPage lab, int sheet) {
        return Objects.requireNonNullElse(lab.find(SHEET).nth(sheet).getAttribute("aria-label"), "");
    }

    private static boolean reads(LabPage lab, int digit) {
        String title = lab.find("img.widget-image").getAttribute("title");
        return title != null && title.startsWith("The network reads " + digit + ",");
    }

    private static void draw(LabPage lab, double... path) {
        BoundingBox box = box(lab);
        lab.page.mouse().move(box.x + path[0], box.y + path[1]);
        lab.page.mouse().down();
        for (int i = 2; i < path.length; i += 2) {
            lab.page.mouse().move(box.x + path[i], box.y + path[i + 1]);
        }
        lab.page.mouse().up();
    }

    /** Playwright itself can tap, but not move, a finger. */
    private static void touch(LabPage lab, double x0, double y0, double x1, double y1) {
        BoundingBox box = box(lab);
        CDPSession chromium = lab.page.context().newCDPSession(lab.page);
        touch(chromium, "touchStart", box.x + x0, box.y + y0);
        touch(chromium, "touchMove", box.x + (x0 + x1) / 2, box.y + (y0 + y1) / 2);
        touch(chromium, "touchMove", box.x + x1, box.y + y1);
        JsonObject lift = new JsonObject();
        lift.addProperty("type", "touchEnd");
        lift.add("touchPoints", new JsonArray());
        chromium.send("Input.dispatchTouchEvent", lift);
        chromium.detach();
    }

    private static void touch(CDPSession chromium, String type, double x, double y) {
        JsonObject point = new JsonObject();
        point.addProperty("x", x);
        point.addProperty("y", y);
        JsonArray points = new JsonArray();
        points.add(point);
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        chromium.send("Input.dispatchTouchEvent", event);
    }

    /** Of the sheet within its border, where a CSS pixel is a pixel of the sheet. */
    private static BoundingBox box(LabPage lab) {
        lab.find(SHEET).scrollIntoViewIfNeeded();
        BoundingBox box = lab.find(SHEET).boundingBox();
        box.x += 1;
        box.y += 1;
        return box;
    }
}
