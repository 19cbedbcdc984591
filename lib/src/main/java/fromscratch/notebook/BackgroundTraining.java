package fromscratch.notebook;

import java.util.concurrent.TimeUnit;

/**
 * A training on a thread of its own that can be paused, taken step by step, slowed down and stopped. After each step the
 * training calls {@link #hold}, and is held there for as long as it is to wait.
 *
 * <p>The thread is a daemon: it ends with the training, or with the kernel. It also ends when another training begins:
 * once a cell is run again, nobody can stop what the controls that stood there before have started.
 */
final class BackgroundTraining {
    /** Steps a second of a training that is not slowed down. */
    static final double FULL_SPEED = Double.POSITIVE_INFINITY;

    private static BackgroundTraining latest;

    private final Thread thread;
    private double stepsPerSecond = FULL_SPEED;
    private boolean paused;
    /** That it may take in spite of the pause. */
    private int steps;
    private long held = System.nanoTime();

    /** @param training is done when the thread starts; a {@link #stop} interrupts it */
    BackgroundTraining(Runnable training) {
        thread = new Thread(training, "fromscratch-training");
        thread.setDaemon(true);
    }

    // ---- from any thread ----

    void start() {
        synchronized (BackgroundTraining.class) {
            stopLatest();
            latest = this;
        }
        thread.start();
    }

    /** Ends the training that was started last, if it still runs. */
    static synchronized void stopLatest() {
        if (latest != null) {
            latest.stop();
            latest = null;
        }
    }

    /** From the end of the step that it is at. */
    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        steps = 0;
        notifyAll();
    }

    /** One more step, and then a pause. */
    synchronized void step() {
        steps += paused ? 1 : 0;
        paused = true;
        notifyAll();
    }

    /** How fast it may train; acts at once. */
    synchronized void pace(double stepsPerSecond) {
        this.stepsPerSecond = stepsPerSecond;
        notifyAll();
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** Ends it after the step that it is at. */
    void stop() {
        thread.interrupt();
    }

    // ---- on the thread that trains ----

    /** Whether there is so much time between two steps. */
    synchronized boolean rests(long nanoseconds) {
        return paused || 1e9 / stepsPerSecond >= nanoseconds;
    }

    /**
     * Waits until the next step may be taken; returns how long, in nanoseconds. An interrupt is left for the trainer to
     * see.
     */
    synchronized long hold() {
        long start = System.nanoTime();
        try {
            while (paused ? steps == 0 : rest() > 0) {
                if (paused) {
                    wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, rest());
                }
            }
            steps -= paused ? 1 : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        held = System.nanoTime();
        return held - start;
    }

    /** How many nanoseconds are left until the next step is due. */
    private long rest() {
        return held + (long) (1e9 / stepsPerSecond) - System.nanoTime();
    }
}
