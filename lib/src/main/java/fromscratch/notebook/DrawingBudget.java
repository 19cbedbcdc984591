package fromscratch.notebook;

import java.util.function.LongSupplier;

/**
 * Says when the next drawing may be made, so that all of them together take at most a share of the work. Work is
 * counted as the processor's time of this thread: a clock on the wall also counts what a busy computer does for others.
 */
final class DrawingBudget {
    /** Faster than this nobody can see what changes. */
    private static final long SHORTEST_REST = 300_000_000;   // nanoseconds

    private final LongSupplier clock;
    private final LongSupplier work;
    private final long oneIn;
    private long begin;
    private long spent;
    private long latest;
    private long next;
    private boolean drawnBefore;

    /**
     * @param clock the time in nanoseconds, cheap to ask
     * @param work  the processor's time for this thread in nanoseconds
     * @param oneIn drawing takes one nanosecond of work in so many
     */
    DrawingBudget(LongSupplier clock, LongSupplier work, long oneIn) {
        this.clock = clock;
        this.work = work;
        this.oneIn = oneIn;
    }

    /** From now on the work counts. */
    void begin() {
        spent = 0;
        begin = work.getAsLong();
        next = clock.getAsLong();
    }

    /**
     * Draws if it is time: when there was work enough for the drawings so far and for one more like the latest. The
     * very first drawing loads classes and takes many times as long as the others, so it is not charged: else there
     * would be no second one for a long time.
     */
    void draw(Runnable drawing) {
        if (clock.getAsLong() < next) {
            return;
        }
        long before = work.getAsLong();
        if (before - begin >= oneIn * (spent + latest)) {
            drawing.run();
            latest = drawnBefore ? work.getAsLong() - before : 0;
            spent += latest;
            drawnBefore = true;
        }
        next = clock.getAsLong() + SHORTEST_REST;
    }
}
