package fromscratch;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Adam;
import fromscratch.nn.Dense;
import fromscratch.nn.Dropout;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A training that keeps a checkpoint after each step, goes on from it if there is one, and prints the steps that it does. */
final class KilledTraining {
    static final int STEPS = 400;
    private static final int EXAMPLES = 200;
    private static final int BATCH = 20;

    private KilledTraining() {
    }

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Path file = folder.resolve("checkpoint.safetensors");
        Network network = network();
        Trainer trainer = trainer(network).checkpoint(file, Duration.ZERO).listen(new TrainingListener() {
            @Override
            public void stepDone(Step step) {
                System.out.println((step.epoch() - 1) * EXAMPLES / BATCH + step.step());
            }
        });
        if (Files.exists(file)) {
            trainer.resume(file);
        }
        fit(trainer);
        network.save(folder.resolve("model.safetensors"));
    }

    /** The same without a stop. */
    static void train(Path model) {
        Network network = network();
        fit(trainer(network));
        network.save(model);
    }

    private static Network network() {
        Rng rng = new Rng(1);
        return new Network(new Dense(30, 20, rng), new Relu(), new Dropout(0.2, new Rng(2)), new Dense(20, 3, rng));
    }

    private static Trainer trainer(Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).batchSize(BATCH).epochs(STEPS * BATCH / EXAMPLES)
            .rng(new Rng(3));
    }

    private static void fit(Trainer trainer) {
        Rng rng = new Rng(4);
        byte[] pixels = new byte[EXAMPLES * 30];
        int[] labels = new int[EXAMPLES];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) rng.nextInt(256);
            labels[i / 30] = (pixels[i] & 0xFF) % 3;
        }
        trainer.fit(new ByteMatrix(EXAMPLES, 30, pixels), labels);
    }
}
