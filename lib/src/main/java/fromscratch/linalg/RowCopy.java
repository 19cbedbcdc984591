package fromscratch.linalg;

import java.util.Objects;

/** The examples of a mini-batch on their way from all over a table into one matrix, shared out like a product. */
final class RowCopy implements Team.Work {
    /** One for each thread, used again, so that a training step allocates nothing. */
    private static final ThreadLocal<RowCopy> OWN = ThreadLocal.withInitial(RowCopy::new);

    /** Elements that are worth waking another thread for. */
    private static final int WORTH_SHARING = 20_000;

    private Rows from;
    private int[] index;
    private int first;
    private Matrix into;

    private RowCopy() {
    }

    /**
     * Copies the rows {@code index[first]}, {@code index[first + 1]}, … to the rows of {@code into}. Shapes are
     * checked.
     */
    static void run(Rows from, int[] index, int first, Matrix into) {
        RowCopy copy = OWN.get();
        copy.from = from;
        copy.index = index;
        copy.first = first;
        copy.into = into;
        Team.share(copy, into.rows(), into.size() / WORTH_SHARING + 1);
        copy.from = null;
        copy.index = null;
        copy.into = null;
    }

    @Override
    public void part(int begin, int end) {
        int cols = into.cols();
        for (int row = begin; row < end; row++) {
            // Checked, as a product that overflows could name another row.
            int at = Objects.checkIndex(index[first + row], from.rows()) * cols;
            if (from instanceof ByteMatrix pixels) {
                Kernels.current().widen(pixels.data(), at, into.data(), row * cols, cols);
            } else {
                System.arraycopy(((Matrix) from).data(), at, into.data(), row * cols, cols);
            }
        }
    }
}
