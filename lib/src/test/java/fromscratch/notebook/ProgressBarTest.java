package fromscratch.notebook;

import fromscratch.nn.TrainingListener.Plan;
import fromscratch.nn.TrainingListener.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressBarTest {
    private long now = 7_000_000_000L;

    private ProgressBar bar(String unit) {
        return new ProgressBar(unit, () -> now);
    }

    private void pass(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    @Test
    void says_how_far_how_fast_and_how_long() {
        ProgressBar bar = bar("words");
        bar.begin(200);
        assertThat(bar.current().text()).isEqualTo("░".repeat(20) + " 0 % · 0 of 200 words");
        bar.step(50);
        pass(2);
        assertThat(bar.current().text()).isEqualTo("█████" + "░".repeat(15) + " 25 % · 50 of 200 words · 25 words/s · 6 s left");
        bar.step(150);
        assertThat(bar.end().text()).isEqualTo("✓ 200 words in 2.0 s · 100/s");
    }

    @Test
    void a_loop_that_was_left_early_says_so() {
        ProgressBar bar = bar("words");
        bar.begin(200);
        bar.step();
        pass(1);
        assertThat(bar.end().text()).contains("0 % · stopped after 1 words in 1.0 s");
    }

    @Test
    void follows_a_training_and_starts_anew_with_the_next() {
        ProgressBar bar = bar("examples");
        for (int run = 0; run < 2; run++) {
            bar.started(new Plan(3, 10, 320));
            pass(4);
            bar.stepDone(new Step(2, 5, 480, 0.25, null));
            assertThat(bar.current().text()).endsWith("50 % · epoch 2 of 3 · 120 examples/s · 4 s left · loss 0.2500");
        }
    }

    @Test
    void long_times_are_in_minutes() {
        ProgressBar bar = bar("words");
        bar.begin(100);
        pass(50);
        bar.step(20);
        assertThat(bar.current().text()).endsWith(" · 0.4 words/s · 3 min 20 s left");
    }

    @Test
    void nothing_to_do_is_done() {
        ProgressBar bar = bar("words");
        bar.begin(0);
        assertThat(bar.end().text()).isEqualTo("✓ 0 words in 0.0 s");
    }

    @Test
    void a_download_of_unknown_length_has_no_percentage_to_tell() {
        assertThat(DownloadProgress.bar("a.gz", 2_500_000, -1).text()).endsWith("downloading a.gz, 2.5 MB");
        assertThat(DownloadProgress.bar("a.gz", 2_500_000, 10_000_000).text()).endsWith("25 % · downloading a.gz, 2.5 MB of 10.0 MB");
        assertThat(DownloadProgress.bar("a.gz", 10_000_000, 10_000_000).text()).isEqualTo("✓ downloaded a.gz, 10.0 MB");
    }
}
