package fromscratch.linalg;

/**
 * A table of examples, one a row: a {@link Matrix} of floats, or a {@link ByteMatrix} of pixels, which needs a
 * quarter of the memory. Training asks it for mini-batches and does not care which it is.
 */
public sealed interface Rows permits Matrix, ByteMatrix {
    /** The number of examples. */
    int rows();

    /** The number of features of each example. */
    int cols();

    /**
     * Copies the rows {@code index[from]}, …, {@code index[to - 1]} to rows 0, 1, … of {@code into}.
     *
     * @throws IllegalArgumentException  if {@code into} is not [to − from × cols]
     * @throws IndexOutOfBoundsException if there is no such row
     */
    void copyRows(int[] index, int from, int to, Matrix into);

    /**
     * A copy of rows {@code from} (included) to {@code to} (excluded), [to − from × cols].
     *
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    Matrix rows(int from, int to);
}
