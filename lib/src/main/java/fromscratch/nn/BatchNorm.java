package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation: brings each feature to mean 0 and standard deviation 1 over the batch, then lets the network
 * choose its own scale γ and shift β.
 *
 * <pre>
 *   X, X̂, Y [batch × features]      μ, σ², γ, β [1 × features]      m examples in the batch; all per feature
 *
 *   μ = (1/m) Σ x      σ² = (1/m) Σ (x − μ)²      x̂ = (x − μ) / √(σ² + ε)      y = γ x̂ + β
 *
 *   ∂L/∂γ = Σ ∂L/∂y · x̂      ∂L/∂β = Σ ∂L/∂y
 *   ∂L/∂x = γ / √(σ² + ε) · (∂L/∂y − (1/m) ∂L/∂β − (1/m) x̂ · ∂L/∂γ)
 * </pre>
 *
 * In prediction an example must not depend on those beside it, so μ and σ² are then running means of those of the
 * batches: after each training step, running ← 0.9 running + 0.1 batch, with Σ (x − μ)² / (m − 1) as the batch's
 * variance, which does not underestimate. They start at 0 and 1, and are saved with the network.
 *
 * <p>The source is Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal
 * covariate shift", 2015, algorithm 1 and the gradients of section 3, which are put together here; definitions and
 * defaults (ε = 10⁻⁵) are PyTorch's.
 */
public final class BatchNorm implements Layer {
    private static final double EPSILON = 1e-5;
    private static final float MOMENTUM = 0.1f;

    private final Parameter gamma;
    private final Parameter beta;
    private final List<Parameter> parameters;
    private final Matrix runningMean;
    private final Matrix runningVariance;

    // Of the last way forward, [1 × features]; x̂ is computed again from them, which is quicker than to keep it.
    private Matrix x;
    private boolean training;
    private final Matrix mean;
    private final Matrix variance;
    private final Matrix inverseDeviation;
    // Of the last way back, [1 × features].
    private final float[] shiftBack;
    private final float[] slopeBack;

    /**
     * For batches [batch × features]: γ = 1, β = 0, running mean 0 and variance 1.
     *
     * @throws IllegalArgumentException if {@code features} is less than 1
     */
    public BatchNorm(int features) {
        if (features < 1) {
            throw new IllegalArgumentException("BatchNorm: expected at least 1 feature, found " + features);
        }
        gamma = new Parameter(ones(features));
        beta = new Parameter(Matrix.zeros(1, features));
        parameters = List.of(gamma, beta);   // made once: training asks for it in each step
        runningMean = Matrix.zeros(1, features);
        runningVariance = ones(features);
        mean = Matrix.zeros(1, features);
        variance = Matrix.zeros(1, features);
        inverseDeviation = Matrix.zeros(1, features);
        shiftBack = new float[features];
        slopeBack = new float[features];
    }

    private static Matrix ones(int features) {
        Matrix m = Matrix.zeros(1, features);
        Arrays.fill(m.data(), 1);
        return m;
    }

    /** γ [1 × features]. */
    public Matrix gamma() {
        return gamma.value();
    }

    /** β [1 × features]. */
    public Matrix beta() {
        return beta.value();
    }

    /** The running mean [1 × features] that prediction uses. */
    public Matrix runningMean() {
        return runningMean;
    }

    /** The running variance [1 × features] that prediction uses. */
    public Matrix runningVariance() {
        return runningVariance;
    }

    // ---- forward ----

