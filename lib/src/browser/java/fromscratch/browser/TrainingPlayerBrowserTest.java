package fromscratch.browser;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A training that a reader watches: step by step, at several speeds, with pauses, while the notebook stays usable. */
class TrainingPlayerBrowserTest {
    private static final String CELL = """
        import fromscratch.data.*;
        import fromscratch.nn.*;
        import fromscratch.notebook.*;
        import static fromscratch.notebook.Notebook.*;
        Dataset train = DataSets.builtInDigits().train(), test = DataSets.builtInDigits().test();
        Network network = Network.mlp(Relu::new, new fromscratch.linalg.Rng(1), 784, 32, 16, 10);
        show(new TrainingPlayer(new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.005)).batchSize(1).epochs(6), train, test));
        """;

    @Test
    void plays_pauses_at_any_speed_and_survives_a_reload() throws Exception {
        try (LabPage lab = Lab.get().open("player", CELL)) {
            lab.runAll();
            Locator status = lab.find("[role=status]");
            Locator view = lab.find("img.widget-image");
            lab.await("the network before its training", () -> title(view).contains("before the first of 6 epochs"));
            lab.screenshot("before");

            lab.button("Step").click();
            lab.await("the first step", () -> title(view).contains("step 1 of 20000"));
            lab.button("Step").click();
            lab.await("the second step", () -> title(view).contains("step 2 of 20000"));
            assertThat(status.innerText()).contains("paused");

            lab.button("Play").press("Enter");   // from the keyboard
            lab.await("steps by themselves", () -> title(view).contains("step 4 of 20000"));
            lab.button("Pause").press("Enter");
            lab.await("a pause", () -> status.innerText().contains("paused"));
            String paused = title(view);
            byte[] pixels = lab.pixels("img.widget-image");
            assertThat(lab.run("Thread.sleep(1500); 6 * 7")).as("cells can be run meanwhile").contains("42");
            assertThat(title(view)).as("nothing happens in a pause").isEqualTo(paused);
            assertThat(lab.pixels("img.widget-image")).isEqualTo(pixels);

            lab.find(".widget-dropdown select").selectOption("as fast as it trains");
            lab.button("Play").click();
            lab.await("an epoch is done", () -> title(view).contains("right and wrong in each epoch"));
            assertThat(lab.run("6 * 7")).as("cells can be run meanwhile").contains("42");
            lab.screenshot("playing");
            lab.find(".widget-dropdown select").selectOption("1 step a second");
            lab.reload();
            lab.await("the view is there again", () -> view.count() == 1 && title(view).contains("step"));
            String before = title(view);
            lab.await("it goes on after a reload", () -> !title(view).equals(before));
            lab.button("Pause").click();
            lab.await("its buttons work after a reload", () -> status.innerText().contains("paused"));
            lab.screenshot("light");
            lab.theme("Dark");
            lab.screenshot("dark");
            lab.theme("Light");

            lab.button("Stop").click();
            lab.await("the end", () -> status.innerText().contains("stopped"));
            assertThat(lab.button("Stop").isDisabled()).isTrue();
            assertThat(threads(lab)).as("threads that train").contains("[]");

            lab.button("Play").click();
            lab.await("it begins again", () -> title(view).contains("epoch 1 of 6"));
            ProcessHandle kernel = ProcessHandle.of(lab.kernelProcess()).orElseThrow();
            lab.restartKernel();
            lab.await("nothing of the old kernel is left", () -> !kernel.isAlive());
        }
    }

    private static String title(Locator image) {
        String title = image.getAttribute("title");
        return title == null ? "" : title;
    }

    private static String threads(LabPage lab) {
        return lab.run("Thread.getAllStackTraces().keySet().stream().map(Thread::getName)"
            + ".filter(\"fromscratch-training\"::equals).toList()");
    }
}
