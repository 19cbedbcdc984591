package fromscratch.linalg;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The heavy loops in vector lanes.
 *
 * <p>C is divided into tiles, {@link Tile#HEIGHT} rows by two vectors, and each tile stays in registers while a
 * stretch of the inner index runs through it. A column of tiles is a strip, and needs the same columns of B; some
 * rows of tiles together are a block. A block goes through its strips one after the other, and all its tiles use
 * a strip of B while it is in the cache (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication",
 * 2008, section 4, with the roles of A and B exchanged, as Java stores matrices row after row).
 */
final class VectorKernels extends Kernels {
    private static final VectorSpecies<Float> LANES = Tile.LANES;
    private static final int V = Tile.V;
    private static final int WIDTH = Tile.WIDTH;
    private static final int HEIGHT = Tile.HEIGHT;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    /** As many bytes as {@link #LANES} has floats; there is none so small for vectors of four floats. */
    private static final VectorSpecies<Byte> BYTES =
        V == 16 ? ByteVector.SPECIES_128 : V == 8 ? ByteVector.SPECIES_64 : null;

    /** A B with more elements than this does not stay in a core's own cache while the tiles go through it. */
    private static final int LARGE = 120_000;
    /** Rows of a block where B is large: a strip of B, once fetched, serves so many. */
    static final int LARGE_BLOCK = 260;

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    // ---- products ----

    @Override
    int pieces(Product p) {
        return blocks(p) * strips(p);
    }

    private static int blockRows(Product p) {
        return isLarge(p) || p.cols < WIDTH ? LARGE_BLOCK : HEIGHT;
    }

    private static boolean isLarge(Product p) {
        return (long) p.inner * p.cols > LARGE;
    }

    private static int blocks(Product p) {
        return (p.rows - 1) / blockRows(p) + 1;
    }

    private static int strips(Product p) {
        return (p.cols - 1) / WIDTH + 1;
    }

    @Override
    void multiply(Product p, int from, int to) {
        Scratch scratch = SCRATCH.get();
        int strips = strips(p);
        int blockRows = blockRows(p);
        for (int piece = from; piece < to; ) {
            int row = piece / strips * blockRows;
            int firstStrip = piece % strips;
            int lastStrip = Math.min(strips, firstStrip + to - piece);
            block(p, scratch, row, Math.min(p.rows, row + blockRows), firstStrip, lastStrip);
            piece += lastStrip - firstStrip;
        }
    }

    /** Rows {@code from} to {@code to} of C, in some of its strips. */
    private static void block(Product p, Scratch s, int from, int to, int firstStrip, int lastStrip) {
        // What the chains are added to must stay as it is until they are done.
        int stretches = p.adds() ? 1 : (p.inner - 1) / Tile.PANEL + 1;
        for (int k = 0; k < stretches; k++) {
            int start = (int) ((long) p.inner * k / stretches);
            int end = (int) ((long) p.inner * (k + 1) / stretches);
            s.readLeft(p, from, to, start, end);
            for (int strip = firstStrip; strip < lastStrip; strip++) {
                strip(p, s, from, to, start, end, strip * WIDTH);
            }
        }
        if (p.activation != Elementwise.IDENTITY) {
            int left = firstStrip * WIDTH;
            int count = Math.min(p.cols, lastStrip * WIDTH) - left;
            for (int row = from; row < to; row++) {
                each(p.activation, p.c, row * p.cols + left, p.c, row * p.cols + left, count);
            }
        }
    }

    /** One strip of a block, for the inner indices {@code start} to {@code end}. */
    private static void strip(Product p, Scratch s, int from, int to, int start, int end, int column) {
        int width = Math.min(WIDTH, p.cols - column);
        boolean copied = width < WIDTH || isLarge(p) && !p.skipsZeros;
        if (copied) {
            s.copyStrip(p, start, end, column, width);
        }
        Tile tile = s.tile;
        tile.b = copied ? s.strip : p.b;
        tile.bAt = copied ? 0 : start * p.cols + column;
        tile.bStep = copied ? WIDTH : p.cols;
        for (int row = from; row < to; row += HEIGHT) {
            int height = Math.min(HEIGHT, to - row);
            int cAt = row * p.cols + column;
            boolean whole = height == HEIGHT && width == WIDTH;
            boolean first = start == 0;
            if (whole) {
                tile.into(p.c, cAt, p.cols);
            } else {
                tile.into(s.edge, 0, WIDTH);
                if (!first || p.adds()) {
                    copyEdge(p.c, cAt, p.cols, s.edge, 0, WIDTH, height, width);
                }
            }
            if (first) {
                tile.startFromZero();
            } else {
                tile.startFromC();
            }
            s.setEnd(p, end, column, width);
            s.run(p, (row - from) / HEIGHT, row, start, end);
            if (!whole) {
                copyEdge(s.edge, 0, WIDTH, p.c, cAt, p.cols, height, width);
            }
        }
    }

    /** Not {@code System.arraycopy}: for so few elements its call would take longer than the copying. */
    private static void copyEdge(float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep,
                                  int height, int width) {
        for (int r = 0; r < height; r++) {
            for (int j = 0; j < width; j++) {
                to[toAt + r * toStep + j] = from[fromAt + r * fromStep + j];
            }
        }
    }

    // ---- element by element ----

    @Override
    void apply(Elementwise f, float[] x, int xAt, float[] y, int yAt, int count) {
        each(f, x, xAt, y, yAt, count);
    }

    private static void each(Elementwise f, float[] x, int xAt, float[] y, int yAt, int count) {
        switch (f) {
            case IDENTITY -> System.arraycopy(x, xAt, y, yAt, count);
            case RELU -> relu(x, xAt, y, yAt, count);
            case SIGMOID -> VectorFunctions.sigmoid(x, xAt, y, yAt, count);
            case TANH -> VectorFunctions.tanh(x, xAt, y, yAt, count);
            case EXP -> VectorFunctions.exp(x, xAt, y, yAt, count);
            case LOG -> VectorFunctions.log(x, xAt, y, yAt, count);
        }
    }

    private static void relu(float[] x, int xAt, float[] y, int yAt, int count) {
        int i = 0;
        for (; i + V <= count; i += V) {
            FloatVector v = FloatVector.fromArray(LANES, x, xAt + i);
            v.blend(0f, v.compare(VectorOperators.LT, 0f)).intoArray(y, yAt + i);
        }
        for (; i < count; i++) {
            y[yAt + i] = Elementwise.RELU.of(x[xAt + i]);
        }
    }

    @Override
    void reluSlope(float[] a, float[] d, int from, int to) {
        int i = from;
        for (; i + V <= to; i += V) {
            FloatVector v = FloatVector.fromArray(LANES, d, i);
            VectorMask<Float> positive = FloatVector.fromArray(LANES, a, i).compare(VectorOperators.GT, 0f);
            FloatVector.zero(LANES).blend(v, positive).intoArray(d, i);
        }
        for (; i < to; i++) {
            d[i] = a[i] > 0 ? d[i] : 0;
        }
    }

    @Override
    void addRows(float[] x, int rows, int cols, float[] sums) {
        int j = 0;
        for (; j + V <= cols; j += V) {
            FloatVector sum = FloatVector.fromArray(LANES, sums, j);
            for (int at = j, end = rows * cols; at < end; at += cols) {
                sum = sum.add(FloatVector.fromArray(LANES, x, at));
            }
            sum.intoArray(sums, j);
        }
        for (int at = 0, end = rows * cols; at < end; at += cols) {
            for (int k = j; k < cols; k++) {
                sums[k] += x[at + k];
            }
        }
    }

    @Override
    void widen(byte[] from, int fromAt, float[] to, int toAt, int count) {
        int i = 0;
        for (; BYTES != null && i + V <= count; i += V) {
            IntVector pixels = (IntVector) ByteVector.fromArray(BYTES, from, fromAt + i)
                .convertShape(VectorOperators.B2I, INTS, 0);
            FloatVector v = (FloatVector) pixels.and(255).convertShape(VectorOperators.I2F, LANES, 0);
            v.div(255f).intoArray(to, toAt + i);
        }
        for (; i < count; i++) {
            to[toAt + i] = (from[fromAt + i] & 0xFF) / 255f;
        }
    }

    /** Such as {@code vectors of 16 floats}. */
    @Override
    public String toString() {
        return "vectors of " + V + " floats";
    }
}
