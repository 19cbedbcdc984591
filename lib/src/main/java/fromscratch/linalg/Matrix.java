package fromscratch.linalg;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A rows × columns table of {@code float}s, stored row after row in one array.
 *
 * <p>Operations return a new matrix and leave their operands alone. Only those whose names begin with set, add or keep,
 * and writing to {@link #data}, change the matrix they are called on. Every result has a fixed order of additions, so it
 * is the same to the last bit on every machine. What takes long with a large matrix throws
 * {@link java.util.concurrent.CancellationException} if the thread is interrupted, see {@link Cancellation}.
 */
public final class Matrix implements Rows {
    /** Elements that take a moment, whatever is done to each: after so many, loops over a matrix may be stopped. */
    private static final int A_MOMENT = 1 << 16;

    private final int rows;
    private final int cols;
    private final float[] data;

    private Matrix(int rows, int cols, float[] data) {
        this.rows = rows;
        this.cols = cols;
        this.data = data;
    }

    // ---- making one ----

    /**
     * A matrix of zeros.
     *
     * @throws IllegalArgumentException if a size is negative or there would be more than 2³¹ − 1 elements
     * @throws TooLittleMemoryException if Java may not use enough memory for it
     */
    public static Matrix zeros(int rows, int cols) {
        if (rows < 0 || cols < 0 || (long) rows * cols > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("zeros: a matrix of " + rows + "×" + cols
                + " cannot be made; sizes must not be negative, and at most 2147483647 elements fit");
        }
        try {
            return new Matrix(rows, cols, new float[rows * cols]);
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall((long) rows * cols * Float.BYTES, "a matrix of " + rows + "×" + cols);
        }
    }

    /**
     * A matrix from its rows: {@code Matrix.of(row(1, 2), row(3, 4))}, or plain {@code float[]} arrays.
     *
     * @throws IllegalArgumentException if there is no row or the rows differ in length
     */
    public static Matrix of(float[]... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("of: expected at least one row, found none");
        }
        Matrix m = zeros(rows.length, rows[0].length);
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != m.cols) {
                throw new IllegalArgumentException("of: row 0 has " + m.cols + " values, row " + r + " has "
                    + rows[r].length + "; all rows must be equally long");
            }
            System.arraycopy(rows[r], 0, m.data, r * m.cols, m.cols);
        }
        return m;
    }

    /** One row of a matrix, for {@link #of}. Import it statically, as {@code Matrix.row(1)} means {@link #row(int)}. */
    public static float[] row(float... values) {
        return values;
    }

    /**
     * A matrix around {@code data}, row after row, <em>not</em> copied.
     *
     * @throws IllegalArgumentException if {@code data} does not hold rows × cols values
     */
    public static Matrix wrap(int rows, int cols, float[] data) {
        if (rows < 0 || cols < 0 || (long) rows * cols != data.length) {
            throw new IllegalArgumentException("wrap: a " + rows + "×" + cols + " matrix needs "
                + (long) rows * cols + " values, found " + data.length);
        }
        return new Matrix(rows, cols, data);
    }

    /** Elements uniform from {@code low} to {@code high}, see {@link Rng#uniform}. */
    public static Matrix uniform(int rows, int cols, float low, float high, Rng rng) {
        Matrix m = zeros(rows, cols);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = rng.uniform(low, high);
            m.stopAfter(i, "uniform");
        }
        return m;
    }

    /** Elements normal with the given mean and standard deviation. */
    public static Matrix normal(int rows, int cols, float mean, float standardDeviation, Rng rng) {
        Matrix m = zeros(rows, cols);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) (mean + standardDeviation * rng.nextGaussian());
            m.stopAfter(i, "normal");
        }
        return m;
    }

    /**
     * One row for each label, all zeros but a one in the label's column: [labels × classes].
     *
     * @throws IllegalArgumentException if a label is not in 0 … classes − 1
     */
    public static Matrix oneHot(int[] labels, int classes) {
        Matrix m = zeros(labels.length, classes);
        for (int r = 0; r < labels.length; r++) {
            if (labels[r] < 0 || labels[r] >= classes) {
                throw new IllegalArgumentException("oneHot: label " + labels[r] + " of example " + r
                    + " is not a class; with " + classes + " classes labels run from 0 to " + (classes - 1));
            }
            m.data[r * classes + labels[r]] = 1;
        }
        return m;
    }

    // ---- looking at it ----

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int cols() {
        return cols;
    }

    /** rows × columns. */
    public int size() {
        return data.length;
    }

    /** The shape in words, such as {@code 64×784}. */
    public String shape() {
        return rows + "×" + cols;
    }

    /**
     * The element in row {@code r} and column {@code c}, both counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public float get(int r, int c) {
        return data[index(r, c)];
    }

    /**
     * Writes {@code value} to row {@code r} and column {@code c}, both counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public void set(int r, int c, float value) {
        data[index(r, c)] = value;
    }

    private int index(int r, int c) {
        if (r < 0 || r >= rows || c < 0 || c >= cols) {
            throw new IndexOutOfBoundsException("row " + r + ", column " + c + " is outside a " + shape()
                + " matrix; rows run from 0 to " + (rows - 1) + ", columns from 0 to " + (cols - 1));
        }
        return r * cols + c;
    }

    /** The elements themselves, row after row: element (r, c) is {@code data()[r * cols() + c]}. Not a copy. */
    public float[] data() {
        return data;
    }

    /** A matrix of its own with the same elements. */
    public Matrix copy() {
        return copyOf(0, rows);
    }

    /** A copy of one row, [1 × cols]. Throws {@link IndexOutOfBoundsException} if there is no such row. */
    public Matrix row(int r) {
        return rows(r, r + 1);
    }

    @Override
    public Matrix rows(int from, int to) {
        if (from < 0 || to > rows || from > to) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + to + " are outside a " + shape()
                + " matrix, which has rows 0 to " + (rows - 1));
        }
        return copyOf(from, to);
    }

    private Matrix copyOf(int from, int to) {
        Matrix copy = zeros(to - from, cols);
        System.arraycopy(data, from * cols, copy.data, 0, copy.data.length);
        return copy;
    }

    @Override
    public void copyRows(int[] index, int from, int to, Matrix into) {
        into.requireShape("copyRows", to - from, cols);
        RowCopy.run(this, index, from, into);
    }

    /** The column of the largest element of row {@code r}; the first one wins a tie. Not checked: there is such a row. */
    private int argMaxRow(int r) {
        int best = 0;
        for (int c = 1; c < cols; c++) {
            if (data[r * cols + c] > data[r * cols + best]) {
                best = c;
            }
        }
        return best;
    }

    // ---- element by element ----

    /** A + B. Throws {@link IllegalArgumentException} if the shapes differ. */
    public Matrix plus(Matrix b) {
        requireSameShape("plus", b);
        return copy().add(b);
    }

    /** A − B. Throws {@link IllegalArgumentException} if the shapes differ. */
    public Matrix minus(Matrix b) {
        requireSameShape("minus", b);
        Matrix c = copy();
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] -= b.data[i];
        }
        return c;
    }

    /** A ⊙ B, the product element by element. Throws {@link IllegalArgumentException} if the shapes differ. */
    public Matrix hadamard(Matrix b) {
        requireSameShape("hadamard", b);
        Matrix c = copy();
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] *= b.data[i];
        }
        return c;
    }

    /** Each element times {@code factor}. */
    public Matrix scale(float factor) {
        Matrix c = copy();
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] *= factor;
        }
        return c;
    }

    /** f of each element, computed in double and rounded once. */
    public Matrix map(DoubleUnaryOperator f) {
        Matrix c = zeros(rows, cols);
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] = (float) f.applyAsDouble(data[i]);
            c.stopAfter(i, "map");
        }
        return c;
    }

    /** f of each element, in single precision and many at a time. */
    public Matrix map(Elementwise f) {
        return zeros(rows, cols).set(f, this);
    }

    /**
     * This matrix ← f of each element of {@code a}, which may be this matrix. Returns this matrix.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix set(Elementwise f, Matrix a) {
        requireSameShape("set", a);
        Kernels.current().apply(f, a.data, 0, data, 0, data.length);
        return this;
    }

    /**
     * Sets to 0 each element of this matrix where {@code a} is not above 0: the way back through max(0, z), for an
     * output {@code a}. Returns this matrix.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix keepWherePositive(Matrix a) {
        requireSameShape("keepWherePositive", a);
        Kernels.current().reluSlope(a.data, data, 0, data.length);
        return this;
    }

    /**
     * {@code row} [1 × cols] added to every row: how a bias joins a batch.
     *
     * @throws IllegalArgumentException if {@code row} is not [1 × cols]
     */
    public Matrix plusRow(Matrix row) {
        row.requireShape("plusRow", 1, cols);
        Matrix c = copy();
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < cols; j++) {
                c.data[r * cols + j] += row.data[j];
            }
        }
        return c;
    }

    /** A ← A + B, in place. Returns A. Throws {@link IllegalArgumentException} if the shapes differ. */
    public Matrix add(Matrix b) {
        requireSameShape("add", b);
        for (int i = 0; i < data.length; i++) {
            data[i] += b.data[i];
        }
        return this;
    }

    /**
     * A ← A + factor · B, in place, each element by one fused multiply-add: a step of gradient descent. Returns A.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix addScaled(float factor, Matrix b) {
        requireSameShape("addScaled", b);
        for (int i = 0; i < data.length; i++) {
            data[i] = Math.fma(factor, b.data[i], data[i]);
        }
        return this;
    }

    // ---- products ----

    /** Aᵀ: rows become columns, [cols × rows]. */
    public Matrix transpose() {
        Matrix t = zeros(cols, rows);
        transpose(data, rows, cols, t.data);
        return t;
    }

    /** Eight rows at a time: their lines of memory stay in the processor's cache until they are used up. */
    static void transpose(float[] from, int rows, int cols, float[] to) {
        int r = 0;
        for (; r + 8 <= rows; r += 8) {
            for (int c = 0, f = r * cols, t = r; c < cols; c++, f++, t += rows) {
                to[t] = from[f];
                to[t + 1] = from[f + cols];
                to[t + 2] = from[f + 2 * cols];
                to[t + 3] = from[f + 3 * cols];
                to[t + 4] = from[f + 4 * cols];
                to[t + 5] = from[f + 5 * cols];
                to[t + 6] = from[f + 6 * cols];
                to[t + 7] = from[f + 7 * cols];
            }
        }
        for (; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                to[c * rows + r] = from[r * cols + c];
            }
        }
    }

    /**
     * AB: [n × k] · [k × m] → [n × m].
     *
     * @throws IllegalArgumentException if A's columns are not as many as B's rows
     */
    public Matrix product(Matrix b) {
        return zeros(rows, b.cols).setProduct(this, b);
    }

    /**
     * AᵀB without making Aᵀ: [k × n]ᵀ · [k × m] → [n × m].
     *
     * @throws IllegalArgumentException if A and B do not have equally many rows
     */
    public Matrix transposedProduct(Matrix b) {
        return zeros(cols, b.cols).setTransposedProduct(this, b, Zeros.MULTIPLY);
    }

    /**
     * ABᵀ: [n × k] · [m × k]ᵀ → [n × m].
     *
     * @throws IllegalArgumentException if A and B do not have equally many columns
     */
    public Matrix productTransposed(Matrix b) {
        return zeros(rows, b.rows).setProductTransposed(this, b);
    }

    // ---- products into this matrix, for loops that must not allocate ----

    /**
     * C ← AB, where C is this matrix: [n × k] · [k × m] → [n × m]. Returns C, which must not be A or B.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Matrix setProduct(Matrix a, Matrix b) {
        return setAffine(a, b, null, Elementwise.IDENTITY, Zeros.MULTIPLY);
    }

    /**
     * C ← f(AB + bias), where C is this matrix, the bias [1 × m] or null joins every row, and f is applied to each
     * element: a dense layer and its activation. Returns C, which must not be A or B.
     *
     * @param zeros whether A is worth searching for zeros
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Matrix setAffine(Matrix a, Matrix b, Matrix bias, Elementwise f, Zeros zeros) {
        requireFit("product", a, false, b, false);
        if (bias != null) {
            bias.requireShape("setAffine's bias", 1, cols);
        }
        Product.run(Kernels.current(), a, false, zeros, b, this, bias, f);
        return this;
    }

    /**
     * C ← AᵀB, where C is this matrix: [k × n]ᵀ · [k × m] → [n × m]. Returns C, which must not be A or B.
     *
     * @param zeros whether A is worth searching for zeros
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Matrix setTransposedProduct(Matrix a, Matrix b, Zeros zeros) {
        requireFit("transposedProduct (AᵀB)", a, true, b, false);
        Product.run(Kernels.current(), a, true, zeros, b, this, null, Elementwise.IDENTITY);
        return this;
    }

    /**
     * C ← C + factor · AᵀB, where C is this matrix: a step of gradient descent on weights C, without a matrix for the
     * gradient. The same, to the last bit, as {@link #addScaled} with AᵀB. Returns C, which must not be A or B.
     *
     * @param zeros whether A is worth searching for zeros
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Matrix addScaledTransposedProduct(float factor, Matrix a, Matrix b, Zeros zeros) {
        requireFit("addScaledTransposedProduct (C + factor AᵀB)", a, true, b, false);
        if (factor != 0) {
            Product.addScaled(Kernels.current(), a, zeros, b, this, factor);
        }
        return this;
    }

    /**
     * C ← ABᵀ, where C is this matrix: [n × k] · [m × k]ᵀ → [n × m]. Returns C, which must not be A or B.
     *
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Matrix setProductTransposed(Matrix a, Matrix b) {
        requireFit("productTransposed (ABᵀ)", a, false, b, true);
        Product.runTransposed(Kernels.current(), a, b, this);
        return this;
    }

    // ---- sums and extremes ----

    /** The sum of each row, [rows × 1], added from left to right. */
    public Matrix rowSums() {
        Matrix sums = zeros(rows, 1);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                sums.data[r] += data[r * cols + c];
            }
        }
        return sums;
    }

    /** The sum of each column, [1 × cols], added from top to bottom. */
    public Matrix colSums() {
        return zeros(1, cols).setColSums(this);
    }

    /**
     * This matrix [1 × cols] ← the sum of each column of {@code a}, added from top to bottom. Returns this matrix.
     *
     * @throws IllegalArgumentException if this matrix is not one row as wide as {@code a}
     */
    public Matrix setColSums(Matrix a) {
        requireShape("setColSums", 1, a.cols);
        Arrays.fill(data, 0);
        Kernels.current().addRows(a.data, a.rows, a.cols, data);
        return this;
    }

    /** The sum of all elements, in double. */
    public double sum() {
        double sum = 0;
        for (float value : data) {
            sum += value;
        }
        return sum;
    }

    /** The mean of all elements, in double; NaN if there is none. */
    public double mean() {
        return sum() / data.length;
    }

    /** The largest element. Throws {@link IllegalArgumentException} if there is none. */
    public float max() {
        float max = first("max");
        for (float value : data) {
            max = Math.max(max, value);
        }
        return max;
    }

    /** The smallest element. Throws {@link IllegalArgumentException} if there is none. */
    public float min() {
        float min = first("min");
        for (float value : data) {
            min = Math.min(min, value);
        }
        return min;
    }

    private float first(String operation) {
        if (data.length == 0) {
            throw new IllegalArgumentException(operation + ": a " + shape() + " matrix has no elements");
        }
        return data[0];
    }

    /**
     * The column of the largest element of each row: the class with the highest score. The first one wins a tie.
     *
     * @throws IllegalArgumentException if there are no columns
     */
    public int[] argMaxRows() {
        if (cols == 0) {
            throw new IllegalArgumentException("argMaxRows: a " + shape() + " matrix has no columns to choose from");
        }
        int[] best = new int[rows];
        for (int r = 0; r < rows; r++) {
            best[r] = argMaxRow(r);
        }
        return best;
    }

    /**
     * In how many rows the largest element is in the same column as in {@code b}: of outputs and one-hot targets, the
     * examples that are classified correctly.
     *
     * @throws IllegalArgumentException if the shapes differ or there are no columns
     */
    public int countSameArgMax(Matrix b) {
        requireSameShape("countSameArgMax", b);
        if (cols == 0) {
            throw new IllegalArgumentException("countSameArgMax: a " + shape() + " matrix has no columns to choose from");
        }
        int same = 0;
        for (int r = 0; r < rows; r++) {
            same += argMaxRow(r) == b.argMaxRow(r) ? 1 : 0;
        }
        return same;
    }

    // ---- comparing ----

    /**
     * The largest |a − b| over all elements, NaN if any difference is NaN.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public float maxDifference(Matrix b) {
        requireSameShape("maxDifference", b);
        float max = 0;
        for (int i = 0; i < data.length; i++) {
            if (Float.floatToIntBits(data[i]) != Float.floatToIntBits(b.data[i])) {
                max = Math.max(max, Math.abs(data[i] - b.data[i]));
            }
        }
        return max;
    }

    /** Whether the shapes agree and no element differs by more than {@code tolerance}. */
    public boolean isClose(Matrix b, float tolerance) {
        return rows == b.rows && cols == b.cols && maxDifference(b) <= tolerance;
    }

    /** Whether {@code other} is a matrix of the same shape with the same elements, bit for bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix m && rows == m.rows && cols == m.cols && Arrays.equals(data, m.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + cols) + Arrays.hashCode(data);
    }

    // ---- errors that teach ----

    private void stopAfter(int i, String operation) {
        if ((i + 1) % A_MOMENT == 0) {
            Cancellation.check(operation + ": making a " + shape() + " matrix");
        }
    }

    private void requireSameShape(String operation, Matrix b) {
        if (rows != b.rows || cols != b.cols) {
            throw new IllegalArgumentException(operation + ": left is " + shape() + ", right is " + b.shape()
                + "; both shapes must agree");
        }
    }

    private void requireShape(String operation, int expectedRows, int expectedCols) {
        if (rows != expectedRows || cols != expectedCols) {
            throw new IllegalArgumentException(operation + ": expected a " + expectedRows + "×" + expectedCols
                + " matrix, found " + shape());
        }
    }

    /**
     * Checks op(A) op(B) → this matrix, where op may transpose. Only a failure builds text: this is called in each
     * step.
     */
    private void requireFit(String operation, Matrix a, boolean aTransposed, Matrix b, boolean bTransposed) {
        int inner = aTransposed ? a.rows : a.cols;
        int rightInner = bTransposed ? b.cols : b.rows;
        if (inner != rightInner) {
            throw new IllegalArgumentException(operation + ": left is " + a.shape(aTransposed) + ", right is "
                + b.shape(bTransposed) + "; inner sizes " + inner + " and " + rightInner + " must agree");
        }
        requireShape(operation, aTransposed ? a.cols : a.rows, bTransposed ? b.rows : b.cols);
    }

    private String shape(boolean transposed) {
        return transposed ? cols + "×" + rows + " (transposed)" : shape();
    }

    // ---- printing ----

    private static final int SHOWN_ROWS = 8;
    private static final int SHOWN_COLS = 10;

    /** The shape, then the elements, rounded; of a large matrix only the first and last rows and columns. */
    @Override
    public String toString() {
        String format = numberFormat();
        StringBuilder text = new StringBuilder("Matrix ").append(shape());
        for (int r = 0; r < rows; r++) {
            if (rows > SHOWN_ROWS && r == SHOWN_ROWS / 2) {
                text.append("\n  ⋮");
                r = rows - SHOWN_ROWS / 2;
            }
            text.append("\n ");
            appendRow(text, r, format);
        }
        return text.toString();
    }

    private void appendRow(StringBuilder text, int r, String format) {
        for (int c = 0; c < cols; c++) {
            if (cols > SHOWN_COLS && c == SHOWN_COLS / 2) {
                text.append("  …");
                c = cols - SHOWN_COLS / 2;
            }
            float value = data[r * cols + c] + 0f;   // −0 + 0 is 0, which is what a reader expects
            text.append(' ').append(String.format(Locale.ROOT, format, value));
        }
    }

    /** Whole numbers as such; otherwise four decimals, or powers of ten where four decimals would hide the value. */
    private String numberFormat() {
        float largest = 0;
        boolean whole = true;
        boolean negative = false;
        for (float value : data) {
            if (Float.isFinite(value)) {
                largest = Math.max(largest, Math.abs(value));
            }
            whole &= value == Math.rint(value) && Math.abs(value) < 1e6f;
            negative |= value < 0;
        }
        int width = Long.toString((long) largest).length() + (negative ? 1 : 0);
        if (whole) {
            return "%" + width + ".0f";
        }
        return largest >= 1e5f || largest < 1e-2f ? "%" + (negative ? 10 : 9) + ".3e" : "%" + (width + 5) + ".4f";
    }
}
