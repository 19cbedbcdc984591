package fromscratch.linalg;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The heavy loops in vector lanes.
 *
 * <p>C is divided into tiles, {@link Tile#height} rows by two vectors, and each tile stays in registers while a
 * stretch of the inner index runs through it. A column of tiles is a strip, and needs the same columns of B; some
 * rows of tiles together are a block. A block goes through its strips one after the other, and all its tiles use
 * a strip of B while it is in the cache (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication",
 * 2008, section 4, with the roles of A and B exchanged, as Java stores matrices row after row).
 */
final class VectorKernels extends Kernels {
    private static final VectorSpecies<Float> LANES = Tile.LANES;
    private static final int V = Tile.V;
    private static final int WIDTH = Tile.WIDTH;
    /** 32 vector registers or 16. */
    private static final boolean MANY_REGISTERS = V == 16 || System.getProperty("os.arch").equals("aarch64");
    private static final int HEIGHT = MANY_REGISTERS ? 10 : 5;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    /** All bits of the first {@link #HEIGHT} lanes. */
    private static final IntVector TILE_LANES = (IntVector) INTS.fromArray(IntStream.range(0, V).map(i -> i < HEIGHT ? -1 : 0).toArray(), 0);
    /** As many bytes as {@link #LANES} has floats; there is none so small for vectors of four floats. */
    private static final VectorSpecies<Byte> BYTES = V == 16 ? ByteVector.SPECIES_128 : V == 8 ? ByteVector.SPECIES_64 : null;

    /** A B with more elements than this does not stay in a core's own cache while the tiles go through it. */
    private static final int LARGE = 120_000;
    /** Rows of a block where B is large: a strip of B, once fetched, serves so many. */
    private static final int LARGE_BLOCK = 260;

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
            boolean first = start == 0 && !p.accumulate;
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
    private static void copyEdge(float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep, int height, int width) {
        for (int r = 0; r < height; r++) {
            for (int j = 0; j < width; j++) {
                to[toAt + r * toStep + j] = from[fromAt + r * fromStep + j];
            }
        }
    }

    /** Memory of one thread for the operands as the tiles want them. It grows to what is needed and is kept. */
    private static final class Scratch {

        /** All inner indices, for where none is skipped. */
        private int[] all = {};
        private float[] panel = {};
        private float[] strip = {};
        private final Tile tile = MANY_REGISTERS ? new TenRows() : new FiveRows();
        private final float[] edge = new float[HEIGHT * WIDTH];
        private final float[] bias = new float[WIDTH];
        /** Where zeros are skipped: which inner indices each tile of the block needs, and where its list ends. */
        private int[] list = {};
        private final int[] ends = new int[LARGE_BLOCK / HEIGHT + 1];
        private final int[] bits = new int[Tile.PANEL + V];

        /** Prepares the left operand of a block for the inner indices {@code start} to {@code end}. */
        void readLeft(Product p, int from, int to, int start, int end) {
            int tiles = (to - from - 1) / HEIGHT + 1;
            if (!p.transposed) {
                panel = atLeast(tiles * HEIGHT * Tile.PANEL + V, panel);
                for (int row = from; row < to; row++) {
                    System.arraycopy(p.a, row * p.aStep + start, panel, (row - from) * Tile.PANEL, end - start);
                }
            } else if ((to - from) % HEIGHT != 0) {
                copyColumns(p, to - (to - from) % HEIGHT, to, start, end);
            }
            if (!p.skipsZeros) {
                if (all.length < end - start) {
                    all = new int[end - start];
                    Arrays.setAll(all, i -> i);
                }
            } else {
                list = atLeast(tiles * (end - start), list);
                for (int tile = 0, at = 0; tile < tiles; tile++) {
                    int row = from + tile * HEIGHT;
                    int height = Math.min(HEIGHT, to - row);
                    at = p.transposed ? listColumns(p, row, height, start, end, at) : listRows(tile, height, end - start, at);
                    ends[tile] = at;
                }
            }
        }

        /** The columns of a last, lower tile, so that reading ten at a time does not reach beyond the end of A. */
        private void copyColumns(Product p, int from, int to, int start, int end) {
            panel = atLeast((end - start) * HEIGHT + V, panel);
            for (int k = start; k < end; k++) {
                System.arraycopy(p.a, k * p.aStep + from, panel, (k - start) * HEIGHT, to - from);
            }
        }

        /** Appends to the list the columns of a tile's panel in which not all elements are 0; returns where it ends. */
        private int listRows(int tile, int height, int count, int at) {
            int first = tile * HEIGHT * Tile.PANEL;
            for (int k = 0; k < count; k += V) {
                IntVector any = FloatVector.fromArray(LANES, panel, first + k).reinterpretAsInts();
                for (int r = 1; r < height; r++) {
                    any = any.or(FloatVector.fromArray(LANES, panel, first + r * Tile.PANEL + k).reinterpretAsInts());
                }
                any.intoArray(bits, k);
            }
            int end = at;
            for (int k = 0; k < count; k++) {
                list[end] = k;
                end += bits[k] != 0 ? 1 : 0;   // without a jump that the processor could not foresee
            }
            return end;
        }

        /** Appends to the list the inner indices for which not all of some neighbouring columns of A are 0. */
        private int listColumns(Product p, int column, int height, int start, int end, int at) {
            boolean oneVector = height == HEIGHT && HEIGHT <= V && (end - 1) * p.aStep + column + V <= p.a.length;
            int to = at;
            for (int k = start; k < end; k++) {
                list[to] = k - start;
                int first = k * p.aStep + column;
                to += oneVector ? anyBits(p.a, first) : anyBits(p.a, first, height);
            }
            return to;
        }

        /** 1 if one of the {@link #HEIGHT} elements from {@code at} on is not 0, else 0. */
        private static int anyBits(float[] a, int at) {
            IntVector bits = FloatVector.fromArray(LANES, a, at).reinterpretAsInts().and(TILE_LANES);
            return bits.compare(VectorOperators.NE, 0).anyTrue() ? 1 : 0;
        }

        private static int anyBits(float[] a, int at, int count) {
            int bits = 0;
            for (int i = 0; i < count; i++) {
                bits |= Float.floatToRawIntBits(a[at + i]);
            }
            return bits != 0 ? 1 : 0;
        }

        /** What becomes of the chains of a tile at their end. */
        void setEnd(Product p, int end, int column, int width) {
            if (p.adds()) {
                tile.endAddedToC(p.factor);
            } else if (p.bias == null || end < p.inner) {
                tile.endPlain();
            } else if (width == WIDTH) {
                tile.endWithBias(p.bias, column);
            } else {
                System.arraycopy(p.bias, column, bias, 0, width);
                tile.endWithBias(bias, 0);
            }
        }

        /** Runs the tile number {@code number} of the block, whose first row is {@code row}. */
        void run(Product p, int number, int row, int start, int end) {
            tile.list = p.skipsZeros ? list : all;
            tile.listAt = p.skipsZeros && number > 0 ? ends[number - 1] : 0;
            tile.count = p.skipsZeros ? ends[number] - tile.listAt : end - start;
            if (!p.transposed) {
                tile.a = panel;
                tile.aAt = number * HEIGHT * Tile.PANEL;
                tile.rows();
                return;
            }
            boolean inPlace = row + HEIGHT <= p.rows;
            tile.a = inPlace ? p.a : panel;
            tile.aAt = inPlace ? start * p.aStep + row : 0;
            tile.aStep = inPlace ? p.aStep : HEIGHT;
            tile.columns();
        }

        /** Some columns of B, close together and filled up with zeros to the width of a tile. */
        void copyStrip(Product p, int start, int end, int column, int width) {
            strip = atLeast((end - start) * WIDTH, strip);
            for (int k = start, to = 0, from = start * p.cols + column; k < end; k++, to += WIDTH, from += p.cols) {
                if (width == WIDTH) {
                    FloatVector.fromArray(LANES, p.b, from).intoArray(strip, to);
                    FloatVector.fromArray(LANES, p.b, from + V).intoArray(strip, to + V);
                } else {
                    for (int j = 0; j < WIDTH; j++) {
                        strip[to + j] = j < width ? p.b[from + j] : 0;
                    }
                }
            }
        }

        private static float[] atLeast(int size, float[] array) {
            return array.length >= size ? array : new float[size];
        }

        private static int[] atLeast(int size, int[] array) {
            return array.length >= size ? array : new int[size];
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
            FloatVector.zero(LANES).blend(v, FloatVector.fromArray(LANES, a, i).compare(VectorOperators.GT, 0f)).intoArray(d, i);
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
