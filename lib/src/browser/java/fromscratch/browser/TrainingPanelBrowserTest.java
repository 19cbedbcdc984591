package fromscratch.browser;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A training that a reader starts, pauses, stops and compares, while the notebook stays usable. */
class TrainingPanelBrowserTest {
    private static final String CELL = """
        import fromscratch.data.*;
        import fromscratch.eval.*;
        import fromscratch.notebook.*;
        import static fromscratch.notebook.Notebook.*;
        var parts = DataSets.builtInDigits().train().split(new fromscratch.linalg.Rng(1), 4000, 500);
        var panel = new TrainingPanel(parts.get(0), parts.get(1), Experiment.defaults().withHidden(1000, 1000).withEpochs(500));
        show(panel);
        """;

    @Test
    void trains_pauses_goes_on_stops_and_compares() throws Exception {
        try (LabPage lab = Lab.get().open("panel", CELL)) {
            lab.runAll();
            Locator curves = lab.find("img.widget-image");
            curves.waitFor();
            assertThat(lab.button("Stop").isDisabled()).isTrue();
            byte[] empty = lab.pixels("img.widget-image");

            lab.button("Train").click();
            lab.await("speed and time left", () -> status(lab).contains("images/s") && status(lab).contains("left"));
            lab.await("curves with an accuracy", () -> curves.getAttribute("title").matches(".*run 1 has done \\d+ of 500 epochs, loss .*, accuracy .* %"));
            assertThat(lab.pixels("img.widget-image")).isNotEqualTo(empty);
            assertThat(lab.run("6 * 7")).as("cells can be run meanwhile").contains("42");
            lab.screenshot("training");

            lab.button("Pause").click();
            lab.await("a pause", () -> status(lab).contains("paused"));
            String paused = status(lab);
            lab.find(".noUi-handle").first().press("ArrowLeft");
            lab.run("Thread.sleep(300)");
            assertThat(status(lab)).as("nothing happens in a pause").isEqualTo(paused);
            lab.button("Train").click();
            lab.await("going on", () -> status(lab).startsWith("epoch"));

            lab.button("Stop").click();
            long pressed = System.nanoTime();
            lab.await("the end", () -> status(lab).contains("stopped"));
            System.out.println("the page said so " + (System.nanoTime() - pressed) / 1_000_000 + " ms after Stop was pressed");
            lab.find("td:text('0.1 → 0.0794')").waitFor();
            assertThat(lab.button("Stop").isDisabled()).isTrue();
            assertThat(threads(lab)).as("threads that train").contains("[]");

            lab.button("Train").click();
            lab.await("a second run", () -> curves.getAttribute("title").contains("run 2 has"));
            lab.reload();
            lab.await("it goes on after a reload", () -> status(lab).contains("images/s"));
            lab.button("Stop").click();
            lab.find("td:text-is('0.0794')").waitFor();
            lab.await("two runs", () -> status(lab).contains("run 2 stopped"));
            lab.screenshot("light");
            lab.theme("Dark");
            lab.screenshot("dark");
            lab.theme("Light");

            lab.button("Train").click();
            lab.await("a third run", () -> status(lab).contains("images/s"));
            ProcessHandle kernel = ProcessHandle.of(lab.kernelProcess()).orElseThrow();
            lab.restartKernel();
            lab.await("nothing of the old kernel is left", () -> !kernel.isAlive());
        }
    }

    private static final String SHORT = CELL.replace("1000, 1000", "16").replace("Epochs(500)", "Epochs(1)");

    @Test
    void the_keyboard_is_enough() throws Exception {
        try (LabPage lab = Lab.get().open("keys", SHORT)) {
            lab.runAll();
            Locator layers = lab.find(".widget-text input");
            layers.focus();
            lab.page.keyboard().press("Control+A");
            lab.page.keyboard().type("8, 8");
            press(lab, "Tab", "Space", "ArrowDown", "Enter");   // with its list closed, JupyterLab takes the arrows up and down
            press(lab, "Tab", "Space", "ArrowDown", "Enter");
            press(lab, "Tab", "ArrowRight");
            press(lab, "Tab", "Tab", "Tab", "Tab", "Tab");   // a slider has two places: its handle and its number
            lab.screenshot("focus");
            press(lab, "Space");
            lab.find("td:text-is('8,8')").waitFor();
            lab.find("td:text-is('sigmoid')").waitFor();
            lab.find("td:text-is('momentum')").waitFor();
            lab.find("td:text-is('0.126')").waitFor();
        }
    }

    private static void press(LabPage lab, String... keys) {
        for (String key : keys) {
            lab.page.keyboard().press(key);
        }
    }

    /** What the line beside the bar says; empty while the page has none. */
    private static String status(LabPage lab) {
        Locator line = lab.find(".fromscratch-status");
        return line.count() == 1 ? line.innerText() : "";
    }

    private static String threads(LabPage lab) {
        return lab.run("Thread.getAllStackTraces().keySet().stream().map(Thread::getName)"
            + ".filter(\"fromscratch-training\"::equals).toList()");
    }
}
