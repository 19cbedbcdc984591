package fromscratch.notebook;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrawingBudgetTest {
    @Test
    void draws_less_often_the_longer_a_drawing_takes() {
        assertThat(drawingsInTenSeconds(1, 1)).as("a rest of 0.3 s").isEqualTo(34);
        assertThat(drawingsInTenSeconds(50, 50)).as("at 0, 0.35, 2, 4, 6, 8 and 10 s").isEqualTo(7);
        assertThat(drawingsInTenSeconds(400, 5)).as("a slow first one changes little").isEqualTo(32);
    }

    /** On a clock that only time given to steps and drawings moves. */
    private static int drawingsInTenSeconds(long firstMillis, long millis) {
        long[] now = {0};
        int[] drawn = {0};
        DrawingBudget budget = new DrawingBudget(() -> now[0], 40);
        budget.begin();
        while (now[0] < 10_000_000_000L) {
            now[0] += 1_000_000;
            budget.draw(() -> now[0] += 1_000_000 * (drawn[0]++ == 0 ? firstMillis : millis));
        }
        return drawn[0];
    }
}
