package fromscratch.nn;

import java.util.List;
import java.util.Locale;

/**
 * How a training went.
 *
 * @param epochs what each epoch brought, in order
 */
public record History(List<Epoch> epochs) {
    /** Keeps a copy of the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * One pass over the training examples.
     *
     * @param number             counted from 1
     * @param trainLoss          mean loss over the epoch's examples, each as the network was when its batch came
     * @param trainAccuracy      share of them classified correctly, from 0 to 1, at the same moments; NaN for one output
     * @param validationLoss     loss on the validation examples after the epoch; NaN if there are none
     * @param validationAccuracy accuracy on them; NaN if there are none
     * @param seconds            the time it took, validation included
     */
    public record Epoch(int number, double trainLoss, double trainAccuracy,
                        double validationLoss, double validationAccuracy, double seconds) {
        /** A line with everything but the time, which differs from run to run. */
        @Override
        public String toString() {
            String text = String.format(Locale.ROOT, "epoch %2d   %s", number, measured("", trainLoss, trainAccuracy));
            return Double.isNaN(validationLoss) ? text
                : text + measured("   validation ", validationLoss, validationAccuracy);
        }

        private static String measured(String on, double loss, double accuracy) {
            String text = String.format(Locale.ROOT, "%sloss %.4f", on, loss);
            return Double.isNaN(accuracy) ? text : text + String.format(Locale.ROOT, "   accuracy %6.2f %%", 100 * accuracy);
        }
    }

    /**
     * The last epoch.
     *
     * @throws IllegalStateException if there was none
     */
    public Epoch last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("this training had no epochs, so there is no last one");
        }
        return epochs.get(epochs.size() - 1);
    }

    /** The time of all epochs together. */
    public double seconds() {
        return epochs.stream().mapToDouble(Epoch::seconds).sum();
    }

    /** A line for each epoch. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        epochs.forEach(epoch -> text.append(epoch).append('\n'));
        return text.toString().stripTrailing();
    }
}
