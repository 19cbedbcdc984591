package fromscratch.notebook;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class FontsTest {
    private static final String ADVICE = "Charts and pictures need a font, and Java finds none on this machine. Install one";

    @TempDir
    Path folder;

    /** Linux's list of fonts is empty here; Java's own copy of it, in the home folder, is not there yet. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void without_fonts_a_chart_says_what_to_install() throws Exception {
        Path fonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true", "-Duser.home=" + folder, "-Dsun.stdout.encoding=UTF-8", "-Dstdout.encoding=UTF-8",
            "-cp", System.getProperty("java.class.path"), Drawn.class.getName()).redirectErrorStream(true);
        builder.environment().put("FONTCONFIG_FILE", fonts.toString());
        Process java = builder.start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said).contains("Charts.line: java.lang.IllegalStateException: " + ADVICE,
                "sudo apt install fontconfig fonts-dejavu-core",
            "sudo dnf install fontconfig dejavu-sans-fonts", "macOS and Windows")
            .contains("again: java.lang.IllegalStateException: " + ADVICE)
            .contains("picture: java.lang.IllegalStateException: " + ADVICE)
            .contains("[XYChart could not be shown: IllegalStateException: " + ADVICE)
            .contains("a matrix needs no font: [1.0, 2.0]");
        assertThat(said.lines().filter(line -> line.contains("head is null") && !line.contains("(Java says: "))).isEmpty();
    }

    @Test
    void with_fonts_nothing_is_said() {
        Fonts.require();
    }

    static final class Drawn {
        public static void main(String[] args) {
            attempt("Charts.line", () -> Charts.line("", "x", "y"));
            attempt("again", () -> Charts.bars("", "x", "y"));
            attempt("picture", () -> Pictures.digit(Matrix.zeros(1, 784)));
            XYChart readers = new XYChart(200, 100);
            readers.addSeries("y", new double[] {1, 2}, new double[] {1, 2});
            System.out.println(Rendering.of(readers).text());
            System.out.println("a matrix needs no font: " + Rendering.of(Matrix.row(1, 2)).text());
        }

        private static void attempt(String what, Runnable action) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                System.out.println(what + ": " + e);
            }
        }
    }
}
