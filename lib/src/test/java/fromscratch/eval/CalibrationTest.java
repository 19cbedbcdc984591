package fromscratch.eval;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class CalibrationTest {
    /** Of the guesses with 0.75 one of two is right, of those with 0.875 both are, the one with 0.5 is wrong. */
    private final Calibration calibration = Calibration.of(
        Matrix.of(row(0.75f, 0.25f), row(0.25f, 0.75f), row(0.875f, 0.125f), row(0.875f, 0.125f), row(0.5f, 0.5f)),
        new int[] {0, 0, 0, 0, 1}, 4);

    @Test
    void a_bin_holds_its_upper_border_and_not_its_lower_one() {
        assertThat(calibration.bins()).extracting(Calibration.Bin::count).containsExactly(0, 1, 2, 2);
        assertThat(calibration.bins()).extracting(Calibration.Bin::from).containsExactly(0.0, 0.25, 0.5, 0.75);
        assertThat(calibration.bins()).extracting(Calibration.Bin::to).containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(calibration.total()).isEqualTo(5);
    }

    @Test
    void confidence_and_accuracy_of_each_bin() {
        assertThat(calibration.bins()).extracting(Calibration.Bin::confidence).containsExactly(Double.NaN, 0.5, 0.75, 0.875);
        assertThat(calibration.bins()).extracting(Calibration.Bin::accuracy).containsExactly(Double.NaN, 0.0, 0.5, 1.0);
    }

    /** 1/5 · |0 − 0.5| + 2/5 · |0.5 − 0.75| + 2/5 · |1 − 0.875| = 0.1 + 0.1 + 0.05. */
    @Test
    void expected_calibration_error_by_hand() {
        assertThat(calibration.expectedCalibrationError()).isCloseTo(0.25, within(1e-12));
        assertThat(calibration.toString()).startsWith(" 25.0 to  50.0 %       1 examples   confidence  50.0 %   right   0.0 %\n")
            .endsWith("expected calibration error 25.00 %");
    }

    @Test
    void a_network_that_keeps_its_word_has_no_error() {
        Matrix sayings = Matrix.of(row(0.75f, 0.25f), row(0.75f, 0.25f), row(0.75f, 0.25f), row(0.75f, 0.25f));
        assertThat(Calibration.of(sayings, new int[] {0, 0, 1, 0}, 15).expectedCalibrationError()).isZero();
        assertThat(Calibration.of(Matrix.zeros(0, 2), new int[0], 15).expectedCalibrationError()).isZero();
    }

    @Test
    void certainty_belongs_to_the_last_bin() {
        assertThat(Calibration.of(Matrix.of(row(1, 0)), new int[] {0}, 10).bins().get(9).count()).isEqualTo(1);
    }

    @Test
    void bad_arguments_are_explained() {
        Matrix one = Matrix.of(row(0.5f, 0.5f));
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(one, new int[2], 10))
            .withMessageContaining("1×2, but there are 2 labels");
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(one, new int[1], 0))
            .withMessageContaining("at least 1 bin, found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(Matrix.of(row(3, -1)), new int[1], 10))
            .withMessageContaining("found 3.0 as the largest of example 0; logits must go through softmax");
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(Matrix.of(row(Float.NaN, Float.NaN)), new int[1], 10))
            .withMessageContaining("found NaN");
    }
}
