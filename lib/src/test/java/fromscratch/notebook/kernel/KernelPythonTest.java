package fromscratch.notebook.kernel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Real kernels, driven from Python as Jupyter does it. Maven runs this after the notebooks, when there is a .venv with
 * the kernel, see lib/pom.xml.
 */
class KernelPythonTest {
    private static final Path SCRIPTS = Path.of("src", "test", "notebooks");

    private Path python;

    @BeforeEach
    void find_python() {
        python = Stream.of(Path.of("bin", "python"), Path.of("Scripts", "python.exe"))
            .map(program -> Path.of("..", ".venv").resolve(program).toAbsolutePath().normalize())
            .filter(Files::exists).findFirst().orElse(null);
        assumeTrue(python != null, "the project has no .venv with the kernel yet: ./mvnw verify makes it and then runs this test");
    }

    @Test
    void four_kernels_that_train_side_by_side_give_the_same_bits_and_leave_no_thread() throws Exception {
        assertThat(run("soak.py", "many")).contains("many: all is well");
    }

    @Test
    void a_notebook_begun_in_the_middle_says_which_cell_to_run() throws Exception {
        assertThat(run("notebooks.py", "middle", "--only", "03")).contains("1 begun in the middle and brought to their end, 0 failed");
    }

    @Test
    void mistakes_of_readers_are_answered_in_a_few_lines() throws Exception {
        assertThat(run("mistakes.py")).contains("answered in a few lines each, all is well");
    }

    private String run(String script, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python.toString(), SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("PYTHONHOME", "PYTHONPATH", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH"));
        builder.environment().put("JUPYTER_PREFER_ENV_PATH", "1");
        builder.environment().put("PYTHONUTF8", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
