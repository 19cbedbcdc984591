package fromscratch.linalg;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RngTest {
    /** The first outputs for seed 1234567 as published with the algorithm (rosettacode.org, "Pseudo-random numbers/Splitmix64"). */
    @Test
    void gives_the_published_sequence() {
        Rng rng = new Rng(1234567);
        assertThat(Long.toUnsignedString(rng.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(rng.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(rng.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void goes_on_from_its_state() {
        Rng rng = new Rng(5);
        rng.nextGaussian();
        Rng copy = new Rng(rng.state());
        assertThat(copy.nextGaussian()).isEqualTo(rng.nextGaussian());
    }

    @Test
    void normal_numbers_have_mean_0_and_deviation_1() {
        Rng rng = new Rng(7);
        double[] values = IntStream.range(0, 100_000).mapToDouble(i -> rng.nextGaussian()).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.015));
        assertThat(variance).isCloseTo(1, within(0.02));
    }

    @Test
    void whole_numbers_below_a_bound_are_equally_likely() {
        Rng rng = new Rng(3);
        int[] count = new int[7];
        for (int i = 0; i < 70_000; i++) {
            count[rng.nextInt(7)]++;
        }
        assertThat(Arrays.stream(count).min().orElseThrow()).isGreaterThan(9_600);
        assertThat(Arrays.stream(count).max().orElseThrow()).isLessThan(10_400);
    }

    /** 2³² is two and two thirds times this bound: dividing it up without rejecting would give 3, 3, 2, 3, 3, 2, … */
    @Test
    void large_bounds_are_fair_too() {
        Rng rng = new Rng(3);
        int[] count = new int[3];
        for (int i = 0; i < 30_000; i++) {
            count[rng.nextInt(3 << 29) % 3]++;
        }
        assertThat(Arrays.stream(count).min().orElseThrow()).isGreaterThan(9_600);
        assertThat(Arrays.stream(count).max().orElseThrow()).isLessThan(10_400);
    }

    /** 2³⁰ divides 2³² evenly, so nothing has to be rejected. */
    @Test
    void below_a_power_of_two_the_highest_bits_are_the_number() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(new Rng(seed).nextInt(1 << 30)).isEqualTo((int) (new Rng(seed).nextLong() >>> 34));
        }
    }

    @Test
    void floats_stay_below_1() {
        Rng rng = new Rng(11);
        for (int i = 0; i < 100_000; i++) {
            assertThat(rng.nextFloat()).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    @Test
    void a_permutation_holds_each_number_once_and_in_another_order() {
        int[] order = new Rng(1).permutation(1000);
        assertThat(order).doesNotHaveDuplicates().isNotEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(Arrays.stream(order).min().orElseThrow()).isZero();
        assertThat(Arrays.stream(order).max().orElseThrow()).isEqualTo(999);
    }

    @Test
    void shuffling_n_values_takes_one_number_fewer() {
        Rng rng = new Rng(1);
        rng.shuffle(new int[3]);
        Rng twoLater = new Rng(1);
        twoLater.nextLong();
        twoLater.nextLong();
        assertThat(rng.state()).isEqualTo(twoLater.state());
    }

    @Test
    void a_split_starts_from_a_random_number() {
        Rng rng = new Rng(1234567);
        assertThat(Long.toUnsignedString(rng.split().state())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(rng.nextLong())).isEqualTo("3203168211198807973");
    }

    @Test
    void refuses_a_bound_below_1() {
        assertThatThrownBy(() -> new Rng(1).nextInt(0)).hasMessage("nextInt: bound must be at least 1, found 0");
    }

    @Test
    void log_uniform_numbers_spread_evenly_over_the_powers_of_ten() {
        Rng rng = new Rng(5);
        int[] counts = new int[3];
        for (int i = 0; i < 30_000; i++) {
            double drawn = rng.logUniform(0.001, 1);
            assertThat(drawn).isBetween(0.001, 1.0);
            counts[drawn < 0.01 ? 0 : drawn < 0.1 ? 1 : 2]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_700, 10_300);
        }
        assertThat(rng.logUniform(0.3, 0.3)).isEqualTo(0.3);
        assertThatIllegalArgumentException().isThrownBy(() -> rng.logUniform(0, 1)).withMessageContaining("zero has no logarithm");
        assertThatIllegalArgumentException().isThrownBy(() -> rng.logUniform(2, 1)).withMessageContaining("found 2.0 and 1.0");
    }
}
