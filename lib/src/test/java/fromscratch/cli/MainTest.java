package fromscratch.cli;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {
    private static final Path PROJECT = Path.of(System.getProperty("fromscratch.data", "data")).resolveSibling(".");

    @Test
    void help_is_no_mistake() {
        assertThat(Call.of("--help").exitCode()).isZero();
        assertThat(Call.of("--help").out()).startsWith("Usage: java @digits").contains("train", "predict", "evaluate");
        for (String command : List.of("train", "predict", "evaluate")) {
            assertThat(Call.of(command, "--help").out()).startsWith("Usage: java @digits " + command + " [OPTIONS]");
            assertThat(Call.of(command, "-h").exitCode()).isZero();
        }
    }

    @Test
    void a_wrong_command_gets_a_sentence() {
        assertThat(Call.of()).isEqualTo(new Call(2, "", "Missing required subcommand\nHelp:  java @digits --help\n"));
        Call call = Call.of("tarin");
        assertThat(call.err()).startsWith("Unmatched argument at index 0: 'tarin'\nDid you mean: java @digits train?\n");
        assertThat(call.exitCode()).isEqualTo(2);
    }

    /** Slashes mean folders on Windows too, and no list of jars is in it: the jar knows the others. */
    @Test
    void the_file_that_starts_it_names_the_jar_and_this_class() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("digits"))).contains("--add-modules=jdk.incubator.vector",
            "-cp lib/target/fromscratch.jar", Main.class.getName());
    }
}
