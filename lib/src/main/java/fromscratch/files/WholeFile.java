package fromscratch.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Replaces files so that everyone meets the old file or the new one, whole, whatever happens: an exception, a killed
 * process, a power cut.
 *
 * <pre>
 *   1. write a temporary file in the same folder     only a move within one file system is one operation
 *   2. force it to disk                              or after a power cut the name might be there without the content
 *   3. move it over the old file                     in one operation
 *   4. force the folder to disk                      because the name is in it
 * </pre>
 *
 * A killed process leaves its temporary file, whose name begins with a dot. The next who writes the same file deletes
 * it, if nobody has touched it for an hour.
 */
public final class WholeFile {
    private static final String PART = ".part";
    private static final Duration SURELY_LEFT = Duration.ofHours(1);
    private static final int MOST_TRIES = 10;
    private static final long BETWEEN_TRIES = 50_000_000;   // nanoseconds
    private static final AtomicInteger COUNT = new AtomicInteger();

    private WholeFile() {
    }

    /** What is to be in the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it to {@code out}, which is buffered; may close it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code file}, and makes its folder if need be. If it is a link, the file that it leads to is replaced. An
     * interrupted thread writes the file all the same: who stops a training wants to keep what it has learned.
     *
     * @throws IOException if the file cannot be written; what stood in its place is then still there
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = target(file);
        Path temporary = temporaryBeside(target);
        try {
            // Not a channel, which an interrupt would close.
            try (OutputStream out = new FileOutputStream(temporary.toFile())) {
                OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                content.writeTo(buffered);
                buffered.flush();
            }
            moveIntoPlace(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Fails as {@link #write} would if the file or its folder could not be made, and leaves the file as it is.
     *
     * @throws IOException if there is a folder of this name, or nothing can be written beside it
     */
    public static void tryOut(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        Files.delete(temporaryBeside(target(file)));
    }

    private static Path target(Path file) throws IOException {
        return Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    /**
     * A new, empty file in the same folder, to be written and then given to {@link #moveIntoPlace}. Deletes those that
     * killed processes left. Makes the folder if need be.
     */
    public static Path temporaryBeside(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        deleteLeftovers(file, SURELY_LEFT);
        while (true) {
            try {
                return Files.createFile(file.resolveSibling(prefix(file) + ProcessHandle.current().pid() + "-"
                    + COUNT.incrementAndGet() + PART));
            } catch (FileAlreadyExistsException e) {
                // A killed process had the same number: take the next name.
            }
        }
    }

    /** Forces {@code temporary} to disk and moves it over {@code file}. */
    public static void moveIntoPlace(Path temporary, Path file) throws IOException {
        boolean interrupted = Thread.interrupted();   // an interrupt would close the channels
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(temporary, file);
            forceFolder(file.toAbsolutePath().getParent());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** On Windows the move fails while another program, such as a virus scanner, has one of the files open: it is tried again. */
    private static void move(Path temporary, Path file) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES);
            }
        }
    }

    /** Where a folder can be opened like a file, that is not on Windows; there the system sees to it by itself. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is in its place and whole; only a power cut in the next seconds could bring back the old one.
        }
    }

    /** Deletes what killed processes left when they wrote this file, if nobody has touched it for so long. */
    public static void deleteLeftovers(Path file, Duration untouched) {
        FileTime latest = FileTime.from(Instant.now().minus(untouched));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(file.toAbsolutePath().getParent(), other ->
            other.getFileName().toString().startsWith(prefix(file)) && other.getFileName().toString().endsWith(PART))) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).compareTo(latest) <= 0) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException e) {
            // Not worth failing for: another process may have been quicker, or the folder may not be listed.
        }
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }
}
