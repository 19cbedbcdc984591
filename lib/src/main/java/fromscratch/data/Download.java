package fromscratch.data;

import fromscratch.files.WholeFile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipException;

/**
 * Fetches files from the first mirror that has them. A file appears in its folder complete and checked, or not at all.
 * Processes that want the same files take turns: the second one finds them there, or why they cannot be had.
 */
public final class Download {
    private static final int LONGEST_NOTE = 10_000;   // bytes

    private final List<URI> mirrors;
    private final Duration patience;
    private final Mirror.Outside outside;

    /**
     * A download that has not begun yet.
     *
     * @param mirrors  folders, each ending in a slash, in the order in which they are tried
     * @param patience how long a mirror may send nothing before the next one is tried
     */
    public Download(List<URI> mirrors, Duration patience) {
        this(mirrors, patience, Mirror.Outside.REAL);
    }

    Download(List<URI> mirrors, Duration patience, Mirror.Outside outside) {
        this.mirrors = List.copyOf(mirrors);
        this.patience = patience;
        this.outside = outside;
    }

    /** Told how a download gets on: at its start, about ten times a second, and at its end. */
    @FunctionalInterface
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (file, bytes, total) -> { };

        /**
         * So much of a file is there.
         *
         * @param total the file's length in bytes, −1 if the mirror doesn't say
         */
        void update(String file, long bytes, long total);

        /** Another process is downloading the same files, and this one waits until it is done. */
        default void waiting() {
        }
    }

    /** What a published checksum was computed from. */
    public enum Checksum {
        /** SHA-256 of the unpacked content: mirrors may gzip the same content differently. */
        SHA256_OF_CONTENT("SHA-256"),
        /** MD5 of the file as it is downloaded; it finds damage, but would not stop a forger. */
        MD5_OF_FILE("MD5");

        private final String algorithm;

        Checksum(String algorithm) {
            this.algorithm = algorithm;
        }

        String of(Path file) throws IOException {
            try (InputStream in = this == SHA256_OF_CONTENT ? Idx.open(file) : Files.newInputStream(file)) {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(algorithm + " is part of every Java", e);
            }
        }
    }

    /** A file to fetch and its checksum in hexadecimal digits. */
    public record Item(String file, Checksum checksum, String expected) {
    }

    /**
     * Puts those {@code items} that are not there yet into {@code folder}, which is made if need be.
     *
     * @throws DataException         if no mirror gave all of them; the message says what happened at each mirror
     * @throws IOException           if they cannot be written into the folder
     * @throws CancellationException if the thread is interrupted, as by a notebook's stop button
     */
    public void fetch(Path folder, List<Item> items, Progress progress) throws IOException {
        synchronized (Download.class) {   // a file lock keeps out other processes only
            Files.createDirectories(folder);
            try (FileChannel lock = FileChannel.open(folder.resolve(".download.lock"),
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                boolean waited = lock.tryLock() == null;
                if (waited) {
                    progress.waiting();
                    lock.lock();   // until the channel is closed
                    refuseWhatFailed(lock);
                }
                note("", lock);
                try {
                    fetchMissing(folder, items, progress);
                } catch (DataException e) {
                    note(e.getMessage(), lock);
                    throw e;
                }
            } catch (InterruptedException | FileLockInterruptionException | ClosedByInterruptException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the download was stopped");
            }
        }
    }

    /** Who waited does not try again what just failed: without a network each would wait as long as all before it. */
    private static void refuseWhatFailed(FileChannel lock) throws IOException {
        ByteBuffer note = ByteBuffer.allocate((int) Math.min(lock.size(), LONGEST_NOTE));
        lock.read(note, 0);
        if (note.position() > 0) {
            throw new DataException(new String(note.array(), 0, note.position(), StandardCharsets.UTF_8));
        }
    }

    private static void note(String failure, FileChannel lock) throws IOException {
        lock.truncate(0);
        lock.write(StandardCharsets.UTF_8.encode(failure), 0);
    }

    private void fetchMissing(Path folder, List<Item> items, Progress progress) throws IOException, InterruptedException {
        for (Item item : items) {
            WholeFile.deleteLeftovers(folder.resolve(item.file()), Duration.ZERO);   // nobody else is at work here
        }
        if (missing(folder, items).isEmpty()) {
            return;
        }
        HttpClient client = Mirror.client(patience);
        List<String> failures = new ArrayList<>();
        for (URI address : mirrors) {
            Mirror mirror = new Mirror(client, address, patience, outside);
            try {
                for (Item item : missing(folder, items)) {
                    fetch(mirror, item, folder.resolve(item.file()), progress);
                }
                return;
            } catch (Mirror.Failure e) {
                failures.add(address.getHost() + ": " + e.getMessage());
            }
        }
        throw new DataException(String.join("; ", failures));
    }

    private static List<Item> missing(Path folder, List<Item> items) {
        return items.stream().filter(item -> !Files.exists(folder.resolve(item.file()))).toList();
    }

    private static void fetch(Mirror mirror, Item item, Path file, Progress progress)
        throws Mirror.Failure, IOException, InterruptedException {
        Path temporary = WholeFile.temporaryBeside(file);
        try {
            mirror.fetch(item.file(), temporary, progress);
            check(item, temporary);
            WholeFile.moveIntoPlace(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        progress.update(item.file(), Files.size(file), Files.size(file));
    }

    private static void check(Item item, Path file) throws Mirror.Failure, IOException {
        String found;
        try {
            found = item.checksum().of(file);
        } catch (EOFException e) {
            throw new Mirror.Failure(item.file() + " arrived damaged (its end is missing)", false);
        } catch (ZipException e) {
            throw new Mirror.Failure(item.file() + " arrived damaged (" + e.getMessage() + ")", false);
        }
        if (!found.equals(item.expected())) {
            throw new Mirror.Failure(item.file() + " has the wrong checksum, expected " + item.expected() + ", found " + found
                + " (a proxy or login page may have answered instead)", false);
        }
    }
}
