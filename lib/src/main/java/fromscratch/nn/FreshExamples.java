package fromscratch.nn;

import fromscratch.linalg.Rows;

/** New versions of the training examples for each epoch, such as distorted images: see {@link Trainer#eachEpoch}. */
@FunctionalInterface
public interface FreshExamples {
    /**
     * What to train on in one epoch.
     *
     * @param x     the training examples [examples × inputs], not to be changed
     * @param epoch counted from 1
     * @return      row i made from row i, so that its label still fits: [examples × inputs]
     */
    Rows of(Rows x, int epoch);
}
