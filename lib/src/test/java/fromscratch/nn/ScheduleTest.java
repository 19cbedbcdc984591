package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ScheduleTest {
    @Test
    void factors_of_short_trainings() {
        assertFactors(Schedule.constant(), 1, 1, 1);
        assertFactors(Schedule.cosine(), 1, 0.75, 0.25);
        assertFactors(Schedule.inverseTime(2), 1, 2 / 3.0, 0.5, 0.4);
        assertFactors(Schedule.stairs(2, 0.1), 1, 1, 0.1, 0.1, 0.01);
        assertFactors(Schedule.warmUp(0.5, Schedule.constant()), 0.5, 1, 1, 1);
        assertFactors(Schedule.warmUp(0.4, Schedule.cosine()), 0.5, 1, 1, 0.75, 0.25);
        assertFactors(Schedule.warmUp(1, Schedule.cosine()), 0.5, 1);
        assertFactors(Schedule.warmUp(0, Schedule.cosine()), 1, 0.5);
    }

    /** The peak stands at 0.3 · 20 − 1 = 5, the end at 19; between them (1 + cos(π k/5)) / 2 and (1 + cos(π k/14)) / 2. */
    @Test
    void one_cycle_is_that_of_pytorch() {
        Schedule schedule = Schedule.oneCycle();
        assertThat(schedule.factor(0, 20)).isCloseTo(0.04, within(1e-12));
        assertThat(schedule.factor(1, 20)).isCloseTo(0.1316718427, within(1e-9));
        assertThat(schedule.factor(5, 20)).isCloseTo(1, within(1e-12));
        assertThat(schedule.factor(12, 20)).isCloseTo(0.500002, within(1e-9));
        assertThat(schedule.factor(19, 20)).isCloseTo(4e-6, within(1e-12));
        for (int steps = 1; steps < 40; steps++) {
            for (int step = 0; step < steps; step++) {
                assertThat(schedule.factor(step, steps)).as("step %d of %d", step, steps).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void training_follows_the_schedule_and_puts_the_rate_back() {
        Sgd sgd = new Sgd(0.5);
        List<Float> rates = new ArrayList<>();
        fit(sgd, Schedule.stairs(2, 0.1), rates);
        assertThat(rates).containsExactly(0.5f, 0.5f, 0.05f, 0.05f, 0.005f, 0.005f);
        assertThat(sgd.learningRate()).isEqualTo(0.5f);
    }

    @Test
    void the_rate_is_put_back_after_a_failure_too() {
        Sgd sgd = new Sgd(0.5);
        assertThatThrownBy(() -> fit(sgd, (step, steps) -> step < 3 ? 0.1 : Double.NaN, new ArrayList<>()))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(sgd.learningRate()).isEqualTo(0.5f);
    }

    /** The fused step of plain gradient descent and the optimiser's own go the same way. */
    @Test
    void the_step_uses_the_scheduled_rate() {
        Network slowed = fit(new Sgd(0.5), (step, steps) -> 0.5, new ArrayList<>());
        Network slow = fit(new Sgd(0.25), Schedule.constant(), new ArrayList<>());
        assertThat(slowed.parameters().get(0).value()).isEqualTo(slow.parameters().get(0).value());
        Network other = fit(new Sgd(0.5), Schedule.constant(), new ArrayList<>());
        assertThat(slowed.parameters().get(0).value()).isNotEqualTo(other.parameters().get(0).value());
    }

    /** Two epochs of three steps. */
    private static Network fit(Sgd sgd, Schedule schedule, List<Float> rates) {
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 4, 2);
        Matrix x = Matrix.of(row(0, 0), row(0, 1), row(1, 0));
        new Trainer(network, new SoftmaxCrossEntropy(), sgd).batchSize(1).epochs(2).schedule(schedule)
            .listen(new TrainingListener() {
                @Override
                public void stepDone(Step step) {
                    rates.add(sgd.learningRate());
                }
            }).fit(x, new int[] {0, 1, 1});
        return network;
    }

    @Test
    void errors_teach() {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.inverseTime(0)).withMessageContaining("found 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.stairs(0, 0.1)).withMessageContaining("1 step long");
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.stairs(5, 0)).withMessageContaining("such as 0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.warmUp(1.5, Schedule.constant()))
            .withMessageContaining("found 1.5");
    }

    private static void assertFactors(Schedule schedule, double... expected) {
        double[] factors = IntStream.range(0, expected.length).mapToDouble(i -> schedule.factor(i, expected.length)).toArray();
        assertThat(factors).containsExactly(expected, within(1e-12));
    }
}
