package fromscratch.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the vector kernels. A tile of C, some rows high and two vectors wide, stays in the processor's
 * registers while the multiply-adds of a stretch of the inner index are added to it, one ascending chain for each
 * element.
 *
 * <p>The loops are written out line by line because only local variables become registers: an array of accumulators
 * would live in memory, and so would a vector that is handed to a small method, as methods this long have nothing more
 * inlined into them. There are two loops and no more, because each has to be compiled before it is fast. What they work
 * on stands in fields, set before each call.
 */
abstract class Tile {
    static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    static final int V = LANES.length();
    /** 32 vector registers, or only 16. */
    private static final boolean MANY_REGISTERS = V == 16 || System.getProperty("os.arch").equals("aarch64");
    /** Rows of the tile. */
    static final int HEIGHT = MANY_REGISTERS ? 10 : 5;
    /** Columns of the tile. */
    static final int WIDTH = 2 * V;
    /** The distance of two rows of a panel: a constant, so that one register addresses all rows. */
    static final int PANEL = 400;
    private static final float[] ZEROS = new float[WIDTH];

    float[] a;
    int aAt;
    int aStep;
    /** The inner indices k, in ascending order: {@code count} of them, from {@code listAt} on. */
    int[] list;
    int listAt;
    int count;
    /** Row k of B begins at {@code b[bAt + k * bStep]}. */
    float[] b;
    int bAt;
    int bStep;
    float[] start;
    int startAt;
    int startStep;
    float[] c;
    int cAt;
    int cStep;
    float[] end;
    int endAt;
    int endStep;
    float factor;

    /** The tile for this processor. */
    static Tile make() {
        return MANY_REGISTERS ? new TenRows() : new FiveRows();
    }

    /**
     * A in a panel, a copy of some of its rows: element (r, k) is {@code a[aAt + k + r * PANEL]}; k runs through the
     * list.
     */
    abstract void rows();

    /** A by columns: element (r, k) is {@code a[aAt + k * aStep + r]}; k runs through the list. */
    abstract void columns();

    /** Chains start from 0. */
    void startFromZero() {
        start = ZEROS;
        startAt = 0;
        startStep = 0;
    }

    /** Chains start from what stands in C: set {@link #into} first. */
    void startFromC() {
        start = c;
        startAt = cAt;
        startStep = cStep;
    }

    /** Row r of the tile goes to {@code c[cAt + r * cStep]}. */
    void into(float[] c, int cAt, int cStep) {
        this.c = c;
        this.cAt = cAt;
        this.cStep = cStep;
    }

    /** The chains end in C as they are: nothing is added, or they go on in another stretch. */
    void endPlain() {
        end(ZEROS, 0, 0, 1);
    }

    /** At the end the bias is added, two vectors of it. */
    void endWithBias(float[] bias, int biasAt) {
        end(bias, biasAt, 0, 1);
    }

    /** At the end the chain is multiplied by {@code factor} and added to what stands in C: set {@link #into} first. */
    void endAddedToC(float factor) {
        end(c, cAt, cStep, factor);
    }

    /**
     * What becomes of a chain: e + factor · (chain + 0), the last two operations as one multiply-add. Adding 0 turns −0
     * into 0; where the chain goes on in another stretch that does no harm, as it is done again at the last one.
     */
    private void end(float[] end, int endAt, int endStep, float factor) {
        this.end = end;
        this.endAt = endAt;
        this.endStep = endStep;
        this.factor = factor;
    }
}
