package fromscratch.nn;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PreprocessingTest {
    @Test
    void subtracts_the_mean_and_divides_by_the_standard_deviation() {
        Matrix x = Matrix.of(row(0, 0.75f, 1));
        assertThat(Preprocessing.standardisedPixels(0.5, 0.25).apply(x)).isEqualTo(Matrix.of(row(-2, 1, 2)));
        assertThat(Preprocessing.standardisedPixels(0.5, 1).apply(x)).isEqualTo(Matrix.of(row(-0.5f, 0.25f, 0.5f)));
        assertThat(Preprocessing.standardisedPixels(0, 0.25).apply(x)).isEqualTo(Matrix.of(row(0, 3, 4)));
        assertThat(x).as("the inputs themselves").isEqualTo(Matrix.of(row(0, 0.75f, 1)));
    }

    @Test
    void what_has_nothing_to_do_does_not_copy() {
        Matrix x = Matrix.of(row(0, 1));
        assertThat(Preprocessing.pixels().apply(x)).isSameAs(x);
    }

    @Test
    void each_limit_counts_for_itself() {
        float infinity = Float.POSITIVE_INFINITY;
        assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing(-infinity, 1, 0, 1).check(Matrix.of(row(2))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing(0, infinity, 0, 1).check(Matrix.of(row(-1))));
        assertThatCode(() -> new Preprocessing(1, 1, 0, 1).check(Matrix.of(row(1)))).doesNotThrowAnyException();
        assertThatCode(() -> Preprocessing.none().check(Matrix.of(row(-infinity, Float.NaN)))).doesNotThrowAnyException();
    }

    @Test
    void only_what_looks_like_bytes_is_to_be_divided() {
        assertThatIllegalArgumentException().isThrownBy(() -> Preprocessing.pixels().check(Matrix.of(row(-1, 1))))
            .withMessage("this network expects inputs from 0.0 to 1.0, found values from -1.0 to 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Preprocessing.pixels().check(Matrix.of(row(0, 256))))
            .withMessage("this network expects inputs from 0.0 to 1.0, found values from 0.0 to 256.0");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 1", "NaN, 1, 0, 1", "0, 1, NaN, 1", "0, 1, Infinity, 1", "0, 1, 0, 0", "0, 1, 0, NaN", "0, 1, 0, Infinity"})
    void numbers_that_make_no_sense_are_refused(float lowest, float highest, float mean, float standardDeviation) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing(lowest, highest, mean, standardDeviation));
    }
}
