package fromscratch.bench;

import fromscratch.data.DataSets;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Predicting: how long a reader waits for one digit, and for a whole test set. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PredictBenchmark {
    /** Sizes of the layers; {@code bench.py} names those to measure. */
    @Param("784-128-64-10")
    public String sizes;

    private Network network;
    private ByteMatrix images;
    private Matrix image;

    /** 10,000 test images; the built-in digits have fewer and come more than once. */
    @Setup
    public void load() {
        load(DataSets.digits().test().x(), 10_000);
    }

    void load(ByteMatrix pixels, int count) {
        network = Network.mlp(Relu::new, new Rng(1), TrainingRun.sizes(sizes));
        images = pixels.select(IntStream.range(0, count).map(i -> i % pixels.rows()).toArray());
        image = images.row(0);
    }

    @Benchmark
    public int[] one() {
        return network.predict(image);
    }

    @Benchmark
    public int[] all() {
        return network.predict(images);
    }
}
