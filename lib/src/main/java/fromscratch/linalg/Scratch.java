package fromscratch.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One thread's memory for the operands of a product as the {@link Tile}s want them, and what is written there. It grows
 * to what is needed and is kept.
 */
final class Scratch {
    private static final VectorSpecies<Float> LANES = Tile.LANES;
    private static final int V = Tile.V;
    private static final int WIDTH = Tile.WIDTH;
    private static final int HEIGHT = Tile.HEIGHT;
    /** All bits of the first {@link #HEIGHT} lanes. */
    private static final IntVector TILE_LANES = IntVector.fromArray(IntVector.SPECIES_PREFERRED,
        IntStream.range(0, V).map(i -> i < HEIGHT ? -1 : 0).toArray(), 0);

    /** All inner indices, for where none is skipped. */
    private int[] all = {};
    private float[] panel = {};
    float[] strip = {};
    final Tile tile = Tile.make();
    final float[] edge = new float[HEIGHT * WIDTH];
    private final float[] bias = new float[WIDTH];
    /** Where zeros are skipped: which inner indices each tile of the block needs, and where its list ends. */
    private int[] list = {};
    private final int[] ends = new int[VectorKernels.LARGE_BLOCK / HEIGHT + 1];
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

    /** The columns of a last, lower tile, so that reading a whole tile does not reach beyond the end of A. */
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
