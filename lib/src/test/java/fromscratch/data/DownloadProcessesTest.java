package fromscratch.data;

import com.sun.net.httpserver.HttpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static fromscratch.data.Downloading.FIRST;
import static fromscratch.data.Downloading.ITEMS;
import static fromscratch.data.Downloading.SECOND;
import static fromscratch.data.TestMirror.content;
import static fromscratch.data.TestMirror.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Processes that download the same files into the same folder, two at a time, or killed without a chance to tidy up (SIGKILL). */
class DownloadProcessesTest {
    @TempDir
    Path temp;
    private Path folder;
    private TestMirror server;
    private final List<Process> processes = new ArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);

    @BeforeEach
    void startServer() throws IOException {
        folder = temp.resolve("set");
        server = new TestMirror();
    }

    @AfterEach
    void endAll() throws IOException {
        go.countDown();
        processes.forEach(Process::destroyForcibly);
        server.close();
    }

    /** The first one gets its answer when the second one waits. */
    @Test
    void two_programs_at_a_time_fetch_once_and_both_have_it() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(".download.lock"), "why an earlier one failed");
        URI mirror = server.on("held/", held(both()));
        start(mirror);
        start(mirror);
        until("one of the two waits", () -> output(0).contains("waiting") || output(1).contains("waiting"));
        go.countDown();
        assertThat(Stream.of(end(0), end(1))).containsExactlyInAnyOrder("there", "waiting there");
        assertWhole();
        assertThat(server.requests).as("each file once").hasValue(2);
    }

    /** Without a network the second would else wait for as long as the first one, and then once more. */
    @Test
    void who_waited_for_a_download_that_failed_says_why_and_does_not_try_again() throws Exception {
        URI mirror = server.on("held/", held(status(404)));
        start(mirror);
        start(mirror);
        until("one of the two waits", () -> output(0).contains("waiting") || output(1).contains("waiting"));
        go.countDown();
        String why = "localhost: answered 404 (not found) for first";
        assertThat(Stream.of(end(0), end(1))).containsExactlyInAnyOrder(why, "waiting " + why);
        assertThat(server.requests).hasValue(1);

        start(server.on("good/", both()));
        assertThat(end(2)).as("a later one tries").isEqualTo("there");
        assertWhole();
    }

    @Test
    void who_waited_for_a_program_that_was_killed_takes_its_place() throws Exception {
        URI mirror = server.on("held/", held(both()));
        start(mirror);
        until("the first one asks", () -> server.requests.get() == 1);
        start(mirror);
        until("the second one waits", () -> output(1).contains("waiting"));
        kill(0);
        go.countDown();
        assertThat(end(1)).isEqualTo("waiting there");
        assertWhole();
    }

    /** Killed when so much of the file is on the disk. */
    @ParameterizedTest
    @CsvSource({"first, 0", "first, 1", "first, 299999", "second, 150000"})
    void killed_in_the_middle_the_next_call_gets_a_good_copy(String file, int bytes) throws Exception {
        start(server.on("held/", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith(file)) {
                TestMirror.begin(exchange, FIRST.length, Arrays.copyOf(file.equals("first") ? FIRST : SECOND, bytes));
                held(status(200)).handle(exchange);
            } else {
                both().handle(exchange);
            }
        }));
        until("so much is there", () -> half().stream().anyMatch(half -> half.toFile().length() == bytes));
        kill(0);
        assertThat(folder.resolve(file)).as("no half file in place").doesNotExist();
        assertThat(half()).hasSize(1);

        new Download(List.of(server.on("good/", both())), Duration.ofMinutes(1)).fetch(folder, ITEMS, Download.Progress.NONE);
        assertWhole();
    }

    private static HttpHandler both() {
        return exchange -> content(exchange.getRequestURI().getPath().endsWith("first") ? FIRST : SECOND).handle(exchange);
    }

    private HttpHandler held(HttpHandler handler) {
        return exchange -> {
            try {
                go.await();
                handler.handle(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void assertWhole() {
        assertThat(folder.resolve("first")).hasBinaryContent(FIRST);
        assertThat(folder.resolve("second")).hasBinaryContent(SECOND);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".download.lock", "first", "second");
    }

    private List<Path> half() throws IOException {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private void start(URI mirror) throws IOException {
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Downloading.class.getName(),
            mirror.toString(), folder.toString()).redirectErrorStream(true).redirectOutput(outputFile(processes.size()).toFile());
        java.environment().remove("JAVA_TOOL_OPTIONS");   // Java would print them
        processes.add(java.start());
    }

    private Path outputFile(int process) {
        return temp.resolve("output" + process);
    }

    /** The lines so far, in one. */
    private String output(int process) throws IOException {
        return String.join(" ", Files.readAllLines(outputFile(process)));
    }

    private String end(int process) throws Exception {
        assertThat(processes.get(process).waitFor(60, TimeUnit.SECONDS)).as("process %d ends: %s", process, output(process)).isTrue();
        return output(process);
    }

    private void kill(int process) throws InterruptedException {
        processes.get(process).destroyForcibly().waitFor();
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1); !condition.call(); Thread.sleep(20)) {
            if (System.nanoTime() > end) {
                fail("not so within a minute: " + what);
            }
        }
    }
}
