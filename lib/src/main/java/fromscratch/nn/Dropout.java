package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

import java.util.List;

/**
 * Dropout: while training, each element is set to 0 with the probability {@code rate}, anew in each step, so that no
 * neuron can rely on another one being there.
 *
 * <pre>
 *   training:     out = x ⊙ m      m = 0 with probability p, else 1 / (1 − p)      ∂L/∂x = ∂L/∂out ⊙ m
 *   prediction:   out = x
 * </pre>
 *
 * The factor 1 / (1 − p) makes up for the missing ones: on average, the layer behind gets the same sum in training as in
 * prediction. The source is Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to
 * prevent neural networks from overfitting", 2014, section 4; there prediction is scaled by 1 − p instead. This form,
 * inverted dropout, is their section 10, and PyTorch's.
 */
public final class Dropout implements Layer {
    private final double rate;
    private final Rng rng;
    private float[] mask = new float[0];   // as long as the largest batch so far, so that a step allocates nothing
    private boolean training;
    private Matrix x;   // of the last way forward

    /**
     * A layer that drops each element with the probability {@code rate}.
     *
     * @param rate usually 0.1 to 0.5
     * @param rng  where the choice of elements comes from; this layer's alone, so pass {@link Rng#split()} of a shared one
     * @throws IllegalArgumentException if {@code rate} is not at least 0 and less than 1
     */
    public Dropout(double rate, Rng rng) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: the rate is the share of elements to drop, at least 0 and less"
                + " than 1, such as 0.2; found " + rate);
        }
        this.rate = rate;
        this.rng = rng;
    }

    /** The probability with which an element is dropped. */
    public double rate() {
        return rate;
    }

    /** Where its choices come from. */
    Rng rng() {
        return rng;
    }

    @Override
    public void forward(Matrix x, Matrix out) {
        out.set(Elementwise.IDENTITY, x);
        this.x = x;
        training = false;
    }

    @Override
    public void forwardTraining(Matrix x, Matrix out) {
        out.set(Elementwise.IDENTITY, x);
        this.x = x;
        training = true;
        drawMask(x.size());
        timesMask(out);
    }

    private void drawMask(int size) {
        if (mask.length < size) {
            mask = new float[size];
        }
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < size; i++) {
            mask[i] = rng.nextFloat() < rate ? 0 : kept;
        }
    }

    private void timesMask(Matrix m) {
        float[] values = m.data();
        for (int i = 0; i < values.length; i++) {
            values[i] *= mask[i];
        }
    }

    @Override
    public void inputGradient(Matrix dOut, Matrix dX) {
        BackwardCheck.requireFit(this, x, dOut);
        dX.set(Elementwise.IDENTITY, dOut);
        if (training) {
            timesMask(dX);
        }
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public int inputs(int outputs) {
        return outputs;
    }

    @Override
    public double[][] forwardInDouble(double[][] x, List<double[]> parameters) {
        double[][] out = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i].clone();
            for (int j = 0; training && j < out[i].length; j++) {
                out[i][j] *= mask[i * out[i].length + j];
            }
        }
        return out;
    }

    /** Such as {@code dropout 0.2}. */
    @Override
    public String toString() {
        return "dropout " + rate;
    }
}
