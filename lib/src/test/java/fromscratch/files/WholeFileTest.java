package fromscratch.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** That a killed process does no harm is shown by {@link fromscratch.KilledTest}. */
class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void the_new_file_takes_the_place_of_the_old_one_and_nothing_else_is_left() throws IOException {
        Path file = folder.resolve("new/a file");
        write(file, "old");
        write(file, "new");
        assertThat(file).hasContent("new");
        assertThat(file.getParent().toFile().list()).containsExactly("a file");
    }

    @Test
    void while_it_is_written_the_old_one_is_there() throws IOException {
        Path file = folder.resolve("file");
        write(file, "old");
        WholeFile.write(file, out -> {
            out.write("half".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(file).hasContent("old");
            assertThat(folder).isDirectoryContaining("glob:**/.file.*.part");
        });
        assertThat(file).hasContent("half");
    }

    @Test
    void a_failure_leaves_the_old_one() throws IOException {
        Path file = folder.resolve("file");
        write(file, "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
            out.write(1);
            throw new IOException("no space left");
        })).isInstanceOf(IOException.class).hasMessage("no space left");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    /** What a killed process left is deleted, but not what another one may be writing at this moment. */
    @Test
    void leftovers_are_deleted_when_they_are_old() throws IOException {
        Path file = folder.resolve("file");
        Path left = Files.writeString(folder.resolve(".file.123-4.part"), "ha");
        Path inWork = Files.writeString(folder.resolve(".file.123-5.part"), "ha");
        Path another = Files.writeString(folder.resolve(".other.123-6.part"), "ha");
        FileTime twoHoursAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(left, twoHoursAgo);
        Files.setLastModifiedTime(another, twoHoursAgo);
        write(file, "new");
        assertThat(left).doesNotExist();
        assertThat(inWork).exists();
        assertThat(another).exists();
    }

    /** A process number comes again some day, and with it the name of what a killed process left. */
    @Test
    void a_name_that_is_taken_is_left_alone() throws IOException {
        Path file = folder.resolve("file");
        String first = WholeFile.temporaryBeside(file).getFileName().toString();
        int number = Integer.parseInt(first.replaceFirst(".*-(\\d+)\\.part", "$1"));
        Path taken = Files.writeString(folder.resolve(first.replace("-" + number + ".", "-" + (number + 1) + ".")), "ha");
        write(file, "new");
        assertThat(taken).hasContent("ha");
        assertThat(file).hasContent("new");
    }

    /** Who stops a training wants to keep what it has learned. */
    @Test
    void an_interrupted_thread_writes_and_stays_interrupted() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        write(file, "new");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("new");
    }

    @Test
    void behind_a_link_its_target_is_replaced() throws IOException {
        Path target = folder.resolve("elsewhere/target");
        write(target, "old");
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no links can be made here: " + e);
        }
        write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    /** With the permissions that any new file has: others may read it, if that is usual here. */
    @Test
    void it_has_the_usual_permissions() throws IOException {
        Path file = folder.resolve("file");
        write(file, "new");
        Path usual = Files.writeString(folder.resolve("usual"), "new");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no permissions of this kind here");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    private static void write(Path file, String text) throws IOException {
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
