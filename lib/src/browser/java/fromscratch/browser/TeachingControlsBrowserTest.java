package fromscratch.browser;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The controls of a notebook of the project, moved by the keyboard. */
class TeachingControlsBrowserTest {
    private static final String CODE = "interact(() -> oneNeuron(";

    @Test
    void arrow_keys_move_the_drawing_of_a_notebook_in_both_themes() throws Exception {
        try (LabPage lab = Lab.get().openCopyOf("03-the-forward-pass")) {
            lab.runAll();
            moves(lab, "ReLU: w1 = 1.0, w2 = 0.5", "ReLU: w1 = 1.1, w2 = 0.5");
            lab.screenshot("light");
            lab.theme("Dark");
            moves(lab, "ReLU: w1 = 1.1, w2 = 0.5", "ReLU: w1 = 1.2, w2 = 0.5");
            lab.cell(CODE).locator("select").selectOption("sigmoid");
            lab.await("another activation", () -> said(image(lab)).contains("sigmoid: w1 = 1.2"));
            lab.screenshot("dark");
            lab.theme("Light");
        }
    }

    private static void moves(LabPage lab, String before, String after) {
        Locator cell = lab.cell(CODE);
        lab.await("a drawing of " + before, () -> said(image(lab)).contains(before));
        byte[] pixels = image(lab).screenshot();
        cell.locator(".noUi-handle").first().press("ArrowRight");
        lab.await("a drawing of " + after, () -> said(image(lab)).contains(after));
        assertThat(image(lab).screenshot()).as("pixels").isNotEqualTo(pixels);
    }

    private static Locator image(LabPage lab) {
        return lab.cell(CODE).locator("img.widget-image");
    }

    /** What the picture says for those who can't see it. */
    private static String said(Locator image) {
        return image.getAttribute("title");
    }
}
