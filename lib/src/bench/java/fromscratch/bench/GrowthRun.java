package fromscratch.bench;

import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;

/** How many images a second a warm training learns. */
public final class GrowthRun {
    /** A multiple of all batch sizes that are tried, so that each batch is a full one. */
    private static final int IMAGES = 8192;

    private GrowthRun() {
    }

    /** Expects sizes such as {@code 784-128-64-10}, the batch size, and the seconds to warm up and to measure. */
    public static void main(String[] args) {
        Answer.print("images per second", imagesPerSecond(DataSets.digits().train().take(IMAGES),
            TrainingRun.sizes(args[0]), Integer.parseInt(args[1]), Double.parseDouble(args[2])));
    }

    static double imagesPerSecond(Dataset images, int[] sizes, int batchSize, double seconds) {
        Network network = Network.mlp(Relu::new, new Rng(1), sizes);
        // The learning rate changes nothing of the work; this one is small enough for every shape.
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.001)).batchSize(batchSize).epochs(1);
        train(trainer, images, seconds);
        return train(trainer, images, seconds);
    }

    private static double train(Trainer trainer, Dataset images, double seconds) {
        double trained = 0;
        int epochs = 0;
        while (trained < seconds) {
            trained += trainer.fit(images.x(), images.labels()).seconds();
            epochs++;
        }
        return epochs * images.size() / trained;
    }
}
