package fromscratch.data;

/**
 * The weights of a Gaussian filter: e^(−k² / 2σ²) for a pixel k pixels away, divided by their sum. Beyond 4σ they are
 * left out, being less than 1/2,900 of the middle one.
 */
final class Gaussian {
    private final float[] weights;

    Gaussian(double sigma) {
        double[] bell = new double[(int) (4 * sigma + 0.5) + 1];
        double sum = 0;
        for (int k = 0; k < bell.length; k++) {
            bell[k] = StrictMath.exp(-0.5 * (k / sigma) * (k / sigma));
            sum += k == 0 ? bell[k] : 2 * bell[k];
        }
        weights = new float[bell.length];
        for (int k = 0; k < bell.length; k++) {
            weights[k] = (float) (bell[k] / sum);
        }
    }

    /** How many pixels away the last weight is. */
    int reach() {
        return weights.length - 1;
    }

    /** The weight of a pixel {@code distance} pixels away, to either side. */
    float weight(int distance) {
        return weights[distance];
    }
}
