package fromscratch.nn;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HistoryTest {
    private final History history = new History(List.of(
        new History.Epoch(1, 0.5, 0.875, 0.25, 0.9, 1.5),
        new History.Epoch(2, 0.25, 1, Double.NaN, Double.NaN, 2)));

    @Test
    void is_a_line_for_each_epoch() {
        assertThat(history).hasToString("""
            epoch  1   loss 0.5000   accuracy  87.50 %   validation loss 0.2500   accuracy  90.00 %
            epoch  2   loss 0.2500   accuracy 100.00 %""");
    }

    @Test
    void takes_the_time_of_all_epochs() {
        assertThat(history.seconds()).isEqualTo(3.5);
    }

    @Test
    void the_last_epoch_of_none() {
        assertThatIllegalStateException().isThrownBy(() -> new History(List.of()).last());
    }
}
