package fromscratch.notebook;

import java.util.function.LongSupplier;

/** Says when the next drawing may be made, so that all of them together take at most a share of the time. */
final class DrawingBudget {
    /** Faster than this nobody can see what changes. */
    private static final long SHORTEST_REST = 300_000_000;   // nanoseconds

    private final LongSupplier clock;
    private final long oneIn;
    private long begin;
    private long spent;
    private long next;
    private boolean drawnBefore;

    /**
     * @param clock in nanoseconds
     * @param oneIn drawing takes one nanosecond in so many
     */
    DrawingBudget(LongSupplier clock, long oneIn) {
        this.clock = clock;
        this.oneIn = oneIn;
    }

    /** From now on the time counts. */
    void begin() {
        spent = 0;
        begin = clock.getAsLong();
        next = begin;
    }

    /**
     * Draws if it is time. The very first drawing loads classes and takes many times as long as the others, so it is
     * not charged: else there would be no second one for a long time.
     */
    void draw(Runnable drawing) {
        long before = clock.getAsLong();
        if (before >= next) {
            drawing.run();
            long after = clock.getAsLong();
            spent += drawnBefore ? after - before : 0;
            drawnBefore = true;
            next = Math.max(after + SHORTEST_REST, begin + oneIn * spent);
        }
    }
}
