package fromscratch.browser;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The playground as a reader uses it: another problem, play, pause, and on after a reload. */
class PlaygroundBrowserTest {
    private static final String CELL = """
        import fromscratch.data.*;
        import fromscratch.notebook.*;
        import static fromscratch.notebook.Notebook.*;
        var playground = new Playground(ToyProblem.RINGS);
        show(playground);
        """;
    private static final String MAP = "img.widget-image";
    private static final Pattern STEP = Pattern.compile("step ([\\d,]+) ");

    @Test
    void shows_another_problem_learns_it_pauses_and_goes_on_after_a_reload() throws Exception {
        try (LabPage lab = Lab.get().open("playground", CELL)) {
            lab.runAll();
            lab.find(MAP).waitFor();
            assertThat(text(lab)).startsWith("Playground: rings").contains("network 2-4-2", "step 0 ");
            byte[] rings = lab.pixels(MAP);
            lab.find("select:has(option[value=spiral])").selectOption("spiral");
            lab.await("the other problem", () -> text(lab).startsWith("Playground: spiral"));
            byte[] untrained = lab.pixels(MAP);
            assertThat(untrained).isNotEqualTo(rings);

            button(lab, "Play").press("Enter");
            lab.await("it learns", () -> step(lab) >= 50);
            assertThat(lab.pixels(MAP)).isNotEqualTo(untrained);
            assertThat(lab.run("6 * 7")).as("cells can be run meanwhile").contains("42");
            slider(lab, "neurons in each").press("ArrowRight");
            lab.await("a new network learns", () -> text(lab).contains("network 2-5-2") && step(lab) >= 50);
            lab.screenshot("light");

            button(lab, "Pause").click();
            lab.find("[role=status]:text('paused')").waitFor();
            lab.await("nothing works any more", () -> threads(lab).contains("[]"));
            int paused = step(lab);
            assertThat(paused % 10).isZero();
            lab.theme("Dark");
            lab.screenshot("dark");
            lab.theme("Light");

            lab.reload();
            lab.await("the page shows it again", () -> lab.find(MAP).count() == 1 && step(lab) == paused);
            button(lab, "Play").click();
            lab.await("it goes on", () -> step(lab) > paused);
            button(lab, "Reset").click();
            lab.await("it begins anew", () -> step(lab) == 0);
            lab.await("nothing is left", () -> threads(lab).contains("[]"));
        }
    }

    private static String text(LabPage lab) {
        String title = lab.find(MAP).getAttribute("title");
        return title == null ? "" : title;
    }

    private static int step(LabPage lab) {
        Matcher step = STEP.matcher(text(lab));
        return step.find() ? Integer.parseInt(step.group(1).replace(",", "")) : -1;
    }

    private static Locator button(LabPage lab, String label) {
        return lab.find("button.jupyter-button:text-is('" + label + "')");
    }

    private static Locator slider(LabPage lab, String label) {
        return lab.find(".widget-slider:has(label:text-is('" + label + "')) .noUi-handle");
    }

    private static String threads(LabPage lab) {
        return lab.run("Thread.getAllStackTraces().keySet().stream().map(Thread::getName)"
            + ".filter(\"fromscratch-playground\"::equals).toList()");
    }
}
