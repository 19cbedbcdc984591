package fromscratch.data;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A folder on a server. What may pass, a server in trouble or a lost connection, is tried again after a pause; what will
 * not pass, such as a file that is not there, is not.
 */
final class Mirror {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);   // each further one is twice as long
    private static final int POLL_MILLIS = 100;
    /** More than any file here has: an answer without an end must not fill the disk. */
    private static final long MOST_BYTES = 100_000_000;

    private final HttpClient client;
    private final URI folder;
    private final Duration patience;
    private final Outside outside;
    private long lastSign;   // in nanoseconds: when something of the file came, or it was first asked for

    /** @param patience how long it may send nothing of a file, all attempts and pauses together */
    Mirror(HttpClient client, URI folder, Duration patience, Outside outside) {
        this.client = client;
        this.folder = folder;
        this.patience = patience;
        this.outside = outside;
    }

    /** For all mirrors; follows redirects, but not from https to http. */
    static HttpClient client(Duration patience) {
        return HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NORMAL).build();
    }

    /** The clock and the disk, which tests replace. */
    interface Outside {
        /** As they are. */
        Outside REAL = new Outside() {
        };

        default long nanoTime() {
            return System.nanoTime();
        }

        default void pause(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }

        default OutputStream create(Path file) throws IOException {
            return Files.newOutputStream(file);
        }
    }

    /** The file cannot be had from this mirror; the message says why. */
    static final class Failure extends Exception {
        private final boolean mayPass;

        Failure(String message, boolean mayPass) {
            super(message);
            this.mayPass = mayPass;
        }
    }

    /**
     * Writes the file of this name into {@code to}.
     *
     * @throws Failure     if the mirror does not give it
     * @throws IOException if it cannot be written
     */
    void fetch(String name, Path to, Download.Progress progress) throws Failure, IOException, InterruptedException {
        lastSign = outside.nanoTime();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try (OutputStream out = outside.create(to)) {
                transfer(name, out, progress);
                return;
            } catch (Failure e) {
                if (!e.mayPass || attempt == ATTEMPTS || isSilentFor(patience.minus(pause))) {
                    throw attempt == 1 ? e : new Failure(e.getMessage() + ", tried " + attempt + " times", false);
                }
            }
            outside.pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private boolean isSilentFor(Duration time) {
        return outside.nanoTime() - lastSign > time.toNanos();
    }

    private void transfer(String name, OutputStream out, Download.Progress progress)
        throws Failure, IOException, InterruptedException {
        Body body = new Body(out);
        CompletableFuture<HttpResponse<Void>> answer =
            client.sendAsync(HttpRequest.newBuilder(folder.resolve(name)).build(), body);
        try {
            progress.update(name, 0, -1);
            long seen = 0;
            while (!isDone(answer, name, body)) {
                body.requireWritten();
                if (body.bytes > seen) {
                    seen = body.bytes;
                    lastSign = outside.nanoTime();
                    if (seen > MOST_BYTES) {
                        throw new Failure("sends " + name + " without an end", false);
                    }
                    if (seen != body.length) {
                        progress.update(name, seen, body.length);
                    }
                } else if (isSilentFor(patience)) {
                    throw new Failure("sent nothing of " + name + " for " + patience.toSeconds() + " seconds", false);
                }
            }
            body.requireWritten();
            judge(answer.join(), name);
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean isDone(CompletableFuture<?> answer, String name, Body body) throws Failure, InterruptedException {
        try {
            answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw lost(e.getCause(), name, body);
        }
    }

    private static Failure lost(Throwable why, String name, Body body) {
        if (why instanceof ConnectException || why instanceof HttpConnectTimeoutException) {
            return new Failure("no connection", false);
        }
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new Failure("cannot prove that it is what it claims to be (its certificate is not trusted: a login "
                    + "page or a proxy may have answered, or this computer's date may be wrong)", false);
            }
        }
        return new Failure("the connection was lost " + (body.bytes > 0 ? "in the middle of " : "before anything came of ")
            + name, true);
    }

    private static void judge(HttpResponse<?> answer, String name) throws Failure {
        int status = answer.statusCode();
        Optional<String> location = answer.headers().firstValue("Location");
        if (status >= 300 && status < 400 && location.isPresent()) {
            boolean unsafe = answer.uri().getScheme().equals("https") && location.get().startsWith("http:");
            throw new Failure("redirects " + name + (unsafe ? " to an address without https, where anybody could answer"
                : " in a circle, or to what is no web address"), false);
        }
        if (status != 200) {
            throw new Failure("answered " + status + meaning(status) + " for " + name, status == 429 || status >= 500);
        }
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            throw new Failure("sent a web page instead of " + name + " (networks that want you to log in do that: open a page "
                + "in a browser and see)", false);
        }
    }

    private static String meaning(int status) {
        return switch (status) {
            case 403 -> " (not allowed)";
            case 404 -> " (not found)";
            case 407 -> " (the proxy wants a password)";
            case 429 -> " (too many requests)";
            case 511 -> " (the network wants you to log in)";
            default -> status >= 500 ? " (the server is in trouble)" : "";
        };
    }

    /** Writes what arrives, and keeps apart what is wrong with the disk from what is wrong with the network. */
    private static final class Body implements BodyHandler<Void>, Consumer<Optional<byte[]>> {
        private final OutputStream out;
        private volatile long length = -1;   // the mirror does not say
        private volatile long bytes;
        private volatile IOException notWritten;

        Body(OutputStream out) {
            this.out = out;
        }

        @Override
        public BodySubscriber<Void> apply(HttpResponse.ResponseInfo answer) {
            if (answer.statusCode() != 200) {
                return BodySubscribers.discarding();
            }
            length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
            return BodySubscribers.ofByteArrayConsumer(this);
        }

        @Override
        public void accept(Optional<byte[]> some) {
            if (some.isEmpty() || notWritten != null) {
                return;
            }
            try {
                out.write(some.get());
                bytes += some.get().length;   // only ever by one thread at a time
            } catch (IOException e) {
                notWritten = e;
            }
        }

        void requireWritten() throws IOException {
            if (notWritten != null) {
                throw notWritten;
            }
        }
    }
}
