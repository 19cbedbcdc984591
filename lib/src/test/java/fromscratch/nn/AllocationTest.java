package fromscratch.nn;

import com.sun.management.ThreadMXBean;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Garbage in each step would cost more than the arithmetic of a small batch. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int EXAMPLES = 3000;
    private static final int BATCH = 3;

    static Stream<Supplier<Network>> networks() {
        return Stream.of(
            () -> Network.mlp(Relu::new, new Rng(1), 50, 40, 30, 3),
            () -> Network.mlp(Sigmoid::new, new Rng(1), 50, 40, 30, 3),
            () -> Network.mlp(Tanh::new, new Rng(1), 50, 40, 30, 3),
            () -> new Network(new Dense(50, 40, new Rng(1)), new BatchNorm(40), new Relu(), new Dropout(0.2, new Rng(2)),
                new Dense(40, 3, new Rng(3))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_step_allocates_nothing(Supplier<Network> supplier) {
        byte[] pixels = new byte[EXAMPLES * 50];
        Rng rng = new Rng(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, rng.nextInt(500) - 245);
        }
        Rows x = new ByteMatrix(EXAMPLES, 50, pixels);
        Matrix targets = Matrix.oneHot(IntStream.range(0, EXAMPLES).map(i -> i % 3).toArray(), 3);
        Network network = supplier.get();
        Kernels.warmUp();
        // Until Java has compiled everything, vectors are objects: the measurement is repeated until it is done.
        double perStep = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 1000 && perStep >= 1; round++) {
            long twoMoreEpochs = allocated(network, x, targets, 3) - allocated(network, x, targets, 1);
            long orders = 2 * Integer.BYTES * EXAMPLES;   // in each epoch the examples are put in a new order
            perStep = Math.min(perStep, (twoMoreEpochs - orders) / (2.0 * EXAMPLES / BATCH));
        }
        assertThat(perStep).as("bytes a step").isLessThan(1);
    }

    private static long allocated(Network network, Rows x, Matrix targets, int epochs) {
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.01)).batchSize(BATCH).epochs(epochs)
            .schedule(Schedule.inverseTime(100));
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        trainer.fit(x, targets);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
