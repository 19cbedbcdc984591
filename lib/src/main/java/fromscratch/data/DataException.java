package fromscratch.data;

import fromscratch.files.Reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file, a folder or a download is not what it should be. The message says what was expected, what was found and
 * what to do. It is the only exception that this package throws for data; a wrong argument in the calling code is an
 * {@link IllegalArgumentException}.
 */
public final class DataException extends RuntimeException {
    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file could not be written; what stood in its place is still there. */
    public static DataException notWritten(Path file, IOException cause) {
        return new DataException("Could not write " + file + ": " + (Files.isDirectory(file) ? "it is a folder" : Reason.of(cause))
            + ". Choose a folder that you may write to, with enough free space.", cause);
    }
}
