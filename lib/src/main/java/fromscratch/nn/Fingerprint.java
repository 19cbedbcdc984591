package fromscratch.nn;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Tables boiled down to a few digits: other digits, other tables. Finds mistakes, not forgeries. */
final class Fingerprint {
    private static final int AT_A_TIME = 1 << 13;

    private Fingerprint() {
    }

    /** Of the shape and all numbers; {@code null} is a table that is not there. */
    static String of(Rows table) {
        if (table == null) {
            return "none";
        }
        CRC32C sum = new CRC32C();
        if (table instanceof ByteMatrix pixels) {
            sum.update(pixels.data());
        } else {
            update(sum, ((Matrix) table).data());
        }
        return table.rows() + "×" + table.cols() + " " + Long.toHexString(sum.getValue());
    }

    private static void update(CRC32C sum, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(AT_A_TIME * Float.BYTES);
        for (int from = 0; from < values.length; from += AT_A_TIME) {
            int count = Math.min(AT_A_TIME, values.length - from);
            bytes.clear().asFloatBuffer().put(values, from, count);
            sum.update(bytes.array(), 0, count * Float.BYTES);
        }
    }
}
