package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SearchTest {
    private final Dataset train = Stripes.dataset(400, 1);
    private final Dataset validation = Stripes.dataset(80, 2);
    private final Experiment base = Experiment.parse("hidden=40,30 batch-size=100 epochs=2");

    /** The first experiment takes longest, so that with several threads others are finished before it. */
    private List<Experiment> experiments() {
        return IntStream.rangeClosed(1, 12).mapToObj(seed -> base.withSeed(seed).withEpochs(seed == 1 ? 60 : seed % 3 + 1)).toList();
    }

    /** Its products are large enough to be shared out among the cores, were they not computed alone. */
    @Test
    void trials_are_those_of_each_experiment_alone_in_the_order_given() {
        for (int threads : new int[] {1, 2, 5}) {
            List<Trial> finished = new ArrayList<>();
            List<Trial> trials = new Search(train, validation).threads(threads).listen(finished::add).run(experiments());
            assertThat(trials).extracting(Trial::experiment).isEqualTo(experiments());
            assertThat(finished).containsExactlyInAnyOrderElementsOf(trials);
            if (threads > 1) {
                assertThat(finished.get(0)).as("first one finished").isNotEqualTo(trials.get(0));
            }
            for (Trial trial : trials) {
                Trial alone = trial.experiment().run(train, validation);
                assertThat(trial.toString()).isEqualTo(alone.toString());
                assertThat(weights(trial)).isEqualTo(weights(alone));
            }
        }
    }

    private static List<Matrix> weights(Trial trial) {
        return trial.network().parameters().stream().map(p -> p.value()).toList();
    }

    @Test
    void a_training_that_diverges_does_not_end_the_search() {
        List<Trial> trials = new Search(train, validation).run(List.of(base.withLearningRate(1e38), base));
        assertThat(trials).extracting(Trial::diverged).containsExactly(true, false);
    }

    @Test
    void listeners_are_called_in_the_calling_thread() {
        Thread here = Thread.currentThread();
        List<Thread> there = new ArrayList<>();
        new Search(train, validation).threads(3).listen(trial -> there.add(Thread.currentThread())).run(experiments());
        assertThat(there).hasSize(12).containsOnly(here);
    }

    @Test
    void no_experiments_give_no_trials() {
        assertThat(new Search(train, validation).run(List.of())).isEmpty();
    }

    @Test
    void a_mistake_in_an_experiment_ends_the_search_with_its_message() throws Exception {
        Dataset narrow = new Dataset("narrow", 1, 1, new ByteMatrix(1, 1, new byte[1]), new int[1], List.of("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Search(train, narrow).run(experiments()))
            .withMessageContaining("the network takes 16 inputs");
        assertThatIllegalArgumentException().isThrownBy(() -> new Search(train, validation).threads(0))
            .withMessage("threads: must be at least 1, found 0");
        assertNoThreadsLeft();
    }

    /** As a notebook's stop button does it. The trainings would go on for hours. */
    @Test
    void an_interrupt_stops_all_trainings_and_leaves_no_thread() throws Exception {
        List<Experiment> endless = IntStream.range(0, 6).mapToObj(i -> base.withSeed(i).withEpochs(i == 0 ? 1 : 100_000_000)).toList();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        List<Trial> finished = new ArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                new Search(train, validation).threads(2).listen(finished::add).run(endless);
            } catch (Throwable t) {
                thrown.set(t);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        while (finished.isEmpty()) {
            Thread.sleep(5);
        }
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class).hasMessageContaining("the search was stopped");
        assertThat(stillInterrupted.get()).as("the interrupt is still there for whoever called").isTrue();
        assertThat(finished).hasSize(1);
        assertNoThreadsLeft();
    }

    /** A thread lives on for a moment after its last task. */
    private static void assertNoThreadsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("fromscratch-search")) {
                thread.join(5_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void each_trial_is_logged_and_a_strange_log_is_refused_before_the_first(@TempDir Path folder) throws IOException {
        TrialLog log = new TrialLog(folder.resolve("trials.csv"));
        new Search(train, validation).log(log).run(experiments());
        assertThat(log.read().longColumn("seed").asList()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);

        Path strange = Files.writeString(folder.resolve("strange.csv"), "label,pixel0\n3,255\n");
        assertThatThrownBy(() -> new Search(train, validation).log(new TrialLog(strange)))
            .hasMessageContaining("is a file with other columns");
    }
}
