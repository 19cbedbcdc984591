package fromscratch.nn;

import java.util.ArrayList;
import java.util.List;

/** How far a training is. With the network, the optimiser and the generators, it decides how the training goes on. */
final class Progress {
    /** The epoch that is being trained, counted from 1. */
    int epoch = 1;
    /** How many of its steps are done. */
    int step;
    /** Of the examples of these steps: the sum of their losses, and how many were classified correctly. */
    double lossSum;
    int correct;
    /** The time that these steps took. */
    double seconds;
    /** The states of all generators when this epoch began, to make its examples and their order again; none before that. */
    long[] generatorsAtStart = {};
    /** The epochs that are over. */
    final List<History.Epoch> done = new ArrayList<>();
    /** For early stopping. */
    BestWeights best = new BestWeights();

    /** This epoch is over; the next one begins. */
    void endEpoch(History.Epoch result) {
        done.add(result);
        epoch++;
        step = 0;
        lossSum = 0;
        correct = 0;
        seconds = 0;
        generatorsAtStart = new long[0];
    }
}
