package fromscratch.linalg;

import java.util.Objects;

/**
 * One product of two matrices that is to be computed: what the operands are, and what happens to each element at the
 * end. {@link Kernels} does the work, {@link Team} shares it out.
 *
 * <p>Element (i, j) of C is one chain of fused multiply-adds over the inner index p, in ascending order, from 0 or
 * from what stands in C: c ← a(i, p) · b(p, j) + c. Then 0 is added, which turns −0 into 0 and changes nothing else,
 * then the bias, if there is one, then comes the activation. However the elements are shared out among vector lanes,
 * tiles and threads, no chain is ever split or reordered, so every way to compute C gives equal bits.
 *
 * <p>Zero pixels are left out of a chain: a multiply-add with 0 changes nothing but the sign of zero, and that is
 * what adding 0 at the end settles. (For finite B only: 0 times infinity would be NaN.)
 */
final class Product implements Team.Work {
    /** One for each thread, used again for each product, so that a training step allocates nothing. */
    private static final ThreadLocal<Product> OWN = ThreadLocal.withInitial(Product::new);

    /** Fewer multiply-adds than this are done before another thread has woken up. */
    private static final long WORTH_SHARING = 100_000;

    /** The left operand as floats, or null: then it is {@link #pixels}. Stored row after row, {@link #aStep} apart. */
    float[] a;
    byte[] pixels;
    int aStep;
    /** Whether the rows of the left operand are the columns of what is stored. */
    boolean transposed;

    float[] b;
    float[] c;
    int rows;
    int inner;
    int cols;

    /** Whether chains begin with what stands in C instead of 0. */
    boolean accumulate;
    /** Added to each row at the end, or null. */
    float[] bias;
    Elementwise activation;

    /** Room for the right operand of ABᵀ. */
    private float[] flipped = {};

    private Kernels kernels;

    private Product() {
    }

    /** C ← AB or AᵀB, with the end as set by the arguments. The shapes have been checked. */
    static void run(Kernels kernels, Rows left, boolean transposed, Matrix b, Matrix c,
                    boolean accumulate, Matrix bias, Elementwise end) {
        Product product = OWN.get();
        product.set(left, transposed, b, c);
        product.accumulate = accumulate;
        product.bias = bias == null ? null : bias.data();
        product.activation = Objects.requireNonNull(end);
        product.run(kernels);
        product.forget();
    }

    /** C ← ABᵀ or C + ABᵀ: as AB, with Bᵀ written out first. B's columns are read often, and copied once. */
    static void runTransposed(Kernels kernels, Rows left, Matrix b, Matrix c, boolean accumulate) {
        Product product = OWN.get();
        product.set(left, false, b, c);
        product.b = product.transpose(b);
        product.inner = b.cols();
        product.cols = b.rows();
        product.accumulate = accumulate;
        product.bias = null;
        product.activation = Elementwise.IDENTITY;
        product.run(kernels);
        product.forget();
    }

    private float[] transpose(Matrix b) {
        if (flipped.length < b.size()) {
            flipped = new float[b.size()];
        }
        Matrix.transpose(b.data(), b.rows(), b.cols(), flipped);
        return flipped;
    }

    private void set(Rows left, boolean transposed, Matrix b, Matrix c) {
        this.a = left instanceof Matrix m ? m.data() : null;
        this.pixels = left instanceof ByteMatrix m ? m.data() : null;
        this.aStep = left.cols();
        this.transposed = transposed;
        this.b = b.data();
        this.c = c.data();
        this.rows = c.rows();
        this.inner = b.rows();
        this.cols = b.cols();
    }

    private void run(Kernels kernels) {
        if (c.length == 0) {
            return;
        }
        this.kernels = kernels;
        long work = (long) rows * inner * cols;
        Team.share(this, kernels.pieces(this), (int) Math.min(work / WORTH_SHARING, Integer.MAX_VALUE));
    }

    @Override
    public void part(int from, int to) {
        kernels.multiply(this, from, to);
    }

    /** A matrix that nobody needs any more must not be kept alive by this one. */
    private void forget() {
        a = null;
        pixels = null;
        b = null;
        c = null;
        bias = null;
    }
}
