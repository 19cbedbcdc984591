package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** One kernel lives for a day of trainings. */
class MemoryTest {
    private static final int TRAININGS = 100;
    /** A training holds about 2 MB: one in a hundred that were kept would be seen. */
    private static final long ALLOWED = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void memory_after_a_hundred_trainings_is_what_it_was_before() {
        trainings(10);
        long before = heldAfterCollecting();
        int threads = Thread.activeCount();
        trainings(TRAININGS);
        assertThat(heldAfterCollecting() - before).as("bytes more than before").isLessThan(ALLOWED);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    }

    private void trainings(int count) {
        Matrix x = Matrix.uniform(60, 100, 0, 1, new Rng(1));
        for (int i = 0; i < count; i++) {
            Rng rng = new Rng(i);
            Network network = new Network(new Dense(100, 400, rng), new BatchNorm(400), new Relu(), new Dropout(0.1, rng),
                new Dense(400, 3, rng));
            new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).epochs(2).batchSize(20)
                .validation(x, new int[60]).earlyStop(1).checkpoint(folder.resolve("checkpoint"))
                .fit(x, new int[60]);
            network.predict(x);
        }
    }

    private static long heldAfterCollecting() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
