package fromscratch.audit;

import com.sun.net.httpserver.HttpServer;
import fromscratch.audit.Osv.Component;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** With a small database in the format of osv.dev: the real one has tens of thousands of entries, and changes every day. */
class AuditTest {
    private static final String IN_A_JAR = """
        {"id": "GHSA-1", "summary": "Reads too far", "affected": [{"package": {"ecosystem": "Maven", "name": "org.example:parser"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.10.2"}, {"introduced": "2.0"}, {"last_affected": "2.3"}]},
                    {"type": "GIT", "events": [{"introduced": "0"}]}], "versions": ["3.0-special"]}]}""";
    private static final String WITHDRAWN = """
        {"id": "GHSA-2", "withdrawn": "2024-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "Maven", "name": "org.example:parser"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}""";
    private static final String IN_A_PACKAGE = """
        {"id": "PYSEC-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "some-package"}, "versions": ["1.0", "1.1"]}]}""";

    @TempDir
    Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Audit audit;

    @BeforeEach
    void database() throws IOException {
        archive(folder.resolve("Maven/all.zip"), IN_A_JAR, WITHDRAWN);
        archive(folder.resolve("PyPI/all.zip"), IN_A_PACKAGE);
        audit = new Audit(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private static void archive(Path file, String... vulnerabilities) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < vulnerabilities.length; i++) {
                zip.putNextEntry(new ZipEntry(i + ".json"));
                zip.write(vulnerabilities[i].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.9, true", "1.10.1, true", "1.10.2-SNAPSHOT, true", "1.10.2, false", "1.11, false", "2.0, true", "2.3, true",
        "2.3.1, false", "3.0-special, true", "3.0, false"})
    void a_version_is_affected_from_where_it_was_introduced_to_where_it_was_fixed(String version, boolean affected) throws IOException {
        assertThat(Osv.findings(folder.resolve("Maven/all.zip"), List.of(new Component("org.example:parser", version))))
            .hasSize(affected ? 1 : 0);
    }

    @Test
    void what_is_known_is_printed_and_fails() throws IOException {
        Path jars = Files.writeString(folder.resolve("jars"), "org.example:parser:1.2\norg.example:other:1.2\n");
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), """
            # Wanted by us
            Some_Package==1.1 ; sys_platform == "win32"
            other==2.0 \\
                --hash=sha256:00
            """);
        assertThat(audit.report(Audit.jars(jars), Audit.packages(requirements), Set.of())).isFalse();
        assertThat(printed()).containsExactly("org.example:parser 1.2   GHSA-1   Reads too far   mended in 1.10.2",
            "some-package 1.1   PYSEC-1   ", "2 jars and 2 Python packages: 2 known vulnerabilities");
    }

    @Test
    void what_was_judged_to_be_no_danger_is_counted_apart() throws IOException {
        assertThat(audit.report(List.of(new Component("org.example:parser", "1.2")), List.of(new Component("x", "1")), Set.of("GHSA-1")))
            .isTrue();
        assertThat(printed()).containsExactly("1 jars and 1 Python packages: 0 known vulnerabilities, and 1 accepted ones");
    }

    @Test
    void all_packages_of_this_project_are_looked_up() throws IOException {
        Path requirements = Path.of(System.getProperty("fromscratch.data", "../data")).toAbsolutePath().resolveSibling("requirements.txt");
        assertThat(Audit.packages(requirements)).hasSizeGreaterThan(90).contains(new Component("jupyterlab", "4.6.4"))
            .hasSize((int) Files.readString(requirements).lines().filter(line -> line.contains("==") && !line.startsWith("#")).count());
    }

    @Test
    void a_database_that_cannot_be_had_is_said_and_nothing_is_called_clean() throws Exception {
        assertNotFetched(404, "answered 404");
        assertNotFetched(200, "zip");   // a network's own page, such as one that asks for a password
    }

    private void assertNotFetched(int status, String reason) throws Exception {
        printed.reset();
        Audit without = new Audit(folder.resolve("empty"), new PrintStream(printed, true, StandardCharsets.UTF_8));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html>Log in</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            assertThat(without.fetch(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))).isFalse();
        } finally {
            server.stop(0);
        }
        assertThat(printed()).singleElement().asString().startsWith("NOTHING WAS CHECKED").contains(reason, "-Daudit.database=");
        assertThat(folder.resolve("empty/Maven")).isEmptyDirectory();
    }

    /** Java's stream of entries would find none in them, and so nothing that is known. */
    @Test
    void a_database_that_is_none_or_only_half_of_one_calls_nothing_clean() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("PyPI/all.zip"));
        for (byte[] bytes : List.of("<html>Log in</html>".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, whole.length - 30), new byte[0])) {
            Files.write(folder.resolve("PyPI/all.zip"), bytes);
            assertUnreadable();
        }
        archive(folder.resolve("PyPI/all.zip"));
        assertUnreadable();
        archive(folder.resolve("PyPI/all.zip"), "no JSON {");
        assertUnreadable();
        Files.delete(folder.resolve("PyPI/all.zip"));
        assertUnreadable();
    }

    private void assertUnreadable() {
        assertThatIOException().isThrownBy(() -> audit.report(List.of(new Component("x", "1")), List.of(new Component("x", "1")), Set.of()))
            .withMessageStartingWith("the database " + folder.resolve("PyPI/all.zip")).withMessageContaining("Expected is all.zip of Maven and of PyPI");
        assertThat(printed()).isEmpty();
    }

    private List<String> printed() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
