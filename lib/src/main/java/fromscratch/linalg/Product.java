package fromscratch.linalg;

import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * One product of two matrices that is to be computed: what the operands are, and what happens to each element at the
 * end. {@link Kernels} does the work, {@link Team} shares it out.
 *
 * <p>Element (i, j) of C is one chain of fused multiply-adds over the inner index p, in ascending order, from 0:
 * c ← a(i, p) · b(p, j) + c. Then 0 is added, which turns −0 into 0 and changes nothing else, then the bias, if there is
 * one, then comes the activation. Or the whole chain, times a factor, is added to what
 * stood in C, with one more multiply-add: a step of gradient descent. However the elements are shared out among vector
 * lanes, tiles and threads, no chain is ever split or reordered, so every way to compute C gives equal bits.
 *
 * <p>Zeros of A may be left out of a chain: a multiply-add with 0 changes nothing but the sign of zero, and that is
 * what adding 0 at the end settles. (For finite B only: 0 times infinity would be NaN.)
 */
final class Product implements Team.Work {
    /** One for each thread, used again for each product, so that a training step allocates nothing. */
    private static final ThreadLocal<Product> OWN = ThreadLocal.withInitial(Product::new);

    /** Fewer multiply-adds than this are done before another thread has woken up. */
    private static final long WORTH_SHARING = 100_000;
    /** More multiply-adds than this may take half a second on a slow machine, and can be stopped … */
    private static final long WORTH_STOPPING = 1L << 30;
    /** … after so many. */
    private static final long SLICE = 1L << 27;

    /** The left operand, stored row after row, {@link #aStep} apart. */
    float[] a;
    int aStep;
    /** Whether the rows of the left operand are the columns of what is stored. */
    boolean transposed;

    /** Whether so many of its elements are zero that it pays to look for them. */
    boolean skipsZeros;

    float[] b;
    float[] c;
    int rows;
    int inner;
    int cols;

    /** Added to each row at the end, or null. */
    float[] bias;
    Elementwise activation;
    /** What the finished chains are multiplied by before they are added to C; 0 if they are not. */
    float factor;

    /** Room for what is transposed. */
    private float[] flipped = {};
    private float[] flippedResult = {};

    private Kernels kernels;
    /** Who asked for it, if that thread's interrupt is to end it, or null. */
    private Thread stopper;
    /** Pieces between two looks whether it is to end. */
    private int slice;

    private Product() {
    }

    /** C ← AB or AᵀB, with the end as set by the arguments. The shapes have been checked. */
    static void run(Kernels kernels, Matrix left, boolean transposed, Zeros zeros, Matrix b, Matrix c, Matrix bias,
                    Elementwise end) {
        Product product = OWN.get();
        product.set(left, transposed, b, c);
        product.skipsZeros = zeros == Zeros.SKIP;
        product.bias = bias == null ? null : bias.data();
        product.activation = Objects.requireNonNull(end);
        product.factor = 0;
        product.run(kernels);
        product.forget();
    }

    /** C ← C + factor · AᵀB. */
    static void addScaled(Kernels kernels, Matrix left, Zeros zeros, Matrix b, Matrix c, float factor) {
        Product product = OWN.get();
        product.set(left, true, b, c);
        product.skipsZeros = zeros == Zeros.SKIP;
        product.bias = null;
        product.activation = Elementwise.IDENTITY;
        product.factor = factor;
        product.run(kernels);
        product.forget();
    }

    /** Whether the finished chains are added to what stands in C. */
    boolean adds() {
        return factor != 0;
    }

    /**
     * C ← ABᵀ. The loops read B row after row, so what is transposed is written out first: B itself, or, if that is
     * less, A and C, as Cᵀ = BAᵀ has the same chains.
     */
    static void runTransposed(Kernels kernels, Matrix a, Matrix b, Matrix c) {
        Product product = OWN.get();
        product.transposed = false;
        product.skipsZeros = false;
        product.bias = null;
        product.activation = Elementwise.IDENTITY;
        product.factor = 0;
        product.inner = a.cols();
        product.aStep = a.cols();
        if ((long) a.rows() * (a.cols() + b.rows()) < (long) b.rows() * b.cols()) {
            product.runFlipped(kernels, a, b, c);
        } else {
            product.a = a.data();
            product.b = product.flipped = transpose(b.data(), b.rows(), b.cols(), product.flipped);
            product.c = c.data();
            product.rows = c.rows();
            product.cols = c.cols();
            product.run(kernels);
        }
        product.forget();
    }

    private void runFlipped(Kernels kernels, Matrix left, Matrix right, Matrix result) {
        a = right.data();
        b = flipped = transpose(left.data(), left.rows(), left.cols(), flipped);
        if (flippedResult.length < result.size()) {
            flippedResult = new float[result.size()];
        }
        c = flippedResult;
        rows = result.cols();
        cols = result.rows();
        run(kernels);
        Matrix.transpose(c, rows, cols, result.data());
    }

    private static float[] transpose(float[] from, int rows, int cols, float[] room) {
        float[] to = room.length < rows * cols ? new float[rows * cols] : room;
        Matrix.transpose(from, rows, cols, to);
        return to;
    }

    private void set(Matrix left, boolean transposed, Matrix b, Matrix c) {
        this.a = left.data();
        this.aStep = left.cols();
        this.transposed = transposed;
        this.b = b.data();
        this.c = c.data();
        this.rows = c.rows();
        this.inner = b.rows();
        this.cols = b.cols();
    }

    private void run(Kernels kernels) {
        if (rows == 0 || cols == 0) {
            return;
        }
        this.kernels = kernels;
        long work = (long) rows * inner * cols;
        int pieces = kernels.pieces(this);
        stopper = null;
        if (work > WORTH_STOPPING) {
            stopper = Thread.currentThread();
            slice = (int) Math.max(1, pieces * SLICE / work);
        }
        Team.share(this, pieces, (int) Math.min(work / WORTH_SHARING, Integer.MAX_VALUE));
        if (isStopped()) {
            forget();
            throw new CancellationException("a product of " + rows + "×" + inner + " and " + inner + "×" + cols
                + " was stopped; some elements of its result are as they were before");
        }
    }

    /** Whether the rest need not be computed, because nobody is going to look at it. */
    private boolean isStopped() {
        return stopper != null && stopper.isInterrupted();
    }

    @Override
    public void part(int from, int to) {
        if (stopper == null) {
            kernels.multiply(this, from, to);
            return;
        }
        for (int at = from; at < to && !isStopped(); at += slice) {
            kernels.multiply(this, at, Math.min(to, at + slice));
        }
    }

    /** A matrix that nobody needs any more must not be kept alive by this one. */
    private void forget() {
        a = null;
        b = null;
        c = null;
        bias = null;
        stopper = null;
    }
}
