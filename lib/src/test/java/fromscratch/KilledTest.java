package fromscratch;

import fromscratch.linalg.Rng;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs that are killed at a random moment, without a chance to tidy up (SIGKILL). {@code -Dkills=200} kills more
 * often than the usual 20 times.
 */
class KilledTest {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int LONGEST_LIFE = 100;   // milliseconds after the first sign of life; a round takes a few
    private static final int TO_ITS_END = -1;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void make_an_empty_folder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("saved"));
    }

    /** Weights, images and a search's log: the old file or the new one, whole, and nothing that was acknowledged is lost. */
    @Test
    void killed_while_saving_the_old_or_the_new_file_is_there_whole() throws Exception {
        Saver saver = new Saver(folder);
        Rng moments = new Rng(1);
        List<Long> acknowledged = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            List<Long> rounds = lifeOf(Saver.class, moments.nextInt(LONGEST_LIFE));
            acknowledged.addAll(rounds);
            int last = rounds.get(rounds.size() - 1).intValue();
            assertThat(saver.inModel()).as("kill %d, model", kill).isBetween(last, last + 1);
            assertThat(saver.inImages()).as("kill %d, images", kill).isIn(last & 0xFF, last + 1 & 0xFF);
            assertThat(saver.inLog()).as("kill %d, log", kill).containsAll(acknowledged).isSorted().doesNotHaveDuplicates();
        }
        deleteLeftovers();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.safetensors", "images-idx3-ubyte", "log.csv");
        System.out.println("killed " + KILLS + " times in " + acknowledged.size() + " rounds of saving");
    }

    /** Its checkpoint is whole after every kill, and the training goes on from it to the same bits. */
    @Test
    void a_killed_training_goes_on_to_the_same_bits() throws Exception {
        Rng moments = new Rng(2);
        Path model = folder.resolve("model.safetensors");
        int kills = 0;
        while (kills < KILLS / 4 && !Files.exists(model)) {
            List<Long> steps = lifeOf(KilledTraining.class, moments.nextInt(LONGEST_LIFE));
            kills += steps.get(steps.size() - 1) < KilledTraining.STEPS ? 1 : 0;
        }
        if (!Files.exists(model)) {
            lifeOf(KilledTraining.class, TO_ITS_END);
        }
        assertThat(kills).isPositive();
        KilledTraining.train(folder.resolve("never stopped"));
        assertThat(model).hasSameBinaryContentAs(folder.resolve("never stopped"));
        System.out.println("killed a training " + kills + " times");
    }

    /** The next one who saves deletes what has been lying around for an hour. */
    private void deleteLeftovers() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path left : files.filter(file -> file.toString().endsWith(".part")).toList()) {
                Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            }
        }
        lifeOf(Saver.class, LONGEST_LIFE);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path left : files.filter(file -> file.toString().endsWith(".part")).toList()) {
                assertThat(Files.getLastModifiedTime(left).toInstant()).as("left by the last one only: %s", left)
                    .isAfter(Instant.now().minus(Duration.ofHours(1)));
                Files.delete(left);
            }
        }
    }

    /** Starts it, kills it some time after its first line, and returns its lines, a number each. */
    private List<Long> lifeOf(Class<?> program, int milliseconds) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfromscratch.kernels=plain", "-cp",
            System.getProperty("java.class.path"), program.getName(), folder.toString())
            .redirectError(temporary.resolve("errors").toFile()).start();
        List<Long> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            String first = out.readLine();
            assertThat(first).as(() -> "the program's errors: " + errors()).isNotNull();
            lines.add(Long.parseLong(first));
            if (milliseconds != TO_ITS_END) {
                Thread.sleep(milliseconds);
                process.toHandle().destroyForcibly();   // process.destroyForcibly() would close what is read here
            }
            out.lines().forEach(line -> lines.add(Long.parseLong(line)));
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    private String errors() {
        try {
            return Files.readString(temporary.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
