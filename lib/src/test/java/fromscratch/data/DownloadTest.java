package fromscratch.data;

import com.sun.net.httpserver.HttpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import static fromscratch.data.TestMirror.content;
import static fromscratch.data.TestMirror.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is in the folder afterwards; how a mirror can fail is tried by {@link MirrorTest}. */
class DownloadTest {
    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";
    private static final Download.Item ITEM = new Download.Item("file", Download.Checksum.SHA256_OF_CONTENT, SHA256);
    private static final Mirror.Outside WITHOUT_PAUSES = new Mirror.Outside() {
        @Override
        public void pause(Duration time) {
        }
    };

    @TempDir
    Path temp;
    private Path folder;
    private TestMirror server;

    @BeforeEach
    void startServer() throws IOException {
        folder = temp.resolve("made/on the way");
        server = new TestMirror();
        server.on("good/", content(CONTENT));
        server.on("gzipped/", content(gzipped(CONTENT)));
        server.on("wrong/", content("<html>".getBytes(StandardCharsets.US_ASCII)));
        server.on("none/", status(404));
        server.on("busy/", status(503));
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void puts_the_file_into_its_folder() throws IOException {
        List<String> told = new ArrayList<>();
        from("good/").fetch(folder, List.of(ITEM), (file, bytes, total) -> told.add(file + " " + bytes + " " + total));
        assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
        assertThat(told).startsWith("file 0 -1").endsWith("file 5 5");
        assertNothingElse("file");
    }

    @Test
    void what_is_there_is_not_fetched_again() throws IOException {
        fetch(from("good/"));
        fetch(from("good/"));
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void checksum_of_the_content_holds_however_it_is_packed() throws IOException {
        fetch(from("gzipped/"));
        assertThat(folder.resolve("file")).hasBinaryContent(gzipped(CONTENT));
    }

    @Test
    void checksum_of_the_file_itself() throws IOException {
        Download.Item item = new Download.Item("file", Download.Checksum.MD5_OF_FILE, MD5);
        assertRefused(from("gzipped/"), item, "wrong checksum");
        from("good/").fetch(folder, List.of(item), Download.Progress.NONE);
        assertThat(folder.resolve("file")).exists();
    }

    @Test
    void next_mirror_if_the_first_has_nothing_or_the_wrong_thing() throws IOException {
        fetch(from("none/", "wrong/", "busy/", "good/"));
        assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
        assertThat(server.requests).as("three of them at the one that is busy").hasValue(6);
        assertNothingElse("file");
    }

    @Test
    void what_the_first_mirror_gave_is_kept_and_only_the_rest_fetched_from_the_next() throws IOException {
        Download.Item other = TestMirror.item("other", new byte[] {1, 2});
        HttpHandler onlyTheFile = exchange ->
            (exchange.getRequestURI().getPath().endsWith("file") ? content(CONTENT) : status(404)).handle(exchange);
        server.on("half/", onlyTheFile);
        server.on("rest/", content(new byte[] {1, 2}));
        from("half/", "rest/").fetch(folder, List.of(ITEM, other), Download.Progress.NONE);
        assertThat(server.requests).hasValue(3);
        assertNothingElse("file", "other");
    }

    @Test
    void the_message_names_each_mirror_and_what_happened_there() {
        assertRefused(from("none/", "busy/"), ITEM, "localhost: answered 404 (not found) for file; "
            + "localhost: answered 503 (the server is in trouble) for file, tried 3 times");
    }

    @Test
    void wrong_checksum() {
        assertRefused(from("wrong/"), ITEM, "wrong checksum", "expected " + SHA256, "found ",
            "a proxy or login page may have answered instead");
    }

    @Test
    void gzip_that_arrives_damaged() throws IOException {
        server.on("header/", content(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0}));
        assertRefused(from("header/"), ITEM, "file arrived damaged");
        byte[] whole = gzipped(CONTENT);
        server.on("half/", content(Arrays.copyOf(whole, whole.length - 10)));
        assertRefused(from("half/"), ITEM, "file arrived damaged (its end is missing)");
        whole[whole.length - 12] ^= 1;
        server.on("changed/", content(whole));
        assertRefused(from("changed/"), ITEM, "file arrived damaged");
    }

    @Test
    void connection_dropped_half_way() {
        server.on("dropped/", exchange -> TestMirror.begin(exchange, 1000, CONTENT));
        assertRefused(from("dropped/"), ITEM, "localhost: the connection was lost in the middle of file");
    }

    /** A length that is too long is a lost connection, as above. */
    @Test
    void a_wrong_length_or_none_does_no_harm() throws IOException {
        assertRefused(at(server.raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhello")), ITEM, "file has the wrong checksum");
        assertRefused(at(server.raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhel")), ITEM, "file has the wrong checksum");
        fetch(at(server.raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello")));
        assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
        assertNothingElse("file");
    }

    @Test
    void two_at_a_time_fetch_once() {
        List<CompletableFuture<Void>> both = Stream.of(1, 2).map(i -> CompletableFuture.runAsync(() -> {
            try {
                fetch(from("good/"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }, work -> new Thread(work).start())).toList();
        both.forEach(CompletableFuture::join);
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void an_interrupt_ends_the_download() {
        Thread.currentThread().interrupt();
        assertStopped(from("good/"), Download.Progress.NONE);
        assertStopped(from("good/"), (file, bytes, total) -> Thread.currentThread().interrupt());
        assertNothingElse();
    }

    @Test
    void an_interrupt_in_a_pause_ends_the_download() {
        Mirror.Outside stopped = new Mirror.Outside() {
            @Override
            public void pause(Duration time) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        assertStopped(new Download(List.of(server.at("busy/"), server.at("good/")), Duration.ofSeconds(60), stopped),
            Download.Progress.NONE);
        assertThat(server.requests).hasValue(1);
        assertNothingElse();
    }

    /** As only the one who downloads is here, whatever has such a name is of no use to anybody. */
    @Test
    void what_killed_programs_left_is_deleted() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(".file.123-4.part"), "hel");
        fetch(from("good/"));
        assertNothingElse("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "close"})
    void a_full_disk_is_not_the_mirrors_fault_and_leaves_nothing(String when) {
        Download download = new Download(List.of(server.at("good/"), server.at("gzipped/")), Duration.ofSeconds(60), full(when));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> fetch(download)).withMessage("No space left on device");
        assertThat(server.requests.get()).as("no other mirror is asked").isLessThanOrEqualTo(1);
        assertNothingElse();
    }

    private static Mirror.Outside full(String when) {
        return new Mirror.Outside() {
            @Override
            public OutputStream create(Path file) throws IOException {
                failIf("create");
                return new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        failIf("write");
                    }

                    @Override
                    public void close() throws IOException {
                        failIf("close");
                    }
                };
            }

            private void failIf(String now) throws IOException {
                if (now.equals(when)) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }

    private void assertStopped(Download download, Download.Progress progress) {
        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> download.fetch(folder, List.of(ITEM), progress)).withMessage("the download was stopped");
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    private Download from(String... paths) {
        return at(Stream.of(paths).map(server::at).toArray(URI[]::new));
    }

    private static Download at(URI... mirrors) {
        return new Download(List.of(mirrors), Duration.ofSeconds(60), WITHOUT_PAUSES);
    }

    private void fetch(Download download) throws IOException {
        download.fetch(folder, List.of(ITEM), Download.Progress.NONE);
    }

    private void assertRefused(Download download, Download.Item item, String... parts) {
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> download.fetch(folder, List.of(item), Download.Progress.NONE))
            .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertNothingElse();
    }

    private void assertNothingElse(String... files) {
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(
            Stream.concat(Stream.of(".download.lock"), Stream.of(files)).toArray(String[]::new));
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
