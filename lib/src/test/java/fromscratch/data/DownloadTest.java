package fromscratch.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Against a mirror on this machine: nothing leaves it. */
class DownloadTest {
    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";
    private static final Download.Item ITEM = new Download.Item("file", Download.Checksum.SHA256_OF_CONTENT, SHA256);

    @TempDir
    Path temp;
    private Path folder;
    private HttpServer server;
    private ExecutorService threads;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void startServer() throws IOException {
        folder = temp.resolve("made/on the way");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/good/", exchange -> answer(exchange, 200, CONTENT));
        server.createContext("/gzipped/", exchange -> answer(exchange, 200, gzipped(CONTENT)));
        server.createContext("/login/", exchange -> answer(exchange, 200, "<html>".getBytes(StandardCharsets.US_ASCII)));
        server.createContext("/none/", exchange -> answer(exchange, 404, new byte[0]));
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void puts_the_file_into_its_folder() {
        List<String> told = new ArrayList<>();
        from("good/").fetch(folder, List.of(ITEM), (file, bytes, total) -> told.add(file + " " + bytes + " " + total));
        assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
        assertThat(told).startsWith("file 0 -1").endsWith("file 5 5");
        assertNothingHalf();
    }

    @Test
    void what_is_there_is_not_fetched_again() {
        from("good/").fetch(folder, List.of(ITEM), Download.Progress.NONE);
        from("good/").fetch(folder, List.of(ITEM), Download.Progress.NONE);
        assertThat(requests).hasValue(1);
    }

    @Test
    void checksum_of_the_content_holds_however_it_is_packed() {
        from("gzipped/").fetch(folder, List.of(ITEM), Download.Progress.NONE);
        assertThat(folder.resolve("file")).exists();
    }

    @Test
    void checksum_of_the_file_itself() throws IOException {
        Download.Item item = new Download.Item("file", Download.Checksum.MD5_OF_FILE, MD5);
        assertRefused(from("gzipped/"), item, "wrong checksum");
        from("good/").fetch(folder, List.of(item), Download.Progress.NONE);
        assertThat(folder.resolve("file")).exists();
    }

    @Test
    void next_mirror_if_the_first_has_nothing_or_the_wrong_thing() {
        from("none/", "login/", "good/").fetch(folder, List.of(ITEM), Download.Progress.NONE);
        assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
        assertThat(requests).hasValue(3);
    }

    @Test
    void no_mirror_has_it() {
        assertRefused(from("none/"), ITEM, "localhost: answered 404 (not found) for file");
    }

    @Test
    void wrong_checksum() {
        assertRefused(from("login/"), ITEM, "wrong checksum", "expected " + SHA256, "found ",
            "a proxy or login page may have answered instead");
    }

    @Test
    void gzip_that_arrives_damaged() {
        server.createContext("/damaged/", exchange -> answer(exchange, 200, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0}));
        assertRefused(from("damaged/"), ITEM, "file arrived damaged");
    }

    @Test
    void connection_dropped_half_way() {
        server.createContext("/dropped/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertRefused(from("dropped/"), ITEM, "localhost: ");
    }

    @Test
    void mirror_that_falls_silent_is_given_up() {
        CountDownLatch end = new CountDownLatch(1);
        server.createContext("/silent/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                exchange.close();
            }
        });
        assertRefused(from("silent/"), ITEM, "localhost: silent for 1 seconds");
        end.countDown();
    }

    /** The first half comes after two looks at nothing; the second is sent when the first has been seen. */
    @Test
    void tells_how_far_it_is_and_gives_a_slow_mirror_its_time() {
        CountDownLatch half = new CountDownLatch(1);
        server.createContext("/slow/", exchange -> {
            try {
                Thread.sleep(250);
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write(CONTENT, 0, 2);
                exchange.getResponseBody().flush();
                half.await(5, TimeUnit.SECONDS);
                exchange.getResponseBody().write(CONTENT, 2, 3);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        List<String> told = new ArrayList<>();
        from("slow/").fetch(folder, List.of(ITEM), (file, bytes, total) -> {
            told.add(bytes + " of " + total);
            if (bytes == 2) {
                half.countDown();
            }
        });
        assertThat(told).containsExactly("0 of -1", "2 of 5", "5 of 5");
    }

    @Test
    void no_connection() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertRefused(new Download(List.of(URI.create("http://localhost:" + port + "/")), Duration.ofSeconds(1)), ITEM,
            "localhost: no connection");
    }

    @Test
    void two_at_a_time_fetch_once() {
        List<CompletableFuture<Void>> both = List.of(1, 2).stream().map(i -> CompletableFuture.runAsync(
            () -> from("good/").fetch(folder, List.of(ITEM), Download.Progress.NONE), threads)).toList();
        both.forEach(CompletableFuture::join);
        assertThat(requests).hasValue(1);
    }

    @Test
    void interrupt_ends_the_download() {
        Thread.currentThread().interrupt();
        assertInterrupted(Download.Progress.NONE);
        assertInterrupted((file, bytes, total) -> Thread.currentThread().interrupt());
        assertNothingHalf();
    }

    private void assertInterrupted(Download.Progress progress) {
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> from("good/").fetch(folder, List.of(ITEM), progress))
            .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    private Download from(String... paths) {
        List<URI> mirrors = new ArrayList<>();
        for (String path : paths) {
            mirrors.add(URI.create("http://localhost:" + server.getAddress().getPort() + "/" + path));
        }
        return new Download(mirrors, Duration.ofSeconds(1));
    }

    private void assertRefused(Download download, Download.Item item, String... parts) {
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> download.fetch(folder, List.of(item), Download.Progress.NONE))
            .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(folder.resolve("file")).doesNotExist();
        assertNothingHalf();
    }

    private void assertNothingHalf() {
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        requests.incrementAndGet();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
