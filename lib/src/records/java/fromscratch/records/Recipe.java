package fromscratch.records;

import fromscratch.data.Augment;
import fromscratch.data.Dataset;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Adam;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Preprocessing;
import fromscratch.nn.Relu;
import fromscratch.nn.Schedule;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The ingredients of a training; each can be left out.
 *
 * @param name      what is new in it
 * @param hidden    neurons of the hidden layers
 * @param adam      Adam with a rate of one cycle and batches of 256, instead of plain steps and batches of 32
 * @param affine    whether the images are moved, turned, scaled and slanted anew in each epoch
 * @param elastic   whether they are bent, too
 * @param smoothing how much of each target's 1 is shared out among all classes
 * @param epochs    passes over the training images
 */
record Recipe(String name, List<Integer> hidden, boolean adam, boolean affine, boolean elastic, double smoothing, int epochs) {
    private static final int EPOCHS = 20;
    private static final List<Integer> WIDE = List.of(800, 800);

    /** From the network of notebook 07 on, one ingredient more in each line, all for 20 epochs. */
    static final List<Recipe> LADDER = List.of(
        new Recipe("notebook 07", List.of(128, 64), false, false, false, 0, EPOCHS),
        new Recipe("+ wide", WIDE, false, false, false, 0, EPOCHS),
        new Recipe("+ Adam", WIDE, true, false, false, 0, EPOCHS),
        new Recipe("+ affine", WIDE, true, true, false, 0, EPOCHS),
        new Recipe("+ bent", WIDE, true, true, true, 0, EPOCHS),
        new Recipe("+ smoothed", WIDE, true, true, true, 0.1, EPOCHS));

    /** All of them, wider and longer. */
    static final Recipe RECORD = new Recipe("record", List.of(1200, 1000), true, true, true, 0.1, 150);

    /** A network that has learned nothing yet. */
    Network network(Dataset images, long seed) {
        int[] sizes = IntStream.concat(IntStream.concat(IntStream.of(images.x().cols()),
            hidden.stream().mapToInt(Integer::intValue)), IntStream.of(images.classes())).toArray();
        return Network.mlp(Relu::new, new Rng(seed), sizes).withPreprocessing(Preprocessing.pixels());
    }

    /**
     * Trains {@code network}; the same seed gives the same bits on every machine.
     *
     * @param validation measured on after each epoch, and not trained on
     */
    History train(Network network, Dataset images, Dataset validation, long seed, TrainingListener... listeners) {
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), adam ? new Adam(0.002) : new Sgd(0.1))
            .batchSize(adam ? 256 : 32).epochs(epochs).rng(new Rng(seed))
            .validation(validation.x(), validation.labels())
            .listen(listeners);
        if (adam) {
            trainer.schedule(Schedule.oneCycle());
        }
        if (affine || elastic) {
            Augment augment = augment(images);
            Rng rng = new Rng(1000 + seed);
            trainer.eachEpoch((x, epoch) -> augment.apply((ByteMatrix) x, rng));
        }
        return trainer.fit(images.x(), targets(images));
    }

    private Augment augment(Dataset images) {
        Augment augment = new Augment(images.width(), images.height());
        if (affine) {
            augment.shift(1.5).rotate(15).scale(0.15).shear(0.15);
        }
        if (elastic) {
            augment.elastic(5, 30);
        }
        return augment;
    }

    /** [images × classes]: 1 − s + s / classes for the right class, s / classes for each other one. */
    Matrix targets(Dataset images) {
        float share = (float) (smoothing / images.classes());
        return Matrix.oneHot(images.labels(), images.classes()).map(y -> (1 - smoothing) * y + share);
    }
}
