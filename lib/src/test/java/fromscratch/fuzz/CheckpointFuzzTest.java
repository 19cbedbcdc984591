package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Adam;
import fromscratch.nn.Dense;
import fromscratch.nn.DivergedException;
import fromscratch.nn.ModelFileException;
import fromscratch.nn.Network;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A training that goes on from a checkpoint which may have been tampered with. */
class CheckpointFuzzTest {
    private static final Matrix X = Matrix.of(Matrix.row(0, 1), Matrix.row(1, 0), Matrix.row(1, 1), Matrix.row(0, 0));
    private static final int[] LABELS = {0, 1, 1, 0};

    static Stream<byte[]> seeds() {
        return Stream.of(Seeds.saved(file -> fit(training(2).checkpoint(file, Duration.ZERO))),
            Seeds.saved(file -> fit(training(1).checkpoint(file, Duration.ZERO))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_training_goes_on_or_the_checkpoint_is_refused(byte[] bytes) {
        ForeignFile.read(bytes, "checkpoint.safetensors", ModelFileException.class, 4, 400, CheckpointFuzzTest::resume);
    }

    private static void resume(Path file) {
        try {
            fit(training(2).resume(file));
        } catch (DivergedException e) {
            // Weights may be any numbers, also such as lead nowhere.
        }
    }

    private static Trainer training(int epochs) {
        return new Trainer(new Network(new Dense(2, 2, new Rng(1))), new SoftmaxCrossEntropy(), new Adam())
            .batchSize(2).epochs(epochs).rng(new Rng(2));
    }

    private static void fit(Trainer trainer) {
        trainer.fit(X, LABELS);
    }
}
