package fromscratch.notebook;

import fromscratch.data.Augment;
import fromscratch.data.Csv;
import fromscratch.data.Dataset;
import fromscratch.data.Idx;
import fromscratch.data.ImageFolder;
import fromscratch.data.StrokeDigits;
import fromscratch.data.ToyProblem;
import fromscratch.eval.Evaluation;
import fromscratch.eval.Experiment;
import fromscratch.eval.Occlusion;
import fromscratch.eval.Pca;
import fromscratch.eval.Search;
import fromscratch.eval.Temperature;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Zeros;
import fromscratch.nn.GradientCheck;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tech.tablesaw.api.Table;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A notebook's stop button interrupts the thread of the cell. Each call of the library that can take longer than a second
 * is begun here, interrupted at a random moment soon after, and must then end soon, and leave everything usable. (A
 * download and a log that another program holds are interrupted in their own tests.)
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopButtonTest {
    /** Far more than it may take, a second: a busy machine is no error. What it took is printed. */
    private static final int SECONDS_TO_END = 10;
    private static final int LATEST_MILLIS = 300;
    private static final int SIZE = 4500;

    /** Something long. */
    private interface Work {
        void run() throws Exception;
    }

    @TempDir
    private static Path folder;
    private final Rng delays = new Rng(1);
    private Dataset images;

    /** Noise, as what is in the images changes nothing here; and large files, as small ones are read in no time. */
    @BeforeAll
    void makeImages() throws IOException {
        Table.create();   // loads tablesaw, which takes a second once and cannot be stopped: a kernel does it when it starts …
        Kernels.warmUp();   // … and this
        images = noise(60_000);
        Files.writeString(folder.resolve("images.csv"), String.join("\n", Collections.nCopies(20_000, "1" + ",7".repeat(784))));
        Path sevens = Files.createDirectories(folder.resolve("pictures").resolve("7"));
        BufferedImage seven = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB);
        seven.createGraphics().fillRect(300, 300, 400, 400);
        ImageIO.write(seven, "png", sevens.resolve("0.png").toFile());
        for (int i = 1; i < 300; i++) {
            Files.copy(sevens.resolve("0.png"), sevens.resolve(i + ".png"));
        }
    }

    private static Dataset noise(int count) {
        byte[] pixels = new byte[count * 784];
        Rng rng = new Rng(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) rng.nextLong();
        }
        return new Dataset("noise", 28, 28, new ByteMatrix(count, 784, pixels), IntStream.range(0, count).map(i -> i % 10).toArray(),
            IntStream.range(0, 10).mapToObj(String::valueOf).toList());
    }

    private static Network network(int... hidden) {
        int[] sizes = IntStream.concat(IntStream.concat(IntStream.of(784), Arrays.stream(hidden)), IntStream.of(10)).toArray();
        return Network.mlp(Relu::new, new Rng(1), sizes);
    }

    private static Trainer trainer(Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.001));
    }

    // ---- networks: they must be usable afterwards ----

    private interface NetworkWork {
        void run(Network network) throws Exception;
    }

    private Arguments with(String name, Network network, NetworkWork work) {
        return Arguments.of(name, network, (Work) () -> work.run(network));
    }

    Stream<Arguments> networks() {
        Dataset few = images.take(SIZE);
        return Stream.of(
            with("fit, many small steps", network(32, 16), n -> trainer(n).batchSize(1).epochs(1000).fit(images.x(), images.labels())),
            with("fit, one huge step", network(3000, 3000), n -> trainer(n).batchSize(SIZE).fit(few.x(), few.labels())),
            with("fit, a long validation", network(2000, 1000), n -> trainer(n).epochs(2)
                .validation(images.x(), images.labels()).fit(few.x().rows(0, 32), Arrays.copyOf(few.labels(), 32))),
            with("fit, new distortions", network(8), n -> trainer(n).epochs(1000)
                .eachEpoch((x, epoch) -> new Augment(28, 28).elastic(5, 30).apply(images.x(), new Rng(epoch)))
                .fit(images.x(), images.labels())),
            with("outputs", network(2000, 1000), n -> n.outputs(images.x())),
            with("predict", network(2000, 1000), n -> n.predict(images.x())),
            with("accuracy", network(2000, 1000), n -> Evaluation.accuracy(n, images)),
            with("gradient check", network(64), n -> GradientCheck.run(n, new SoftmaxCrossEntropy(), images.x().rows(0, 20),
                Matrix.oneHot(Arrays.copyOf(images.labels(), 20), 10), Integer.MAX_VALUE, new Rng(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void a_stopped_network_can_go_on(String name, Network network, Work work) throws Exception {
        stop(name, work);
        assertThat(network.probabilities(images.x().rows(0, 100)).data()).as("probabilities").doesNotContain(Float.NaN);
        double loss = trainer(network).epochs(1).fit(images.x().rows(0, 320), Arrays.copyOf(images.labels(), 320)).last().trainLoss();
        assertThat(loss).as("the loss of another training").isFinite();
    }

    // ---- everything else ----

    private static Arguments of(String name, Work work) {
        return Arguments.of(name, work);
    }

    Stream<Arguments> works() {
        return Stream.of(
            of("product", () -> square().product(square())),
            of("transposed product", () -> square().transposedProduct(square())),
            of("product, transposed", () -> square().productTransposed(square())),
            of("step of descent", () -> square().addScaledTransposedProduct(0.1f, square(), square(), Zeros.MULTIPLY)),
            of("random numbers", () -> Matrix.normal(8000, 8000, 0, 1, new Rng(1))),
            of("a function of each element", () -> Matrix.zeros(8000, 8000).map(x -> StrictMath.pow(x + 1.5, 1.7))),
            of("a large network", () -> network(8000, 8000)),
            of("an experiment", () -> Experiment.defaults().withEpochs(1000).run(images, images.take(100))),
            of("a search", () -> new Search(images, images.take(100))
                .run(Collections.nCopies(8, Experiment.defaults().withEpochs(1000)))),
            of("principal components", () -> Pca.of(images.x(), 10)),
            of("principal components of large images", () -> Pca.of(Matrix.normal(100, 1600, 0, 1, new Rng(1)), 10)),
            of("occlusion map", () -> Occlusion.map(Network.mlp(Relu::new, new Rng(1), 40_000, 100, 10),
                Matrix.zeros(1, 40_000), 200, 0, 5, 0.5f)),
            of("temperature", () -> Temperature.fit(Matrix.normal(200_000, 10, 0, 1, new Rng(1)),
                IntStream.range(0, 200_000).map(i -> i % 10).toArray())),
            of("augmentation", () -> new Augment(28, 28).elastic(5, 30).apply(images.x(), new Rng(1))),
            of("drawn digits", () -> StrokeDigits.images(StrokeDigits.labels(100_000, 1), 1)),
            of("writing IDX", () -> Idx.writeImages(folder.resolve("images.gz"), images.x(), 28, 28)),
            of("writing CSV", () -> Csv.write(folder.resolve("written.csv"), images)),
            of("reading CSV", () -> Csv.read(folder.resolve("images.csv"))),
            of("reading pictures", () -> ImageFolder.read(folder.resolve("pictures"))),
            of("playground", () -> new Playground(ToyProblem.SPIRAL).train(100_000_000)),
            of("drawing many large images", () -> Pictures.grid(Matrix.zeros(1000, 40_000), 200)));
    }

    private static Matrix square() {
        return Matrix.zeros(SIZE, SIZE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("works")
    void ends_soon(String name, Work work) throws Exception {
        stop(name, work);
    }

    // ---- stopping ----

    private void stop(String name, Work work) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread cell = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                thrown[0] = e;
            }
        }, "cell");
        cell.start();
        Thread.sleep(20 + delays.nextInt(LATEST_MILLIS));
        assertThat(thrown[0]).as("what it throws by itself").isNull();
        assertThat(cell.isAlive()).as("still at work, else there is nothing to stop").isTrue();
        long interrupted = System.nanoTime();
        cell.interrupt();
        cell.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
        long millis = (System.nanoTime() - interrupted) / 1_000_000;
        assertThat(cell.isAlive()).as("still at work after " + SECONDS_TO_END + " s").isFalse();
        System.out.println(String.format(Locale.ROOT, "stopped after %4d ms: %s", millis, name));
        assertThat(thrown[0]).isInstanceOf(CancellationException.class).hasMessageContaining("stopped");
        awaitRest();
    }

    /** Until none of the threads that the library starts is at work. */
    private static void awaitRest() throws InterruptedException {
        for (int i = 0; i < 100 * SECONDS_TO_END && !atWork().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(atWork()).as("threads that go on").isEmpty();
    }

    private static List<String> atWork() {
        return Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith("fromscratch") || t.getName().startsWith("ForkJoinPool"))
            .filter(t -> t.getState() == Thread.State.RUNNABLE).map(Thread::getName).toList();
    }
}
