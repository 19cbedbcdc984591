package fromscratch.data;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import static fromscratch.data.TestMirror.begin;
import static fromscratch.data.TestMirror.content;
import static fromscratch.data.TestMirror.redirect;
import static fromscratch.data.TestMirror.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** By a clock of its own, on which pauses take no time. */
class MirrorTest {
    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @TempDir
    Path folder;
    private TestMirror server;
    private final Clock clock = new Clock();

    /** Stands still unless it is set on, by a pause or by each look at it. */
    private static final class Clock implements Mirror.Outside {
        final AtomicLong seconds = new AtomicLong();
        final List<Duration> pauses = new ArrayList<>();
        boolean runs;

        @Override
        public long nanoTime() {
            return Duration.ofSeconds(runs ? seconds.incrementAndGet() : seconds.get())
                .plus(pauses.stream().reduce(Duration.ZERO, Duration::plus)).toNanos();
        }

        @Override
        public void pause(Duration time) {
            pauses.add(time);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new TestMirror();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    // ---- again, or not ----

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void a_server_in_trouble_is_asked_again_after_pauses_that_grow(int status) throws Exception {
        fetch(server.on("busy/", inTurn(status(status), status(status), content(CONTENT))));
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(clock.pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void after_three_attempts_it_is_given_up() {
        assertFails(server.on("busy/", status(503)), "answered 503 (the server is in trouble) for file, tried 3 times");
        assertThat(server.requests).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410})
    void what_will_not_pass_is_not_tried_again(int status) {
        assertFails(server.on("none/", status(status)), "answered " + status);
        assertThat(server.requests).hasValue(1);
        assertThat(clock.pauses).isEmpty();
    }

    /** The second attempt is longer than the first: nothing of that is in the file. */
    @Test
    void a_connection_that_is_lost_in_the_middle_is_tried_again_from_the_beginning() throws Exception {
        HttpHandler dropped = exchange -> begin(exchange, 1000, new byte[500]);
        fetch(server.on("dropped/", inTurn(dropped, dropped, content(CONTENT))));
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(clock.pauses).hasSize(2);
        assertFails(server.on("lost/", dropped), "the connection was lost in the middle of file, tried 3 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 2", "SSH-2.0-OpenSSH_9.2\r\n\r\n"})
    void so_is_one_that_is_lost_before_anything_came(String answer) throws IOException {
        assertFails(server.raw(answer), "the connection was lost before anything came of file, tried 3 times");
    }

    @Test
    void no_connection_is_not_tried_again() throws IOException {
        URI nobody = server.at("");
        server.close();
        assertFails(nobody, "no connection");
        assertThat(clock.pauses).isEmpty();
    }

    // ---- slow, silent, without an end ----

    /** Each byte is sent when the one before has been seen, and takes five seconds. */
    @Test
    void a_slow_mirror_gets_its_time() throws Exception {
        Semaphore next = new Semaphore(1);
        URI slow = server.on("slow/", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            for (byte each : CONTENT) {
                next.acquireUninterruptibly();
                exchange.getResponseBody().write(each);
                exchange.getResponseBody().flush();
            }
        });
        List<String> told = new ArrayList<>();
        mirror(slow).fetch("file", file(), (name, bytes, total) -> {
            told.add(bytes + " of " + total);
            if (bytes > 0) {
                clock.seconds.addAndGet(5);
                next.release();
            }
        });
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(told).containsExactly("0 of -1", "1 of 5", "2 of 5", "3 of 5", "4 of 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void a_mirror_that_falls_silent_is_given_up_and_not_tried_again(int bytes) {
        CountDownLatch end = new CountDownLatch(1);
        clock.runs = true;
        assertFails(server.on("silent/", exchange -> {
            if (bytes > 0) {
                begin(exchange, 1000, CONTENT);
            }
            await(end);
        }), "sent nothing of file for 8 seconds");
        end.countDown();
        assertThat(server.requests).hasValue(1);
    }

    /** 5 s for the first answer, half a second of pause, 5 s for the second: there is no third. */
    @Test
    void attempts_and_pauses_together_stay_within_the_patience() {
        assertFails(server.on("tired/", exchange -> {
            clock.seconds.addAndGet(5);
            status(500).handle(exchange);
        }), "file");
        assertThat(server.requests).hasValue(2);
    }

    @Test
    void an_answer_without_an_end_does_not_fill_the_disk() {
        URI endless = server.on("endless/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        });
        Mirror mirror = mirror(endless, new Mirror.Outside() {
            @Override
            public OutputStream create(Path file) {
                return OutputStream.nullOutputStream();
            }
        });
        assertThatExceptionOfType(Mirror.Failure.class).isThrownBy(() -> mirror.fetch("file", file(), Download.Progress.NONE))
            .withMessage("sends file without an end");
    }

    // ---- something else instead ----

    @Test
    void a_login_page_is_not_the_file() {
        URI page = server.on("page/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            content("<html>Please log in".getBytes(StandardCharsets.US_ASCII)).handle(exchange);
        });
        assertFails(page, "sent a web page instead of file", "log in", "in a browser");
        assertFails(server.on("portal/", redirect(page)), "sent a web page instead of file");
        assertFails(server.on("asks/", status(511)), "answered 511 (the network wants you to log in) for file");
    }

    @Test
    void redirects_are_followed_but_not_in_a_circle() throws Exception {
        URI good = server.on("good/", content(CONTENT));
        fetch(server.on("first/", redirect(server.on("second/", redirect(server.on("third/", redirect(good)))))));
        assertThat(file()).hasBinaryContent(CONTENT);
        server.on("ping/", redirect(server.at("pong/")));
        assertFails(server.on("pong/", redirect(server.at("ping/"))), "redirects file in a circle");
        assertThat(clock.pauses).isEmpty();
    }

    @Test
    void a_redirect_from_https_to_http_is_refused() throws Exception {
        URI good = server.on("good/", content(CONTENT));
        SSLContext usual = SSLContext.getDefault();
        SSLContext withOurs = withCertificateOfLocalhost();
        try (TestMirror secure = secure(withOurs)) {
            SSLContext.setDefault(withOurs);
            fetch(secure.on("there/", redirect(secure.on("here/", content(CONTENT)))));
            assertThat(file()).as("from https to https").hasBinaryContent(CONTENT);
            assertFails(secure.on("away/", redirect(good)), "redirects file to an address without https");
            assertThat(server.requests).hasValue(0);
        } finally {
            SSLContext.setDefault(usual);
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_is_refused_and_not_tried_again() throws Exception {
        try (TestMirror secure = secure(withCertificateOfLocalhost())) {
            assertFails(secure.on("forged/", content(CONTENT)), "its certificate is not trusted", "this computer's date");
            assertThat(secure.requests).hasValue(0);
            assertThat(clock.pauses).isEmpty();
        }
    }

    // ---- the disk ----

    /** What is wrong on this side is no reason to ask again, and no failure of the mirror. */
    @Test
    void a_full_disk_is_not_the_mirrors_fault() {
        URI good = server.on("good/", content(CONTENT));
        List<Path> created = new ArrayList<>();
        Mirror mirror = mirror(good, new Mirror.Outside() {
            @Override
            public OutputStream create(Path file) {
                created.add(file);
                return new FullDisk();
            }
        });
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> mirror.fetch("file", file(), Download.Progress.NONE))
            .withMessage("No space left on device");
        assertThat(created).hasSize(1);
    }

    /** Takes nothing. */
    static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    // ---- helpers ----

    private Path file() {
        return folder.resolve("file");
    }

    private Mirror mirror(URI at) {
        return mirror(at, clock);
    }

    private static Mirror mirror(URI at, Mirror.Outside outside) {
        return new Mirror(Mirror.client(PATIENCE), at, PATIENCE, outside);
    }

    private void fetch(URI from) throws Exception {
        mirror(from).fetch("file", file(), Download.Progress.NONE);
    }

    private void assertFails(URI from, String... parts) {
        assertThatExceptionOfType(Mirror.Failure.class).isThrownBy(() -> fetch(from))
            .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    /** The first answer to the first request, and so on; the last one from then on. */
    private static HttpHandler inTurn(HttpHandler... handlers) {
        int[] next = {0};
        return exchange -> handlers[Math.min(next[0]++, handlers.length - 1)].handle(exchange);
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static TestMirror secure(SSLContext context) throws IOException {
        HttpsServer https = HttpsServer.create();
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        return new TestMirror(https, "https");
    }

    /** Proves that it is localhost, and trusts nobody else. */
    private SSLContext withCertificateOfLocalhost() throws Exception {
        Path store = folder.resolve("localhost.p12");
        char[] password = "localhost".toCharArray();
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
            "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "2",
            "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "localhost")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(keytool.waitFor()).as("keytool").isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
