package fromscratch.fuzz;

import com.sun.management.ThreadMXBean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Bytes of which nothing is known, as a file, and what every reader of files promises about them. */
final class ForeignFile {
    private static final int LONGEST_MESSAGE = 5000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path FOLDER = temporaryFolder();

    private ForeignFile() {
    }

    /**
     * Lets a reader loose on a file with these bytes.
     *
     * @param name       of the file
     * @param refusal    the one exception that its documentation names
     * @param megabytes  what it may allocate for any file, …
     * @param timesBytes … and for each byte of this one
     * @throws AssertionError if it throws anything else, or a message of pages, or allocates more
     */
    static void read(byte[] content, String name, Class<? extends RuntimeException> refusal, int megabytes, int timesBytes,
                     Consumer<Path> reader) {
        Path file = write(content, name);
        long allowed = ((long) megabytes << 20) + (long) timesBytes * content.length;
        // The first time classes are loaded, and those that the fuzzer watches are rewritten.
        if (allocated(file, refusal, reader) > allowed) {
            long allocated = allocated(file, refusal, reader);
            if (allocated > allowed) {
                throw new AssertionError("a file of " + content.length + " bytes made its reader allocate " + allocated
                    + " bytes; expected at most " + allowed);
            }
        }
    }

    private static long allocated(Path file, Class<? extends RuntimeException> refusal, Consumer<Path> reader) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.accept(file);
        } catch (RuntimeException e) {
            if (!refusal.isInstance(e)) {
                throw new AssertionError("expected a " + refusal.getSimpleName() + ", found " + e, e);
            }
            if (e.getMessage() == null || e.getMessage().length() > LONGEST_MESSAGE) {
                throw new AssertionError("expected a message that can be read, found " + e, e);
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Path write(byte[] content, String name) {
        try {
            return Files.write(FOLDER.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("fromscratch-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
