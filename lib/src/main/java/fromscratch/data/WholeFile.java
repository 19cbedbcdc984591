package fromscratch.data;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file under a temporary name and moves it into place when it is complete: nobody ever meets half a file. */
public final class WholeFile {
    private WholeFile() {
    }

    /** What is to be in the file. */
    public interface Content {
        /** Writes it to {@code temporary}. */
        void writeTo(Path temporary) throws IOException;
    }

    /**
     * Writes {@code file}, and its folder if need be.
     *
     * @throws DataException if the file cannot be written; what stood in its place is then still there
     */
    public static void write(Path file, Content content) {
        Path temporary = temporaryBeside(file);
        try {
            try {
                Files.createDirectories(temporary.getParent());
                content.writeTo(temporary);
                moveIntoPlace(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new DataException("Could not write " + file + ": " + DataException.reason(e)
                + ". Choose a folder that you may write to, with enough free space.", e);
        }
    }

    /** In the same folder, because only a move within one file system is atomic. */
    static Path temporaryBeside(Path file) {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
        return file.toAbsolutePath().resolveSibling(name);
    }

    static void moveIntoPlace(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
