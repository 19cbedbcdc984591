package fromscratch.nn;

import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers of 16 bits, by their definition and by examples of the standard's tables. */
class Float16Test {
    @ParameterizedTest
    @CsvSource({"0000, 0", "8000, -0", "3C00, 1", "C000, -2", "3555, 0x1.554p-2", "7BFF, 65504", "0400, 0x1p-14",
        "03FF, 0x0.ffcp-14", "0001, 0x1p-24", "7C00, Infinity", "FC00, -Infinity"})
    void examples(String hex, float value) {
        short half = (short) Integer.parseInt(hex, 16);
        assertThat(Float16.toFloat(half)).isEqualTo(value);
        assertThat(Float16.fromFloat(value)).isEqualTo(half);
    }

    @Test
    void every_number_is_what_the_definition_says_and_comes_back() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            float value = Float16.toFloat(half);
            int exponent = bits >> 10 & 31;
            int fraction = bits & 1023;
            if (exponent == 31 && fraction != 0) {
                assertThat(value).isNaN();
                assertThat(Float16.toFloat(Float16.fromFloat(value))).isNaN();
                continue;
            }
            double size = exponent == 31 ? Double.POSITIVE_INFINITY : exponent == 0 ? fraction * 0x1p-24
                : (1 + fraction / 1024.0) * StrictMath.pow(2, exponent - 15);
            assertThat((double) value).as("%04x", bits).isEqualTo(bits < 0x8000 ? size : -size);
            assertThat(Float16.fromFloat(value)).as("%04x", bits).isEqualTo(half);
        }
    }

    @Test
    void half_way_it_goes_to_the_even_neighbour_and_else_to_the_nearer_one() {
        for (int bits = 0; bits < 0x7BFF; bits++) {
            float low = Float16.toFloat((short) bits);
            float high = Float16.toFloat((short) (bits + 1));
            float middle = (low + high) / 2;
            int even = bits + (bits & 1);
            assertThat(Float16.fromFloat(middle)).as("middle after %04x", bits).isEqualTo((short) even);
            assertThat(Float16.fromFloat(Math.nextDown(middle))).as("below it").isEqualTo((short) bits);
            assertThat(Float16.fromFloat(-Math.nextUp(middle))).as("above it").isEqualTo((short) (bits + 1 | 0x8000));
        }
    }

    @ParameterizedTest
    @CsvSource({"65519.996, 7BFF", "65520, 7C00", "-65520, FC00", "3.4e38, 7C00", "1e-40, 0", "-1e-9, 8000"})
    void what_is_too_large_or_too_small(float value, String hex) {
        assertThat(Float16.fromFloat(value)).isEqualTo((short) Integer.parseInt(hex, 16));
    }

    @Test
    void three_digits_are_right() {
        Rng rng = new Rng(1);
        for (int i = 0; i < 10_000; i++) {
            float value = (float) rng.nextGaussian();
            float half = Float16.toFloat(Float16.fromFloat(value));
            assertThat(Math.abs(half - value)).isLessThanOrEqualTo(Math.max(Math.abs(value) * 0x1p-11f, 0x1p-25f));
        }
    }
}
