package fromscratch.data;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataFoldersTest {
    private static final List<Download.Item> ITEMS = List.of(
        new Download.Item("a.gz", Download.Checksum.MD5_OF_FILE, "?"),
        new Download.Item("b.gz", Download.Checksum.MD5_OF_FILE, "?"));
    private static final DataFolders.Published SET =
        new DataFolders.Published("set", List.of(URI.create("http://localhost:1/")), ITEMS);

    @TempDir
    Path temp;

    @Test
    void the_named_folder_comes_first_gzipped_or_not() throws IOException {
        put("named/set", "a", "b.gz");
        put("project/set", "a.gz", "b.gz");
        assertThat(find(folders(true))).isEqualTo(temp.resolve("named/set"));
    }

    @Test
    void the_projects_folder_if_the_named_one_is_incomplete() throws IOException {
        put("named/set", "a.gz");
        put("project/set", "a.gz", "b.gz");
        assertThat(find(folders(true))).isEqualTo(temp.resolve("project/set"));
    }

    @Test
    void settings() throws IOException {
        put("named/set", "a", "b");
        String project = temp.resolve("project").toString();
        String named = temp.resolve("named").toString();
        assertThat(find(DataFolders.fromSettings(Map.of("FROMSCRATCH_DATA", named), project)))
            .isEqualTo(temp.resolve("named/set"));
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> find(DataFolders.fromSettings(Map.of("FROMSCRATCH_DATA", " ", "FROMSCRATCH_OFFLINE", "1"), project)))
            .withMessageStartingWith("The data set set is not in the project's folder project")
            .withMessageContaining("FROMSCRATCH_OFFLINE is 1");
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> DataFolders.fromSettings(Map.of("FROMSCRATCH_DATA", "\0"), project))
            .withMessageContaining("cannot be a path");
    }

    @Test
    void offline_says_what_to_do_and_names_no_absolute_path() {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> find(folders(true)))
            .withMessageContainingAll("set", "FROMSCRATCH_OFFLINE", "project/set", "FROMSCRATCH_DATA")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain(temp.toString()));
    }

    @Test
    void a_download_that_failed_is_not_repeated_but_the_folders_are_looked_at_again() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            DataFolders folders = folders(false);
            DataFolders.Published set = new DataFolders.Published("set",
                List.of(URI.create("http://localhost:" + server.getAddress().getPort() + "/")), ITEMS);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> folders.find(set, Download.Progress.NONE))
                    .withMessageContaining("could not be downloaded (localhost: answered 404");
            }
            assertThat(requests).hasValue(1);
            put("project/set", "a.gz", "b.gz");
            assertThat(folders.find(set, Download.Progress.NONE)).isEqualTo(temp.resolve("project/set"));
        } finally {
            server.stop(0);
        }
    }

    private DataFolders folders(boolean offline) {
        return new DataFolders(temp.resolve("named"), temp.resolve("project"), offline);
    }

    private static Path find(DataFolders folders) {
        return folders.find(SET, Download.Progress.NONE);
    }

    private void put(String folder, String... files) throws IOException {
        Files.createDirectories(temp.resolve(folder));
        for (String file : files) {
            Files.createFile(temp.resolve(folder).resolve(file));
        }
    }
}
