package fromscratch.notebook;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrawingBudgetTest {
    @Test
    void draws_less_often_the_longer_a_drawing_takes() {
        assertThat(drawingsInTenSeconds(1, 1, 1)).as("a rest of 0.3 s").isBetween(32, 34);
        assertThat(drawingsInTenSeconds(50, 50, 1)).as("at once, 0.3 s later, and at 4, 6, 8 and 10 s").isBetween(5, 6);
        assertThat(drawingsInTenSeconds(400, 5, 1)).as("a slow first one changes little").isBetween(30, 32);
    }

    @Test
    void time_that_the_computer_gives_to_others_does_not_count() {
        assertThat(drawingsInTenSeconds(50, 50, 5)).as("at once, and 0.3 s later; 4 s of work are not done").isEqualTo(2);
    }

    /**
     * On clocks that only steps and drawings move.
     *
     * @param slowness how many times as fast as the work the clock runs during steps
     */
    private static int drawingsInTenSeconds(long firstMillis, long millis, int slowness) {
        long[] now = {0};
        long[] work = {0};
        int[] drawn = {0};
        DrawingBudget budget = new DrawingBudget(() -> now[0], () -> work[0], 40);
        budget.begin();
        while (now[0] < 10_000_000_000L) {
            work[0] += 1_000_000;
            now[0] += 1_000_000L * slowness;
            budget.draw(() -> {
                long nanos = 1_000_000 * (drawn[0]++ == 0 ? firstMillis : millis);
                work[0] += nanos;
                now[0] += nanos;
            });
        }
        return drawn[0];
    }
}
