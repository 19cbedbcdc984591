package fromscratch.linalg;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few threads that share one piece of work after the other: the caller and its helpers. Each takes a fixed part of
 * the numbers 0 … n − 1, so nobody waits for a queue, and which thread does what depends on n alone.
 *
 * <p>The system property {@code fromscratch.threads} says how many threads there are, the caller included; unless it
 * is set, as many as the machine has cores. With 1 no thread is ever started. The helpers are daemons: they end with
 * the program. While one caller has the team, another does its work alone, so trainings side by side don't wait for
 * each other.
 */
final class Team {
    /** Work that can be shared out. What {@link #part} does for one number must not depend on the other numbers. */
    interface Work {
        /** Does the numbers {@code from} (included) to {@code to} (excluded). */
        void part(int from, int to);
    }

    private static final Team TEAM = new Team(threadsWanted());

    /** A product is a millionth of a second away from the next one: worth waiting for awake, for a moment. */
    private static final int SPINS = 2_000;
    private static final int YIELDS = 50;

    private final Helper[] helpers;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger unfinished = new AtomicInteger();
    private Work work;
    private int count;
    private int members;
    private boolean started;

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

    /** Does the numbers 0 … {@code count} − 1 of {@code work}, shared by at most {@code members} threads. */
    static void share(Work work, int count, int members) {
        int wanted = Math.min(Math.min(members, count), size());
        if (wanted <= 1 || !TEAM.lock.tryLock()) {
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
        this.members = members;
        unfinished.set(members - 1);
        for (int i = 0; i < members - 1; i++) {
            helpers[i].wake();
        }
        Throwable mine = null;
        try {
            work.part(0, start(1));
        } catch (Throwable t) {
            mine = t;
        }
        waitForHelpers();
        this.work = null;
        rethrow(mine);
    }

    /** Also when the caller's own part failed: the helpers still write into its arrays. */
    private void waitForHelpers() {
        for (int i = 0; unfinished.get() > 0; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void rethrow(Throwable mine) {
        Throwable failure = mine;
        for (Helper helper : helpers) {
            if (failure == null) {
                failure = helper.failure;
            }
            helper.failure = null;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** The first number of a member's part. */
    private int start(int member) {
        return (int) ((long) count * member / members);
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
        private final int member;
        private volatile int called;
        private volatile boolean asleep;
        private Throwable failure;

        Helper(int member) {
            super("fromscratch-" + member);
            this.member = member;
            setDaemon(true);
        }

        void wake() {
            called++;   // only the holder of the lock writes it
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            for (int done = 0; ; done++) {
                waitForCall(done);
                try {
                    work.part(Team.this.start(member), Team.this.start(member + 1));
                } catch (Throwable t) {
                    failure = t;
                }
                unfinished.decrementAndGet();
            }
        }

        /** Awake for a moment, then giving way to others, then asleep: a spinning helper would starve the compiler. */
        private void waitForCall(int done) {
            for (int i = 0; called == done; i++) {
                if (i < SPINS) {
                    Thread.onSpinWait();
                } else if (i < SPINS + YIELDS) {
                    Thread.yield();
                } else {
                    asleep = true;
                    if (called == done) {
                        LockSupport.park(this);
                        Thread.interrupted();   // an interrupted thread could not sleep again
                    }
                    asleep = false;
                }
            }
        }
    }
}
