package fromscratch.nn;

import fromscratch.linalg.Matrix;

/**
 * What a network expects of its inputs and does to them first: (x − mean) / standardDeviation. It is kept and saved
 * with the network, so that prediction cannot treat pixels differently from training.
 *
 * @param lowest            inputs below this are refused
 * @param highest           inputs above this are refused
 * @param mean              subtracted from each input
 * @param standardDeviation each input is then divided by this, a positive number
 */
public record Preprocessing(float lowest, float highest, float mean, float standardDeviation) {
    /** Checks the numbers. Throws {@link IllegalArgumentException} if they make no sense. */
    public Preprocessing {
        if (!(lowest <= highest) || !(standardDeviation > 0) || !Float.isFinite(mean + standardDeviation)) {
            throw new IllegalArgumentException("Preprocessing: expected lowest ≤ highest, a finite mean and a standard"
                + " deviation above 0; found " + lowest + ", " + highest + ", " + mean + ", " + standardDeviation);
        }
    }

    /** Any inputs, left as they are. */
    public static Preprocessing none() {
        return new Preprocessing(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0, 1);
    }

    /** Pixels from 0 (background) to 1 (ink), left as they are. */
    public static Preprocessing pixels() {
        return standardisedPixels(0, 1);
    }

    /** Pixels from 0 to 1, shifted and scaled to mean 0 and standard deviation 1 of the data set they came from. */
    public static Preprocessing standardisedPixels(double mean, double standardDeviation) {
        return new Preprocessing(0, 1, (float) mean, (float) standardDeviation);
    }

    /** Whether inputs are left as they are. */
    boolean isIdentity() {
        return mean == 0 && standardDeviation == 1;
    }

    /**
     * The inputs as the first layer wants them: {@code x} itself, if nothing has to be done. Not checked: see {@link
     * #check}.
     */
    Matrix apply(Matrix x) {
        if (isIdentity()) {
            return x;
        }
        Matrix into = Matrix.zeros(x.rows(), x.cols());
        apply(x, into);
        return into;
    }

    /** The inputs as the first layer wants them, in {@code into}, which may be {@code x}. */
    void apply(Matrix x, Matrix into) {
        float[] from = x.data();
        float[] to = into.data();
        for (int i = 0; i < to.length; i++) {
            to[i] = (from[i] - mean) / standardDeviation;
        }
    }

    /** Throws {@link IllegalArgumentException} if an input is outside the range this network was made for. */
    void check(Matrix x) {
        if (x.size() == 0 || lowest == Float.NEGATIVE_INFINITY && highest == Float.POSITIVE_INFINITY) {
            return;
        }
        float min = x.min();
        float max = x.max();
        if (!(min >= lowest && max <= highest)) {
            throw new IllegalArgumentException("this network expects inputs from " + lowest + " to " + highest
                + ", found values from " + min + " to " + max
                + (max > 1 && max <= 255 ? "; pixels from 0 to 255 must be divided by 255 first" : ""));
        }
    }
}
