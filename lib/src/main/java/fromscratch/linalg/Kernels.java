package fromscratch.linalg;

/**
 * The heavy loops, in two editions that give equal bits: {@link VectorKernels} with the Vector API, and its twin
 * {@link PlainKernels} in plain Java for where the module {@code jdk.incubator.vector} is missing. Which one is used
 * is decided once, here, when the program starts; the system property {@code fromscratch.kernels} can say
 * {@code plain} or {@code vector}.
 */
public abstract class Kernels {
    private static final Kernels CURRENT = choose(System.getProperty("fromscratch.kernels"));

    /** Which edition is at work, in words such as {@code vectors of 16 floats, 2 threads}. */
    public static String description() {
        return CURRENT + ", " + (Team.size() == 1 ? "1 thread" : Team.size() + " threads");
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
}
