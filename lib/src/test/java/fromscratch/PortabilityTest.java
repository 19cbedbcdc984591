package fromscratch;

import fromscratch.data.Csv;
import fromscratch.data.DataException;
import fromscratch.data.Dataset;
import fromscratch.data.Idx;
import fromscratch.eval.TrialLog;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.ModelFileException;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.notebook.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Other countries, other systems, odd folders: the library writes and reads the same. */
class PortabilityTest {
    @TempDir
    Path folder;

    /** German has decimal commas, Turkish an I of its own, Arabic and Persian digits of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"de DE", "tr TR", "ar EG", "fa IR"})
    void texts_and_files_are_the_same_in_every_country(String country) throws Exception {
        String[] names = country.split(" ");
        assertSame(Files.createDirectory(folder.resolve("there")),
            "-Duser.language=" + names[0], "-Duser.country=" + names[1]);
    }

    @Test
    void and_with_the_line_ends_and_the_character_set_of_windows() throws Exception {
        assertSame(Files.createDirectory(folder.resolve("there")), "-Dline.separator=\r\n", "-Dfile.encoding=windows-1252");
    }

    @Test
    void and_without_a_home_or_a_temporary_folder() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));   // in which nobody can make anything, not even root
        assertSame(Files.createDirectory(folder.resolve("there")), "-Duser.home=" + file, "-Djava.io.tmpdir=" + file);
    }

    @Test
    void and_in_a_folder_of_any_name() throws Exception {
        String name = "Zoë's 100 % Übung";
        assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name),
            "names of files are ASCII here");
        assertSame(Files.createDirectory(folder.resolve(name)));
    }

    private void assertSame(Path there, String... options) throws Exception {
        String here = Texts.all(Files.createDirectory(folder.resolve("here")));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Texts.class.getName(), there.toString()));
        Path said = folder.resolve("said");
        Process java = new ProcessBuilder(command).redirectError(said.toFile()).start();
        String texts = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(Files.readString(said)).isZero();
        assertThat(texts).isEqualTo(here);
    }

    /** Nobody can make a file in /proc, not even root. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_cannot_be_written_is_said_in_a_sentence() {
        Path file = Path.of("/proc/folder/file");
        ByteMatrix pixels = new ByteMatrix(1, 4, new byte[4]);
        Dataset data = new Dataset("small", 2, 2, pixels, new int[1], List.of("0"));
        assertSentence(DataException.class, () -> Csv.write(file, data));
        assertSentence(DataException.class, () -> Idx.writeImages(file, pixels, 2, 2));
        assertSentence(ModelFileException.class, () -> Network.mlp(Relu::new, new Rng(1), 2, 2).save(file));
        assertSentence(UncheckedIOException.class, () -> new TrialLog(file).prepare());
    }

    private static void assertSentence(Class<? extends Exception> type, Runnable writing) {
        assertThatThrownBy(writing::run).isInstanceOf(type).message()
            .contains("/proc/folder/file").doesNotContain("Exception")
            .containsPattern("access is denied|no such|[Rr]ead-only|not permitted")
            .containsPattern("folder (that you may write to|can be written to)");
    }
}
