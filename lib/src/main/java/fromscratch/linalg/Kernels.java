package fromscratch.linalg;

import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The heavy loops, in two editions that give equal bits: {@link VectorKernels} with the Vector API, and its twin
 * {@link PlainKernels} in plain Java for where the module {@code jdk.incubator.vector} is missing. Which one is used
 * is decided once, here, when the program starts; the system property {@code fromscratch.kernels} can say
 * {@code plain} or {@code vector}.
 */
public abstract class Kernels {
    private static final Kernels CURRENT = choose(System.getProperty("fromscratch.kernels"));

    /** Enough for Java to compile each loop as well as it can. */
    private static final int ROUNDS = 400;
    private static boolean warm;

    /** Which edition is at work, in words such as {@code vectors of 16 floats, 2 threads}. */
    public static String description() {
        return CURRENT + ", " + (Team.size() == 1 ? "1 thread" : Team.size() + " threads");
    }

    /** How many threads share a large product: as many as there are cores, or as {@code fromscratch.threads} says. */
    public static int threads() {
        return Team.size();
    }

    /**
     * What {@code task} gives, with every product in it computed, and all else that is shared out done, by this thread
     * alone. For independent trainings side by side, one on each core: shared out among all cores, the products of one
     * would only get in the way of the others'. The results are the same, to the last bit.
     */
    public static <T> T alone(Supplier<T> task) {
        return Team.alone(task);
    }

    /**
     * Does {@code one} for each number from 0 to {@code count} − 1, shared out among the threads that share products;
     * inside {@link #alone} this thread does them all. For work on many images that do not depend on each other, each
     * far longer than a microsecond.
     */
    public static void share(int count, IntConsumer one) {
        Team.share((from, to) -> {
            for (int i = from; i < to; i++) {
                one.accept(i);
            }
        }, count, count);
    }

    /**
     * Runs each heavy loop on small matrices until Java has compiled it, which takes about half a second. Without it
     * the first batches of a first training are up to a hundred times slower than the later ones. Only the first call
     * does so; another one waits until it is done.
     */
    public static synchronized void warmUp() {
        if (warm) {
            return;
        }
        Rng rng = new Rng(1);
        int width = 40;   // a whole tile in each edition, and an edge
        Matrix x = Matrix.normal(12, 24, 0, 1, rng);
        Matrix w = Matrix.normal(24, width, 0, 1, rng);
        Matrix bias = Matrix.zeros(1, width);
        Matrix out = Matrix.zeros(12, width);
        Matrix dx = Matrix.zeros(12, 24);
        Matrix dw = Matrix.zeros(24, width);
        ByteMatrix pixels = new ByteMatrix(12, 24, new byte[12 * 24]);
        int[] index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        for (int i = 0; i < ROUNDS; i++) {
            for (Zeros zeros : Zeros.values()) {
                out.setAffine(x, w, bias, Elementwise.RELU, zeros);
                dw.setTransposedProduct(x, out, zeros);
                w.addScaledTransposedProduct(1e-6f, x, out, zeros);
            }
            out.set(Elementwise.EXP, out);
            dx.setProductTransposed(out, w);
            dx.keepWherePositive(x);
            bias.setColSums(out);
            pixels.copyRows(index, 0, 12, dx);
        }
        warm = true;
    }

    static Kernels current() {
        return CURRENT;
    }

    private static Kernels choose(String wanted) {
        if ("plain".equals(wanted)) {
            return new PlainKernels();
        }
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (wanted == null) {
            return there ? new VectorKernels() : new PlainKernels();
        }
        if (!wanted.equals("vector")) {
            throw new IllegalArgumentException("the system property fromscratch.kernels must be plain or vector, found \""
                + wanted + "\"");
        }
        if (!there) {
            throw new IllegalStateException("fromscratch.kernels=vector needs the module jdk.incubator.vector: start Java"
                + " with --add-modules jdk.incubator.vector");
        }
        return new VectorKernels();
    }

    /** Into how many equal pieces the work on a product can be divided. */
    abstract int pieces(Product product);

    /** Does the pieces {@code from} (included) to {@code to} (excluded). */
    abstract void multiply(Product product, int from, int to);

    /** y ← f(x), {@code count} elements from the given places on; x and y may be the same array and place. */
    abstract void apply(Elementwise f, float[] x, int xAt, float[] y, int yAt, int count);

    /** d ← d where a &gt; 0, else 0: the way back through ReLU. */
    abstract void reluSlope(float[] a, float[] d, int from, int to);

    /** Adds the rows of x to {@code sums} [cols], one after the other. */
    abstract void addRows(float[] x, int rows, int cols, float[] sums);

    /** to ← from / 255, {@code count} unsigned bytes. */
    abstract void widen(byte[] from, int fromAt, float[] to, int toAt, int count);
}
