package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;

import java.util.List;

/** For early stopping: the lowest validation loss so far, and the network's values in that epoch. */
final class BestWeights {
    private double lowest = Double.POSITIVE_INFINITY;
    private int epoch;
    private List<Matrix> values = List.of();   // empty: there was no epoch yet

    /** None yet. */
    BestWeights() {
    }

    /** Those of an {@code epoch} with the validation loss {@code lowest}; epoch 0 is none yet. */
    BestWeights(double lowest, int epoch, List<Matrix> values) {
        this.lowest = lowest;
        this.epoch = epoch;
        this.values = values;
    }

    /** Keeps the network's values if this epoch's loss is the lowest so far. */
    void offer(int epoch, double validationLoss, Network network) {
        if (validationLoss < lowest) {
            this.lowest = validationLoss;
            this.epoch = epoch;
            this.values = network.values().stream().map(Matrix::copy).toList();
        }
    }

    /** How many epochs ago, seen from {@code now}, the best one was. */
    int epochsAgo(int now) {
        return values.isEmpty() ? 0 : now - epoch;
    }

    /** Gives the network its best values back, if there was an epoch. */
    void putInto(Network network) {
        for (int i = 0; i < values.size(); i++) {
            network.values().get(i).set(Elementwise.IDENTITY, values.get(i));
        }
    }

    double lowest() {
        return lowest;
    }

    int epoch() {
        return epoch;
    }

    List<Matrix> values() {
        return values;
    }
}
