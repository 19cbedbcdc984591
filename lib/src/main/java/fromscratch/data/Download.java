package fromscratch.data;

import fromscratch.files.WholeFile;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches files from the first mirror that has them. A file appears in its folder complete and checked, or not at all.
 * Processes that want the same files take turns: the second one finds them there.
 */
public final class Download {
    private static final int POLL_MILLIS = 100;

    private final List<URI> mirrors;
    private final Duration patience;

    /**
     * A download that has not begun yet.
     *
     * @param mirrors  folders, each ending in a slash, in the order in which they are tried
     * @param patience how long a mirror may be silent before the next one is tried
     */
    public Download(List<URI> mirrors, Duration patience) {
        this.mirrors = List.copyOf(mirrors);
        this.patience = patience;
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
     * @throws DataException if no mirror gave all of them; the message says what happened at each mirror
     */
    public void fetch(Path folder, List<Item> items, Progress progress) {
        synchronized (Download.class) {   // a file lock keeps out other processes only
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(folder.resolve(".download.lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock();   // until the channel is closed
                    fetchMissing(folder, items, progress);
                }
            } catch (FileLockInterruptionException e) {
                throw interrupted(e);
            } catch (IOException e) {
                throw new DataException("Could not write into " + folder + ": " + DataException.reason(e)
                    + ". Make it a folder that you may write to.", e);
            }
        }
    }

    private void fetchMissing(Path folder, List<Item> items, Progress progress) {
        List<String> failures = new ArrayList<>();
        HttpClient client = null;
        for (URI mirror : mirrors) {
            List<Item> missing = items.stream().filter(item -> !Files.exists(folder.resolve(item.file()))).toList();
            if (missing.isEmpty()) {
                return;
            }
            if (client == null) {
                client = HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NORMAL).build();
            }
            try {
                for (Item item : missing) {
                    fetch(client, mirror, item, folder.resolve(item.file()), progress);
                }
                return;
            } catch (IOException e) {
                failures.add(mirror.getHost() + ": " + reason(e));
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        throw new DataException(String.join("; ", failures));
    }

    private static DataException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new DataException("The download was interrupted. Start it again.", cause);
    }

    private void fetch(HttpClient client, URI mirror, Item item, Path file, Progress progress)
        throws IOException, InterruptedException {
        Path temporary = WholeFile.temporaryBeside(file);
        try {
            transfer(client, mirror.resolve(item.file()), temporary, item.file(), progress);
            check(item, temporary);
            WholeFile.moveIntoPlace(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Waits for the body to arrive, and gives up when the file has not grown for as long as the patience lasts. */
    private void transfer(HttpClient client, URI uri, Path to, String name, Progress progress)
        throws IOException, InterruptedException {
        AtomicLong total = new AtomicLong(-1);
        BodyHandler<Path> intoFile = response -> {
            total.set(response.headers().firstValueAsLong("Content-Length").orElse(-1));
            return BodySubscribers.ofFile(to, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        };
        CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(HttpRequest.newBuilder(uri).build(), intoFile);
        try {
            long bytes = 0;
            long lastSign = System.nanoTime();
            progress.update(name, 0, -1);
            while (!isDone(answer)) {
                long arrived = Files.exists(to) ? Files.size(to) : 0;
                if (arrived > bytes) {
                    bytes = arrived;
                    lastSign = System.nanoTime();
                    progress.update(name, bytes, total.get());
                } else if (System.nanoTime() - lastSign > patience.toNanos()) {
                    throw new IOException("silent for " + patience.toSeconds() + " seconds");
                }
            }
            int status = answer.join().statusCode();
            if (status != 200) {
                throw new IOException("answered " + status + (status == 404 ? " (not found)" : "") + " for " + name);
            }
            progress.update(name, Files.size(to), Files.size(to));
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean isDone(CompletableFuture<?> answer) throws IOException, InterruptedException {
        try {
            answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private static void check(Item item, Path file) throws IOException {
        String found;
        try {
            found = item.checksum().of(file);
        } catch (IOException e) {
            throw new IOException(item.file() + " arrived damaged (" + DataException.reason(e) + ")", e);
        }
        if (!found.equals(item.expected())) {
            throw new IOException(item.file() + " has the wrong checksum, expected " + item.expected() + ", found " + found
                + " (a proxy or login page may have answered instead)");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof HttpConnectTimeoutException || e instanceof ConnectException) {
            return "no connection";
        }
        return DataException.reason(e);
    }
}
