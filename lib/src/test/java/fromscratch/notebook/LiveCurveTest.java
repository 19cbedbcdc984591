package fromscratch.notebook;

import fromscratch.nn.History;
import fromscratch.nn.TrainingListener.Plan;
import fromscratch.nn.TrainingListener.Step;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LiveCurveTest {
    @Test
    void is_always_of_the_same_size() {
        LiveCurve curve = new LiveCurve(() -> 0);
        curve.started(new Plan(2, 30, 960));
        Picture first = curve.picture(1);
        for (int step = 1; step <= 30; step++) {
            curve.stepDone(new Step(1, step, 32L * step, 2.0 / step, null));
        }
        curve.epochDone(new History.Epoch(1, 0.5, 0.8, Double.NaN, Double.NaN, 1));
        curve.finished(new History(List.of()));
        Picture last = curve.picture(2);

        assertThat(last.width()).isEqualTo(first.width()).isEqualTo(900);
        assertThat(last.height()).isEqualTo(first.height());
        assertThat(last.image().getWidth()).isEqualTo(1800);
        assertThat(last.text()).contains("smoothed: 30 points, x from 1.00 to 30.0", "training: 1 point, x from 1.00 to 1.00, y from 80.0 to 80.0");
    }

    @Test
    void any_number_of_losses_becomes_a_few_means() {
        LossTrace trace = new LossTrace();
        for (int step = 1; step <= 10_000; step++) {
            trace.add(step);
        }
        assertThat(trace.size()).isLessThan(LossTrace.MOST_POINTS);
        double[] steps = trace.steps();
        double width = steps[0];
        double[] means = Arrays.stream(steps).map(last -> last - (width - 1) / 2).toArray();
        assertThat(trace.losses()).containsExactly(means, within(1e-9));
        assertThat(trace.smoothed()).as("a straight line stays one").containsExactly(means, within(1e-6));
    }

    @Test
    void smoothing_takes_noise_away() {
        LossTrace trace = new LossTrace();
        for (int step = 0; step < 300; step++) {
            trace.add(1 + step % 2);
        }
        assertThat(Arrays.stream(trace.smoothed()).skip(50).limit(200)).allSatisfy(v -> assertThat(v).isCloseTo(1.5, within(0.05)));
    }
}
