package fromscratch.linalg;

import java.util.Objects;

/**
 * Pixels: a rows × columns table of unsigned bytes, 0 (background) to 255 (ink), stored row after row. As floats they
 * are divided by 255, so every matrix made from one holds values from 0 to 1. A quarter of the memory of a
 * {@link Matrix}: all 70,000 images of MNIST take 55 MB.
 */
public final class ByteMatrix implements Rows {
    private final int rows;
    private final int cols;
    private final byte[] data;

    /**
     * A table around {@code data}, row after row, <em>not</em> copied.
     *
     * @throws IllegalArgumentException if {@code data} does not hold rows × cols bytes
     */
    public ByteMatrix(int rows, int cols, byte[] data) {
        if (rows < 0 || cols < 0 || (long) rows * cols != data.length) {
            throw new IllegalArgumentException("ByteMatrix: " + rows + "×" + cols + " needs " + (long) rows * cols
                + " bytes, found " + data.length);
        }
        this.rows = rows;
        this.cols = cols;
        this.data = data;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int cols() {
        return cols;
    }

    /** The pixels themselves, row after row; {@code & 0xFF} makes one a number from 0 to 255. Not a copy. */
    public byte[] data() {
        return data;
    }

    /**
     * The pixel in row {@code r} and column {@code c}, from 0 to 255.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public int get(int r, int c) {
        if (r < 0 || r >= rows || c < 0 || c >= cols) {
            throw new IndexOutOfBoundsException("row " + r + ", column " + c + " is outside a " + rows + "×" + cols
                + " table; rows run from 0 to " + (rows - 1) + ", columns from 0 to " + (cols - 1));
        }
        return data[r * cols + c] & 0xFF;
    }

    /** One row as floats from 0 to 1, [1 × cols]. Throws {@link IndexOutOfBoundsException} if there is no such row. */
    public Matrix row(int r) {
        return rows(r, r + 1);
    }

    /** {@inheritDoc} As floats from 0 to 1. */
    @Override
    public Matrix rows(int from, int to) {
        if (from < 0 || to > rows || from > to) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + to + " are outside a table of " + rows + " rows");
        }
        Matrix m = Matrix.zeros(to - from, cols);
        Kernels.current().widen(data, from * cols, m.data(), 0, m.size());
        return m;
    }

    /** {@inheritDoc} As floats from 0 to 1. */
    @Override
    public void copyRows(int[] index, int from, int to, Matrix into) {
        if (into.rows() != to - from || into.cols() != cols) {
            throw new IllegalArgumentException("copyRows: expected a " + (to - from) + "×" + cols + " matrix, found "
                + into.shape());
        }
        RowCopy.run(this, index, from, into);
    }

    /**
     * A table of the rows {@code index[0]}, {@code index[1]}, …, copied.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public ByteMatrix select(int[] index) {
        byte[] selected = new byte[Math.multiplyExact(index.length, cols)];
        for (int i = 0; i < index.length; i++) {
            System.arraycopy(data, Objects.checkIndex(index[i], rows) * cols, selected, i * cols, cols);
        }
        return new ByteMatrix(index.length, cols, selected);
    }
}
