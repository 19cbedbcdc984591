package fromscratch.data;

import fromscratch.data.ToyProblem.Points;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ToyProblemTest {
    private static final int COUNT = 1000;
    private static final double ROUNDING = 1e-6;

    @ParameterizedTest
    @EnumSource
    void points_fill_the_square_the_classes_alternate_and_a_seed_gives_the_same_again(ToyProblem problem) {
        Points points = problem.points(COUNT, 0, new Rng(1));
        assertThat(points.x().shape()).isEqualTo(COUNT + "×2");
        assertThat(points.labels()).hasSize(COUNT).startsWith(0, 1, 0, 1);
        assertThat(points.x().min()).isBetween(-1f, -0.85f);
        assertThat(points.x().max()).isBetween(0.85f, 1f);
        assertThat(points.x().mean()).isCloseTo(0, within(0.1));
        assertThat(problem.points(COUNT, 0, new Rng(1)).x()).isEqualTo(points.x());
        assertThat(problem.points(COUNT, 0, new Rng(2)).x()).isNotEqualTo(points.x());
    }

    @ParameterizedTest
    @EnumSource
    void noise_moves_the_same_points_by_its_standard_deviation(ToyProblem problem) {
        Matrix without = problem.points(COUNT, 0, new Rng(1)).x();
        Matrix moved = problem.points(COUNT, 0.2, new Rng(1)).x().minus(without);
        assertThat(moved.mean()).isCloseTo(0, within(0.02));
        assertThat(Math.sqrt(moved.hadamard(moved).mean())).isCloseTo(0.2, within(0.01));
    }

    @Test
    void xor_is_class_1_where_the_signs_differ() {
        Points points = ToyProblem.XOR.points(COUNT, 0, new Rng(1));
        int right = 0;
        for (int i = 0; i < COUNT; i++) {
            float x = points.x().get(i, 0);
            float y = points.x().get(i, 1);
            assertThat(x * y > 0).isEqualTo(points.labels()[i] == 0);
            assertThat(Math.min(Math.abs(x), Math.abs(y))).isGreaterThan(0.199f);
            right += x > 0 ? 1 : 0;
        }
        assertThat(right).as("left and right are equally frequent").isBetween(450, 550);
    }

    @Test
    void rings_are_a_disc_and_a_ring_round_it() {
        Points points = ToyProblem.RINGS.points(COUNT, 0, new Rng(1));
        for (int i = 0; i < COUNT; i++) {
            double radius = radius(points, i);
            assertThat(radius).isBetween(points.labels()[i] == 0 ? 0 : 0.75 - ROUNDING, points.labels()[i] == 0 ? 0.35 + ROUNDING : 1 + ROUNDING);
        }
    }

    @Test
    void moons_are_half_circles_with_an_end_in_each_other() {
        Points points = ToyProblem.MOONS.points(COUNT, 0, new Rng(1));
        for (int i = 0; i < COUNT; i++) {
            boolean first = points.labels()[i] == 0;
            double x = points.x().get(i, 0) - (first ? -1.0 / 3 : 1.0 / 3);
            double y = points.x().get(i, 1) - (first ? -1.0 / 6 : 1.0 / 6);
            assertThat(Math.sqrt(x * x + y * y)).isCloseTo(2.0 / 3, within(ROUNDING));
            assertThat(first ? y : -y).isGreaterThan(-ROUNDING);
        }
    }

    @Test
    void the_second_arm_of_the_spiral_is_the_first_one_turned_by_half_a_circle() {
        Points points = ToyProblem.SPIRAL.points(COUNT, 0, new Rng(1));
        for (int i = 0; i < COUNT; i++) {
            double turns = 1.25 * (radius(points, i) - 0.1) / 0.9 + points.labels()[i] / 2.0;
            double angle = StrictMath.atan2(points.x().get(i, 1), points.x().get(i, 0)) / (2 * Math.PI);
            double difference = turns - angle;
            assertThat(difference - Math.rint(difference)).as("point %d", i).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void what_cannot_be_made_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ToyProblem.MOONS.points(0, 0, new Rng(1)))
            .withMessage("moons: expected at least one point and a noise of at least 0, such as 0.1; found 0 points and noise 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> ToyProblem.MOONS.points(1, -0.1, new Rng(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> ToyProblem.MOONS.points(1, Double.NaN, new Rng(1)));
    }

    private static double radius(Points points, int i) {
        double x = points.x().get(i, 0);
        double y = points.x().get(i, 1);
        return Math.sqrt(x * x + y * y);
    }
}
