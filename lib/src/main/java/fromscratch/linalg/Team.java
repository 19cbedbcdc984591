package fromscratch.linalg;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A few threads that share one piece of work after the other: the caller and its helpers. The work is divided into
 * chunks, and whoever is free takes the next one. So the caller never waits for a helper that the machine has no time
 * for; and as chunks don't depend on each other, the result doesn't depend on who did what.
 *
 * <p>The system property {@code fromscratch.threads} says how many threads there are, the caller included; unless it
 * is set, as many as the machine has cores. With 1 no thread is ever started. The helpers are daemons: they end with
 * the program. While one caller has the team, another does its work alone, so trainings side by side don't wait for
 * each other. A caller that knows that it is one of several does better not to ask for the team at all: {@link #alone}.
 */
final class Team {
    /** Work that can be shared out. What {@link #part} does for one number must not depend on the other numbers. */
    interface Work {
        /** Does the numbers {@code from} (included) to {@code to} (excluded). */
        void part(int from, int to);
    }

    private static final Team TEAM = new Team(threadsWanted());
    /** True in a thread that does everything {@link #alone} at the moment, else null. */
    private static final ThreadLocal<Boolean> ALONE = new ThreadLocal<>();

    /** More chunks are shared more evenly, fewer cost less. */
    private static final int CHUNKS_EACH = 4;
    /** A product is a millionth of a second away from the next one: worth waiting for awake, for a moment. */
    private static final int SPINS = 2_000;
    private static final int YIELDS = 50;

    private final Helper[] helpers;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean started;

    private Work work;
    private int count;
    private int chunks;
    /** The number of the work in the upper half, how many of its chunks nobody has taken in the lower half. */
    private final AtomicLong open = new AtomicLong();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile Throwable failure;

    private Team(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
        }
    }

    /** How many threads share work, the caller included. */
    static int size() {
        return TEAM.helpers.length + 1;
    }

    /** What {@code task} gives; this thread shares out nothing meanwhile. */
    static <T> T alone(Supplier<T> task) {
        Boolean before = ALONE.get();
        ALONE.set(true);
        try {
            return task.get();
        } finally {
            ALONE.set(before);
        }
    }

    /** Does the numbers 0 … {@code count} − 1 of {@code work}, shared by at most {@code members} threads. */
    static void share(Work work, int count, int members) {
        int wanted = Math.min(Math.min(members, count), size());
        // Work within work is done alone, too: the team has its hands full.
        if (wanted <= 1 || ALONE.get() != null || TEAM.lock.isHeldByCurrentThread() || !TEAM.lock.tryLock()) {
            work.part(0, count);
            return;
        }
        try {
            TEAM.together(work, count, wanted);
        } finally {
            TEAM.lock.unlock();
        }
    }

    private void together(Work work, int count, int members) {
        if (!started) {
            started = true;
            for (Helper helper : helpers) {
                helper.start();
            }
        }
        this.work = work;
        this.count = count;
        chunks = Math.min(count, members * CHUNKS_EACH);
        unfinished.set(chunks);
        long number = (open.get() >>> 32) + 1 & 0xFFFFFFFFL;
        open.set(number << 32 | chunks);
        for (int i = 0; i < members - 1; i++) {
            helpers[i].wake();
        }
        takeChunks(number);
        waitForHelpers();
        this.work = null;
        rethrow();
    }

    /** Does chunks of the work with this number as long as there are any. */
    private void takeChunks(long number) {
        while (true) {
            long seen = open.get();
            if (seen >>> 32 != number || (int) seen == 0) {
                return;
            }
            // Only who has taken a chunk may look at the work: until that chunk is done, it stays as it is.
            if (open.compareAndSet(seen, seen - 1)) {
                int chunk = chunks - (int) seen;
                try {
                    work.part(start(chunk), start(chunk + 1));
                } catch (Throwable t) {
                    failure = t;
                }
                unfinished.decrementAndGet();
            }
        }
    }

    private int start(int chunk) {
        return (int) ((long) count * chunk / chunks);
    }

    /** Also when something failed: the helpers still write into the caller's arrays. */
    private void waitForHelpers() {
        for (int i = 0; unfinished.get() > 0; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private static int threadsWanted() {
        String wanted = System.getProperty("fromscratch.threads");
        if (wanted == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(wanted);
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("the system property fromscratch.threads must be a whole number from 1 to 1024,"
            + " found \"" + wanted + "\"");
    }

    private final class Helper extends Thread {
        private volatile boolean asleep;

        Helper(int number) {
            super("fromscratch-" + number);
            setDaemon(true);
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            for (long done = 0; ; ) {
                done = waitForWork(done);
                takeChunks(done);
            }
        }

        /** Awake for a moment, then giving way to others, then asleep: a spinning helper would starve the compiler. */
        private long waitForWork(long done) {
            for (int i = 0; open.get() >>> 32 == done; i++) {
                if (i < SPINS) {
                    Thread.onSpinWait();
                } else if (i < SPINS + YIELDS) {
                    Thread.yield();
                } else {
                    asleep = true;
                    if (open.get() >>> 32 == done) {
                        LockSupport.park(this);
                        Thread.interrupted();   // an interrupted thread could not sleep again
                    }
                    asleep = false;
                }
            }
            return open.get() >>> 32;
        }
    }
}
