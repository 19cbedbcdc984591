package fromscratch.eval;

import fromscratch.nn.History;
import fromscratch.nn.Network;

import java.util.Optional;

/**
 * An experiment that was made, and what came of it.
 *
 * @param network         as it was at the end; a failed training's weights are of no use
 * @param history         the epochs that were finished
 * @param failure         why the training ended before its last epoch, and what to try; empty if it didn't
 * @param multiplications those of the finished epochs, validation included, as {@link Cost} counts them
 */
public record Trial(Experiment experiment, Network network, History history, Optional<String> failure,
                    long multiplications) {
    /** Whether the loss ceased to be a number. */
    public boolean diverged() {
        return failure.isPresent();
    }

    /** The share of the validation images that the network recognises at the end, from 0 to 1; NaN if it diverged. */
    public double validationAccuracy() {
        return diverged() ? Double.NaN : history.last().validationAccuracy();
    }

    /** The loss on the validation images at the end; NaN if it diverged. */
    public double validationLoss() {
        return diverged() ? Double.NaN : history.last().validationLoss();
    }

    /** How long it took: measured, so different from run to run. */
    public double seconds() {
        return history.seconds();
    }

    /** A line with everything but the time. */
    @Override
    public String toString() {
        return experiment + ": " + failure.orElseGet(() -> String.valueOf(history.last()));
    }
}
