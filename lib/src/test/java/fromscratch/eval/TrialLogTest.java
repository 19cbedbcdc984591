package fromscratch.eval;

import fromscratch.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrialLogTest {
    private static final String HEADER = "hidden,activation,optimizer,learning-rate,batch-size,epochs,seed,parameters,"
        + "multiplications,train-loss,train-accuracy,validation-loss,validation-accuracy,diverged,seconds";

    @TempDir
    private Path folder;

    private final Dataset train = Stripes.dataset(40, 1);
    private final Trial two = Experiment.parse("hidden=6,5 epochs=2 learning-rate=0.0003").run(train, train);
    private final Trial none = Experiment.parse("hidden=none epochs=1 seed=12345678901").run(train, train);
    private final Trial diverged = Experiment.parse("hidden=4 learning-rate=1e38 epochs=1").run(train, train);

    @Test
    void what_is_written_is_read_back() throws IOException {
        Path file = folder.resolve("new folder").resolve("log.csv");
        TrialLog log = new TrialLog(file);
        log.prepare();
        assertThat(Files.readString(file)).isEqualTo(HEADER + "\n");
        assertThat(log.read().rowCount()).isZero();
        List.of(two, none, diverged).forEach(log::append);

        Table table = log.read();
        assertThat(table.columnNames()).isEqualTo(List.of(HEADER.split(",")));
        assertThat(table.stringColumn("hidden").asList()).containsExactly("6,5", "none", "4");
        assertThat(table.doubleColumn("learning-rate").asDoubleArray()).containsExactly(0.0003, 0.1, 1e38);
        assertThat(table.longColumn("seed").asLongArray()).containsExactly(1, 12345678901L, 1);
        assertThat(table.intColumn("parameters").asList()).containsExactly(6 * 17 + 5 * 7 + 4 * 6, 4 * 17, 4 * 17 + 4 * 5);
        assertThat(table.longColumn("multiplications").get(0)).isEqualTo(two.multiplications());
        assertThat(table.doubleColumn("validation-accuracy").get(0)).isEqualTo(two.validationAccuracy());
        assertThat(table.doubleColumn("train-loss").get(1)).isEqualTo(none.history().last().trainLoss());
        assertThat(table.doubleColumn("validation-loss").isMissing(2)).isTrue();
        assertThat(table.booleanColumn("diverged").asList()).containsExactly(false, false, true);
        assertThat(table.doubleColumn("seconds").get(0)).isCloseTo(two.seconds(), within(0.0006));
        assertThat(TrialLog.table(List.of(two, none, diverged)).print()).isEqualTo(table.print());
    }

    @Test
    void a_log_that_a_windows_editor_has_saved_is_continued() throws IOException {
        Path file = folder.resolve("log.csv");
        TrialLog log = new TrialLog(file);
        log.append(two);
        Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));
        log.append(none);
        assertThat(log.read().stringColumn("hidden").asList()).containsExactly("6,5", "none");
        assertThat(log.read().doubleColumn("seconds").get(0)).isCloseTo(two.seconds(), within(0.0006));
    }

    /** So a search may go on in a log of yesterday. */
    @Test
    void a_log_that_is_there_is_continued() {
        TrialLog log = new TrialLog(folder.resolve("log.csv"));
        log.append(two);
        new TrialLog(folder.resolve("log.csv")).append(none);
        assertThat(log.read().rowCount()).isEqualTo(2);
    }

    @Test
    void the_country_makes_no_difference() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            what_is_written_is_read_back();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void half_a_line_is_not_read_and_the_next_one_takes_its_place() throws IOException {
        Path file = folder.resolve("log.csv");
        TrialLog log = new TrialLog(file);
        log.append(two);
        String whole = Files.readString(file);
        for (int length = 0; length <= whole.length(); length += 7) {
            Files.writeString(file, whole.substring(0, length));
            assertThat(log.read().rowCount()).as(length + " characters").isEqualTo(0);
            log.append(two);
            assertThat(Files.readString(file)).as("after " + length + " characters").isEqualTo(whole);
        }
    }

    @Test
    void a_file_of_something_else_is_refused_and_left_as_it_was() throws IOException {
        for (String other : List.of("label,pixel0\n3,255\n", "a poem without an end", HEADER + ",colour\n", "\n")) {
            Path file = Files.writeString(folder.resolve("other.csv"), other);
            assertThatIllegalArgumentException().isThrownBy(() -> new TrialLog(file).append(two))
                .withMessageContaining("is a file with other columns. Expected " + HEADER + "; found " + other.lines().findFirst().orElseThrow());
            assertThatIllegalArgumentException().isThrownBy(() -> new TrialLog(file).read());
            assertThat(Files.readString(file)).isEqualTo(other);
        }
    }

    @Test
    void a_damaged_line_and_a_missing_file_are_told() throws IOException {
        Path file = Files.writeString(folder.resolve("log.csv"), HEADER + "\n128,relu,sgd,much,32,1,1,1,1,,,,,false,1.0\n");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrialLog(file).read()).withMessageContaining("is damaged")
            .withMessageContaining("much");
        assertThatThrownBy(() -> new TrialLog(folder.resolve("nowhere.csv")).read()).isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("Could not read").hasMessageContaining("check the path");
        assertThatThrownBy(() -> new TrialLog(folder).append(two)).isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("Could not write " + folder);
    }

    @Test
    void threads_that_append_at_the_same_time_do_not_lose_a_line() throws Exception {
        Path file = folder.resolve("log.csv");
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> IntStream.range(0, 25).forEach(k -> new TrialLog(file).append(two)));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(new TrialLog(file).read().rowCount()).isEqualTo(100);
    }

    /** An interrupt that comes while a line is written must not cut it off. */
    @Test
    void an_interrupted_thread_still_writes_its_line() {
        TrialLog log = new TrialLog(folder.resolve("log.csv"));
        Thread.currentThread().interrupt();
        log.append(two);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.read().rowCount()).isEqualTo(1);
    }
}
