package fromscratch.linalg;

import java.util.concurrent.CancellationException;

/**
 * How long work ends early: a notebook's stop button interrupts the thread that is at work, and loops that may take longer
 * than a moment look now and then whether that has happened. The thread stays marked as interrupted, so that the loops
 * around end, too; short work, such as asking a network about a few images, is still done.
 */
public final class Cancellation {
    private final String what;
    private final Thread worker = Thread.currentThread();

    private Cancellation(String what) {
        this.what = what;
    }

    /**
     * For work of this thread in which others help.
     *
     * @param what the work, for the message: {@code "reading digits.csv"}
     */
    public static Cancellation of(String what) {
        return new Cancellation(what);
    }

    /** Goes on unless the thread whose work it is, not that which asks, is interrupted; else as {@link #check(String)}. */
    public void check() {
        if (worker.isInterrupted()) {
            throw exception(what);
        }
    }

    /**
     * Goes on unless this thread is interrupted.
     *
     * @param what the work, for the message: {@code "reading digits.csv"}
     * @throws CancellationException if it is, with the message {@code "reading digits.csv was stopped"}
     */
    public static void check(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw exception(what);
        }
    }

    private static CancellationException exception(String what) {
        return new CancellationException(what + " was stopped");
    }
}