    @Override
    public void forward(Matrix x, Matrix out) {
        requireFit(x, out);
        System.arraycopy(runningMean.data(), 0, mean.data(), 0, mean.size());
        System.arraycopy(runningVariance.data(), 0, variance.data(), 0, variance.size());
        normalise(x, out);
        training = false;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if the batch has one row, which would be its own mean
     */
    @Override
    public void forwardTraining(Matrix x, Matrix out) {
        requireFit(x, out);
        if (x.rows() < 2) {
            throw new IllegalArgumentException(this + ": training needs at least 2 examples in a batch, found " + x.rows()
                + ", because one alone has no spread. If it is the last batch of an epoch, choose a batch size that"
                + " leaves no single example over.");
        }
        meanAndVariance(x);
        float unbiased = (float) x.rows() / (x.rows() - 1);
        follow(runningMean.data(), mean.data(), 1);
        follow(runningVariance.data(), variance.data(), unbiased);
        normalise(x, out);
        training = true;
    }

    /** The variance from the differences to the mean: the mean of squares minus the squared mean would lose its digits. */
    private void meanAndVariance(Matrix x) {
        float share = 1f / x.rows();
        float[] mu = mean.setColSums(x).data();
        for (int c = 0; c < mu.length; c++) {
            mu[c] *= share;
        }
        float[] squares = variance.data();
        Arrays.fill(squares, 0);
        for (int at = 0; at < x.size(); at += mu.length) {
            addSquares(x.data(), at, mu, squares);
        }
        for (int c = 0; c < squares.length; c++) {
            squares[c] *= share;
        }
    }

    private static void addSquares(float[] x, int at, float[] mu, float[] squares) {
        for (int c = 0; c < mu.length; c++) {
            float difference = x[at + c] - mu[c];
            squares[c] = Math.fma(difference, difference, squares[c]);
        }
    }

    /** running ← 0.9 running + 0.1 factor · batch. */
    private static void follow(float[] running, float[] batch, float factor) {
        for (int c = 0; c < running.length; c++) {
            running[c] = Math.fma(MOMENTUM, factor * batch[c], (1 - MOMENTUM) * running[c]);
        }
    }

    /** out ← γ (x − mean) / √(variance + ε) + β. */
    private void normalise(Matrix x, Matrix out) {
        this.x = x;
        float[] inverse = inverseDeviation.data();
        for (int c = 0; c < inverse.length; c++) {
            inverse[c] = (float) (1 / Math.sqrt(variance.data()[c] + EPSILON));
        }
        for (int at = 0; at < x.size(); at += inverse.length) {
            normaliseRow(x.data(), at, mean.data(), inverse, gamma().data(), beta().data(), out.data());
        }
    }

    private static void normaliseRow(float[] x, int at, float[] mu, float[] inverse, float[] gamma, float[] beta,
                                     float[] out) {
        for (int c = 0; c < mu.length; c++) {
            out[at + c] = Math.fma(gamma[c], (x[at + c] - mu[c]) * inverse[c], beta[c]);
        }
    }

    // ---- backward ----

    @Override
    public void parameterGradients(Matrix dY) {
        BackwardCheck.requireFit(this, x, dY);
        beta.gradient().setColSums(dY);
        float[] dGamma = gamma.gradient().data();
        Arrays.fill(dGamma, 0);
        for (int at = 0; at < dY.size(); at += dGamma.length) {
            addProducts(dY.data(), x.data(), at, mean.data(), inverseDeviation.data(), dGamma);
        }
    }

    /** dγ ← dγ + ∂L/∂y · x̂, one row. */
    private static void addProducts(float[] dY, float[] x, int at, float[] mu, float[] inverse, float[] dGamma) {
        for (int c = 0; c < mu.length; c++) {
            dGamma[c] = Math.fma(dY[at + c], (x[at + c] - mu[c]) * inverse[c], dGamma[c]);
        }
    }

    /**
     * {@inheritDoc} In training the two sums over the batch are needed: they are found again, as nobody has promised
     * that {@link #parameterGradients} came before. Otherwise μ and σ² are constants, and ∂L/∂x = γ / √(σ² + ε) · ∂L/∂y.
     */
    @Override
    public void inputGradient(Matrix dY, Matrix dX) {
        parameterGradients(dY);
        requireFit(dY, dX);
        float share = training ? 1f / dY.rows() : 0;
        for (int c = 0; c < shiftBack.length; c++) {
            shiftBack[c] = share * beta.gradient().data()[c];
            slopeBack[c] = share * gamma.gradient().data()[c];
        }
        for (int at = 0; at < dY.size(); at += shiftBack.length) {
            inputGradientRow(dY.data(), at, dX.data());
        }
    }

    private void inputGradientRow(float[] dY, int at, float[] dX) {
        float[] x = this.x.data();
        float[] mu = mean.data();
        float[] inverse = inverseDeviation.data();
        float[] scale = gamma().data();
        float[] shift = shiftBack;
        float[] slope = slopeBack;
        for (int c = 0; c < mu.length; c++) {
            float normalised = (x[at + c] - mu[c]) * inverse[c];
            dX[at + c] = scale[c] * inverse[c] * (dY[at + c] - shift[c] - normalised * slope[c]);
        }
    }

    // ---- what it is made of ----

    /** γ, then β. */
    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Running mean, then running variance. */
    @Override
    public List<Matrix> state() {
        return List.of(runningMean, runningVariance);
    }

    @Override
    public int outputs(int inputs) {
        if (inputs != gamma().cols()) {
            throw new IllegalArgumentException(this + " takes " + gamma().cols() + " inputs, but is given " + inputs);
        }
        return inputs;
    }

    @Override
    public int inputs(int outputs) {
        return outputs;
    }

    @Override
    public double[][] forwardInDouble(double[][] x, List<double[]> parameters) {
        double[][] y = new double[x.length][gamma().cols()];
        for (int c = 0; c < gamma().cols(); c++) {
            double mu = runningMean.data()[c];
            double variance = runningVariance.data()[c];
            if (training) {
                final int column = c;
                double batchMean = Arrays.stream(x).mapToDouble(row -> row[column]).sum() / x.length;
                mu = batchMean;
                variance = Arrays.stream(x).mapToDouble(row -> (row[column] - batchMean) * (row[column] - batchMean)).sum()
                    / x.length;
            }
            for (int i = 0; i < x.length; i++) {
                y[i][c] = parameters.get(0)[c] * (x[i][c] - mu) / Math.sqrt(variance + EPSILON) + parameters.get(1)[c];
            }
        }
        return y;
    }

    // ---- errors that teach ----

    private void requireFit(Matrix x, Matrix out) {
        if (x.cols() != gamma().cols()) {
            throw new IllegalArgumentException(this + ": expected " + gamma().cols() + " columns, one a feature; found "
                + x.shape());
        }
        if (out.rows() != x.rows() || out.cols() != x.cols()) {
            throw new IllegalArgumentException(this + ": a batch of " + x.shape() + " gives a result of the same shape,"
                + " found a matrix of " + out.shape() + " for it");
        }
    }

    /** Such as {@code batchnorm 128}. */
    @Override
    public String toString() {
        return "batchnorm " + gamma().cols();
    }
}
