package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.data.DataException;
import fromscratch.data.Dataset;
import fromscratch.data.ImageFolder;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Folders with all sorts of files, folders and links in them, a line each: its kind, its name, and where a link leads. */
class PictureFolderFuzzTest {
    private static final Path ROOT = ForeignFile.temporaryFolder();
    private static final byte[] PICTURE = Seeds.picture(4);
    private static final byte[] SECRET = Seeds.picture(11);
    private static final int MOST_LINES = 20;

    static Stream<byte[]> seeds() {
        return Seeds.texts("d0\nf0/a.png\nf0/b.JPG\nd1\nf1/c.jpeg\n", "d0\nl0/a.png ../secret.png\n", "l0 ..\n", "l0 .\n",
            "d0\nf0/Thumbs.db\nf0/a.png\nf.hidden\n", "d0\nd0/x.png\n", "d0\nl0/a.png nowhere\n", "d0\nl0/a.png a.png\n");
    }

    @MethodSource("seeds")
    @FuzzTest
    void nothing_outside_of_a_folder_is_read(byte[] bytes) throws IOException {
        Files.write(ROOT.resolve("secret.png"), SECRET);
        Path folder = Files.createDirectory(ROOT.resolve("folder"));
        try {
            new String(bytes, StandardCharsets.UTF_8).lines().limit(MOST_LINES).forEach(line -> make(folder, line));
            byte[] secret = ImageFolder.read(secretInAFolder()).x().data();
            try {
                Dataset read = ImageFolder.read(folder);
                for (int i = 0; i < read.size(); i++) {
                    byte[] image = Arrays.copyOfRange(read.x().data(), i * secret.length, (i + 1) * secret.length);
                    if (Arrays.equals(image, secret)) {
                        throw new AssertionError("a picture that lies outside of the folder was read");
                    }
                }
            } catch (DataException e) {
                // refused
            }
            try {
                ImageFolder.pictures(folder).forEach(ImageFolder::readImage);
            } catch (DataException e) {
                // refused
            }
        } finally {
            Trees.delete(folder);
        }
    }

    private static Path secretInAFolder() throws IOException {
        Path folder = Files.createDirectories(ROOT.resolve("secrets/0"));
        Files.write(folder.resolve("secret.png"), SECRET);
        return folder.getParent();
    }

    /** What no file system would let be made is left out. */
    private static void make(Path folder, String line) {
        try {
            String[] words = line.isEmpty() ? new String[] {""} : line.substring(1).split(" ", 2);
            Path path = folder.resolve(words[0]).normalize();
            if (!path.startsWith(folder) || path.equals(folder) || !path.getParent().toRealPath().startsWith(folder.toRealPath())) {
                return;
            }
            switch (line.charAt(0)) {
                case 'd' -> Files.createDirectory(path);
                case 'f' -> Files.write(path, PICTURE);
                case 'l' -> Files.createSymbolicLink(path, Path.of(words.length == 2 ? words[1] : "../secret.png"));
                default -> Files.write(path, line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (FileSystemException | InvalidPathException | StringIndexOutOfBoundsException e) {
            // There is no such name, or it is taken.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
