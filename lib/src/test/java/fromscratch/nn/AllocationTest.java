package fromscratch.nn;

import com.sun.management.ThreadMXBean;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Garbage in each step would cost more than the arithmetic of a small batch. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int EXAMPLES = 3000;
    private static final int BATCH = 3;
    private static final List<Supplier<Network>> NETWORKS = List.of(
        () -> Network.mlp(Relu::new, new Rng(1), 50, 40, 30, 3),
        () -> Network.mlp(Sigmoid::new, new Rng(1), 50, 40, 30, 3),
        () -> Network.mlp(Tanh::new, new Rng(1), 50, 40, 30, 3),
        () -> new Network(new Dense(50, 40, new Rng(1)), new BatchNorm(40), new Relu(), new Dropout(0.2, new Rng(2)),
            new Dense(40, 3, new Rng(3))));

    /**
     * In a Java of its own for each, as a reader's is: after a thousand other tests Java may compile the loops worse, and
     * keep vectors as objects for good. {@code -Xbatch} lets the program wait for the compiler: what is compiled when, and
     * so the figure, is then the same on a busy machine.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_step_allocates_nothing(int network) throws Exception {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-Xbatch", "-cp",
            System.getProperty("java.class.path"), AllocationTest.class.getName(), String.valueOf(network))
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(java.waitFor()).isZero();
        assertThat(Double.parseDouble(printed)).as("bytes a step").isLessThan(1);
    }

    /** Prints the bytes that a step of the network with this number allocates. */
    public static void main(String[] number) {
        System.out.println(perStep(NETWORKS.get(Integer.parseInt(number[0])).get()));
    }

    private static double perStep(Network network) {
        byte[] pixels = new byte[EXAMPLES * 50];
        Rng rng = new Rng(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, rng.nextInt(500) - 245);
        }
        Rows x = new ByteMatrix(EXAMPLES, 50, pixels);
        Matrix targets = Matrix.oneHot(IntStream.range(0, EXAMPLES).map(i -> i % 3).toArray(), 3);
        Kernels.warmUp();
        // Until Java has compiled everything, vectors are objects: the measurement is repeated until it is done.
        double perStep = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 500 && perStep >= 1; round++) {
            long twoMoreEpochs = allocated(network, x, targets, 3) - allocated(network, x, targets, 1);
            long orders = 2 * Integer.BYTES * EXAMPLES;   // in each epoch the examples are put in a new order
            perStep = Math.min(perStep, (twoMoreEpochs - orders) / (2.0 * EXAMPLES / BATCH));
        }
        return perStep;
    }

    private static long allocated(Network network, Rows x, Matrix targets, int epochs) {
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.01)).batchSize(BATCH).epochs(epochs)
            .schedule(Schedule.inverseTime(100));
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        trainer.fit(x, targets);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
