package fromscratch.eval;

import fromscratch.linalg.Matrix;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An example that was taken for another class.
 *
 * @param index      which example
 * @param truth      its class
 * @param predicted  what it was taken for
 * @param confidence the probability the network gave to that, from 0 to 1
 */
public record Mistake(int index, int truth, int predicted, float confidence) {
    /**
     * The mistakes a network was surest of, surest first; of equally sure ones the earlier example first.
     *
     * @param probabilities [examples × classes]
     * @param labels        the true class of each example
     * @param most          how many to give at most
     * @throws IllegalArgumentException if there are not as many labels as rows of probabilities
     */
    public static List<Mistake> mostConfident(Matrix probabilities, int[] labels, int most) {
        if (labels.length != probabilities.rows()) {
            throw new IllegalArgumentException("mostConfident: the probabilities are " + probabilities.shape()
                + ", but there are "
                + labels.length + " labels; each row needs one");
        }
        int[] predicted = probabilities.argMaxRows();
        return IntStream.range(0, labels.length)
            .filter(i -> predicted[i] != labels[i])
            .mapToObj(i -> new Mistake(i, labels[i], predicted[i], probabilities.get(i, predicted[i])))
            .sorted(Comparator.comparing(Mistake::confidence).reversed())
            .limit(most)
            .toList();
    }
}
