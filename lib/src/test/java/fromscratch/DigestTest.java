package fromscratch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same bits everywhere: everything that {@link Digest} computes must come out as stored, with either edition of
 * the loops, any number of threads, and vectors of any width that this processor has.
 */
class DigestTest {
    @Test
    void this_java_gives_the_stored_bits() throws IOException {
        assertThat(stored()).containsAllEntriesOf(Digest.all());
    }

    /** Each in a Java of its own, as the choice is made once, at the start. Unknown options are left out by Java. */
    @ParameterizedTest
    @ValueSource(strings = {
        "-Dfromscratch.kernels=plain",
        "-Dfromscratch.threads=1",
        "-Dfromscratch.threads=2",
        "-Dfromscratch.threads=3",
        "-Dfromscratch.threads=7",
        "-XX:MaxVectorSize=16",
        "-XX:UseAVX=2",
        "-XX:TieredStopAtLevel=1 -Dfromscratch.kernels=plain",
        "-Duser.language=tr -Duser.timezone=Pacific/Auckland -Dfile.encoding=ISO-8859-1"})
    void so_does_a_java_started_with(String options) throws Exception {
        assertThat(stored()).containsAllEntriesOf(digestsOfAJavaWith(("--add-modules=jdk.incubator.vector " + options).split(" ")));
    }

    /** Only the modules that every Java has; the loops are then the plain ones by themselves. */
    @Test
    void so_does_a_java_without_the_vector_module() throws Exception {
        assertThat(stored()).containsAllEntriesOf(digestsOfAJavaWith("--limit-modules=java.se"));
    }

    private static Map<Object, Object> digestsOfAJavaWith(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC",
            "-Dfromscratch.data=" + System.getProperty("fromscratch.data")));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Digest.class.getName()));
        Process java = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).isZero();
        Properties digests = new Properties();
        digests.load(new StringReader(printed));
        assertThat(digests).as(printed).hasSizeGreaterThanOrEqualTo(8);
        return digests;
    }

    private static Map<Object, Object> stored() throws IOException {
        Properties stored = new Properties();
        try (InputStream in = DigestTest.class.getResourceAsStream("/digests.properties")) {
            stored.load(in);
        }
        return stored;
    }
}
