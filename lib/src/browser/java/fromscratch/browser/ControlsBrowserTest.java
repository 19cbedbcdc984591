package fromscratch.browser;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Controls as a reader uses them: moved in a browser, heard of in a cell. */
class ControlsBrowserTest {
    private static final String IMPORTS = "import fromscratch.notebook.*;\nimport fromscratch.notebook.widgets.*;\n"
        + "import static fromscratch.notebook.Notebook.*;\n";

    private static final String LINE = """
        var slope = Slider.decimal("slope", -2, 2).step(0.1).at(1.0);
        interact(() -> {
            if (slope.value() > 1.45 && slope.value() < 1.55) throw new IllegalStateException("not 1.5, please");
            var chart = Charts.line("A line", "x", "y");
            chart.getStyler().setYAxisMin(-2.0).setYAxisMax(2.0);
            chart.addSeries("y", new double[] {-1, 1}, new double[] {-slope.value(), slope.value()});
            return chart;
        }, slope);
        """;

    @Test
    void a_moved_slider_draws_anew_also_after_an_exception_and_after_a_reload() throws Exception {
        try (LabPage lab = Lab.get().open("slider", IMPORTS, LINE)) {
            lab.runAll();
            Locator handle = lab.find(".noUi-handle");
            Locator image = lab.find("img.widget-image");
            image.waitFor();
            byte[] before = lab.pixels("img.widget-image");
            lab.screenshot("light");

            handle.press("ArrowRight");
            lab.await("a picture of another slope", () -> image.getAttribute("title").contains("y from -1.10 to 1.10"));
            assertThat(lab.pixels("img.widget-image")).as("pixels").isNotEqualTo(before);
            assertThat(lab.run("slope.value()")).contains("1.1");

            for (int i = 0; i < 4; i++) {
                handle.press("ArrowRight");
            }
            lab.find("text=not 1.5, please").first().waitFor();
            assertThat(lab.find("[role=alert]").innerText()).contains("IllegalStateException", "if (slope.value() > 1.45");
            lab.screenshot("exception");
            handle.press("ArrowRight");
            lab.await("the next move works", () -> image.getAttribute("title").contains("y from -1.60 to 1.60"));
            lab.await("the red line goes", () -> lab.find("[role=alert]").count() == 0);

            lab.reload();
            lab.await("the page shows the drawing again", () -> image.count() == 1
                && image.getAttribute("title") != null && image.getAttribute("title").contains("y from -1.60 to 1.60"));
            lab.screenshot("reloaded");
            handle.press("ArrowLeft");
            handle.press("ArrowLeft");
            lab.await("controls go on after a reload", () -> image.getAttribute("title").contains("y from -1.40 to 1.40"));
        }
    }

    @Test
    void a_page_loaded_while_a_cell_runs_has_its_controls_as_soon_as_the_cell_is_done() throws Exception {
        try (LabPage lab = Lab.get().open("busy", IMPORTS, LINE)) {
            lab.runAll();
            Locator handle = lab.find(".noUi-handle");
            Locator image = lab.find("img.widget-image");
            image.waitFor();
            lab.begin("Thread.sleep(12_000);");   // far longer than ipywidgets waits for an answer, which is 4 s
            lab.reload();
            lab.await("the drawing", () -> image.count() == 1 && image.getAttribute("title") != null);
            handle.press("ArrowRight");
            lab.await("a picture of another slope", () -> image.getAttribute("title").contains("y from -1.10 to 1.10"));
        }
    }

    private static final String ALL_KINDS = """
        var rate = Slider.log("learning rate", 1e-4, 1).at(0.1);
        var neurons = Slider.whole("neurons", 1, 64).at(16);
        var activation = Dropdown.of("activation", "relu", "tanh");
        var centred = Checkbox.of("centred", true);
        var name = TextField.of("name", "first");
        var go = Button.of("Go");
        var bar = new Progress();
        var said = new LiveHtml();
        go.onClick(() -> {
            said.set("<b>" + name.value() + " " + activation.value() + " " + centred.value() + "</b>", name.value());
            bar.set(0.5, "half");
        });
        neurons.onChange(n -> { int[] layers = new int[16]; layers[n] = 1; });
        show(Box.row(Box.column(rate, neurons, activation), Box.column(centred, name)), Box.row(go, bar, said));
        """;

    @Test
    void every_kind_of_control_is_heard_in_both_themes() throws Exception {
        try (LabPage lab = Lab.get().open("controls", IMPORTS, ALL_KINDS)) {
            lab.runAll();
            lab.find("select:has(option[value=tanh])").selectOption("tanh");
            lab.find(".widget-checkbox input").uncheck();
            lab.find(".widget-text input").fill("second");
            lab.find(".widget-text input").press("Enter");
            lab.find("button:text('Go')").click();
            lab.find("b:text('second tanh false')").waitFor();
            assertThat(lab.find(".progress-bar").getAttribute("style")).contains("50%");

            lab.find(".noUi-handle").nth(1).press("ArrowRight");
            lab.find("[role=alert]").waitFor();
            assertThat(lab.find("[role=alert]").innerText()).contains("ArrayIndexOutOfBounds", "layers[n] = 1");
            lab.screenshot("light");
            lab.theme("Dark");
            lab.screenshot("dark");
            assertThat(readable(lab, ".widget-label")).as("labels on dark").isTrue();
            assertThat(readable(lab, "[role=alert]")).as("problems on dark").isTrue();
            lab.theme("Light");
            assertThat(readable(lab, ".widget-label")).as("labels on light").isTrue();
            assertThat(readable(lab, "[role=alert]")).as("problems on light").isTrue();
        }
    }

    /** Whether a text has the contrast to the page that WCAG 2.1 asks for (1.4.3): 4.5. */
    private static boolean readable(LabPage lab, String selector) {
        return (boolean) lab.page.evaluate("""
            selector => {
                const channels = text => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
                const luminance = rgb => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
                    const c = rgb[i] / 255;
                    return sum + weight * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                }, 0);
                const element = document.querySelector(selector);
                let page = element;
                while (page && /rgba\\(0, 0, 0, 0\\)|transparent/.test(getComputedStyle(page).backgroundColor)) page = page.parentElement;
                const a = luminance(channels(getComputedStyle(element).color));
                const b = luminance(channels(getComputedStyle(page).backgroundColor));
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 4.5;
            }""", selector);
    }
}
