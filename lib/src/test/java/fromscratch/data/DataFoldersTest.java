package fromscratch.data;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class DataFoldersTest {
    private static final List<Download.Item> ITEMS = List.of(
        new Download.Item("a.gz", Download.Checksum.MD5_OF_FILE, "?"),
        new Download.Item("b.gz", Download.Checksum.MD5_OF_FILE, "?"));
    private static final DataFolders.Published SET =
        new DataFolders.Published("set", List.of(URI.create("http://localhost:1/")), ITEMS);

    private static final byte[] LARGE = new byte[200_000];

    @TempDir
    Path temp;
    private TestMirror server;
    private boolean mounted;

    @BeforeEach
    void startServer() throws IOException {
        server = new TestMirror();
        server.on("good/", TestMirror.content(LARGE));
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
        if (mounted) {
            assertThat(new ProcessBuilder("umount", temp.resolve("project").toString()).start().waitFor()).isZero();
        }
    }

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
        URI none = server.on("none/", TestMirror.status(404));
        DataFolders folders = folders(false);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> folders.find(from(none), Download.Progress.NONE))
                .withMessageContaining("could not be downloaded (localhost: answered 404");
        }
        assertThat(server.requests).hasValue(1);
        put("project/set", "a.gz", "b.gz");
        assertThat(folders.find(from(none), Download.Progress.NONE)).isEqualTo(temp.resolve("project/set"));
    }

    @Test
    void all_mirrors_together_are_given_up_within_ten_seconds() {
        assertThat(DataFolders.PATIENCE).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void the_message_says_what_was_tried_and_what_to_do() {
        URI none = server.on("none/", TestMirror.status(404));
        assertUnavailable(from(none), "The data set set is not in the folder that FROMSCRATCH_DATA names or the project's folder "
            + "project and could not be downloaded (localhost: answered 404 (not found) for a.gz). Check the network and start "
            + "again, or put its four files into project/set (data/README.md says where to get them, and their checksums), or set "
            + "FROMSCRATCH_DATA to a folder that holds set/.");
    }

    // ---- folders that cannot be written ----

    private static final String CANNOT_WRITE = "could not be written into project/set (";
    private static final String SEE = "). See that you may write there and that there is room on the disk, and start again, or put";

    @Test
    void a_file_in_the_place_of_the_folder_is_said() throws IOException {
        Files.createFile(temp.resolve("project"));
        assertUnavailable(good(), CANNOT_WRITE);
        Files.delete(temp.resolve("project"));
        put("project", "set");
        assertUnavailable(good(), CANNOT_WRITE + "there is a file of that name" + SEE);
        assertThat(server.requests).hasValue(0);
    }

    @Test
    void a_folder_without_the_right_to_write_is_said() throws IOException {
        put("project/set");
        assumeTrue(temp.resolve("project/set").toFile().setWritable(false) && !Files.isWritable(temp.resolve("project/set")),
            "who runs the tests may write everywhere");
        assertUnavailable(good(), CANNOT_WRITE + "access is denied" + SEE);
        assertThat(server.requests).hasValue(0);
    }

    @Test
    void a_read_only_disk_is_said() throws Exception {
        mount("ro");
        assertUnavailable(good(), CANNOT_WRITE + "Read-only file system" + SEE);
        assertThat(server.requests).hasValue(0);
    }

    @Test
    void a_full_disk_is_said_and_nothing_is_left_on_it() throws Exception {
        mount("size=64k");
        assertUnavailable(good(), CANNOT_WRITE + "No space left on device" + SEE);
        assertThat(temp.resolve("project/set").toFile().list()).containsExactly(".download.lock");

        mount("remount,size=1m");
        assertThat(folders(false).find(good(), Download.Progress.NONE)).isEqualTo(temp.resolve("project/set"));
        assertThat(temp.resolve("project/set/a.gz")).hasBinaryContent(LARGE);
    }

    /** A small disk of its own at the project's folder, if this machine allows that. */
    private void mount(String options) throws Exception {
        put("project");
        Process mount;
        try {
            mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", temp.resolve("project").toString())
                .redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no mount here: " + e.getMessage());
            return;
        }
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(mount.waitFor() == 0, "no disk can be mounted here: " + said);
        mounted = true;
    }

    private void assertUnavailable(DataFolders.Published set, String words) {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> folders(false).find(set, Download.Progress.NONE))
            .withMessageContaining(words);
    }

    private DataFolders.Published good() {
        return new DataFolders.Published("set", List.of(server.at("good/"), server.at("good/")),
            List.of(TestMirror.item("a.gz", LARGE), TestMirror.item("b.gz", LARGE)));
    }

    private static DataFolders.Published from(URI mirror) {
        return new DataFolders.Published("set", List.of(mirror), ITEMS);
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
