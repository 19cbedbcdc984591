package fromscratch.bench;

import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.TrainTest;
import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.imageio.ImageIO;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** Our part of the benchmark, in sizes that take no time: so that it still works on the day it is wanted. */
class BenchTest {
    private static final Dataset DIGITS = DataSets.builtInDigits().train().take(64);

    @ParameterizedTest
    @ValueSource(strings = {"AB 5x7x3", "AtB 5x7x3", "ABt 5x7x3"})
    void both_ways_to_multiply_do_the_same_work(String shape) {
        ProductBenchmark benchmark = new ProductBenchmark();
        benchmark.shape = shape;
        benchmark.fill();
        Matrix library = benchmark.library().copy();
        assertThat(library.shape()).isEqualTo("5×3");
        assertThat(library.data()).usingComparatorWithPrecision(1e-5f).containsExactly(benchmark.naive().data());
    }

    @Test
    void training_answers_in_lines_that_the_driver_reads() {
        String answers = printed(() -> TrainingRun.train(new TrainTest(DIGITS, DIGITS), TrainingRun.sizes("784-8-10"), 10, 2));
        assertThat(answers.lines().map(line -> line.split("\t")[0])).containsExactly("epoch", "epoch", "loss", "accuracy");
        assertThat(answers.lines().mapToDouble(line -> Double.parseDouble(line.split("\t")[1]))).allMatch(x -> x > 0);
    }

    private static String printed(Runnable work) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void growth_is_measured_and_drawn(@TempDir Path folder) throws IOException {
        double imagesPerSecond = GrowthRun.imagesPerSecond(DIGITS, TrainingRun.sizes("784-8-10"), 16, 0.01);
        Path csv = Files.write(folder.resolve("growth.csv"), Arrays.asList("case,threads,program,seconds,share_of_peak",
            "batch 1,1,fromscratch," + 64 / imagesPerSecond + ",0.5", "batch 2,1,fromscratch,0.25,0.5",
            "threads 1,1,fromscratch,1.0,0.5", "threads 2,2,fromscratch,0.5,0.5"));
        GrowthChart.draw(csv, folder.resolve("growth.png"));
        assertThat(ImageIO.read(folder.resolve("growth.png").toFile()).getWidth()).isGreaterThan(1000);
    }

    @Test
    void prediction_takes_one_image_or_all() {
        PredictBenchmark benchmark = new PredictBenchmark();
        benchmark.sizes = "784-8-10";
        benchmark.load(DIGITS.x(), 100);
        assertThat(benchmark.one()).hasSize(1);
        assertThat(benchmark.all()).hasSize(100).startsWith(benchmark.one());
    }

    @Test
    void the_peak_of_two_threads_is_measured() throws InterruptedException {
        assertThat(FmaPeak.gflops(2, 0.01)).isPositive();
    }
}
