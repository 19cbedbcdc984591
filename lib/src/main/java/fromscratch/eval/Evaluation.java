package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.nn.Network;

/** A network's answers to a data set's questions. */
public final class Evaluation {
    private Evaluation() {
    }

    /** The share of the examples that {@code network} recognises, from 0 to 1. Refuses what {@link #confusion} refuses. */
    public static double accuracy(Network network, Dataset dataset) {
        return confusion(network, dataset).accuracy();
    }

    /**
     * How often {@code network} takes each class for each.
     *
     * @throws IllegalArgumentException if the images do not fit the network, or a label is not one of its outputs
     */
    public static ConfusionMatrix confusion(Network network, Dataset dataset) {
        return ConfusionMatrix.of(dataset.labels(), network.predict(dataset.x()), network.outputs());
    }
}
