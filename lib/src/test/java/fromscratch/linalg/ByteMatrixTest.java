package fromscratch.linalg;

import org.junit.jupiter.api.Test;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteMatrixTest {
    private static final ByteMatrix PIXELS = new ByteMatrix(3, 2, new byte[] {0, 51, (byte) 255, (byte) 128, 1, 2});

    @Test
    void bytes_are_unsigned_and_floats_run_from_0_to_1() {
        assertThat(PIXELS.get(1, 0)).isEqualTo(255);
        assertThat(PIXELS.get(1, 1)).isEqualTo(128);
        assertThat(PIXELS.rows(0, 2)).isEqualTo(Matrix.of(row(0, 0.2f), row(1, 128 / 255f)));
        assertThat(PIXELS.row(0)).isEqualTo(Matrix.of(row(0, 0.2f)));
    }

    @Test
    void rows_are_copied_in_any_order() {
        Matrix batch = Matrix.zeros(2, 2);
        PIXELS.copyRows(new int[] {2, 0}, 0, 2, batch);
        assertThat(batch).isEqualTo(Matrix.of(row(1 / 255f, 2 / 255f), row(0, 0.2f)));
        PIXELS.copyRows(new int[] {2, 0, 2}, 1, 3, batch);
        assertThat(batch).isEqualTo(Matrix.of(row(0, 0.2f), row(1 / 255f, 2 / 255f)));
        assertThat(PIXELS.select(new int[] {2, 2}).data()).containsExactly(1, 2, 1, 2);
    }

    @Test
    void a_table_may_be_empty() {
        assertThat(new ByteMatrix(0, 0, new byte[0]).rows(0, 0).size()).isZero();
    }

    @Test
    void bad_arguments_are_explained() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteMatrix(2, 2, new byte[3]))
            .withMessage("ByteMatrix: 2×2 needs 4 bytes, found 3");
        assertThatIllegalArgumentException().isThrownBy(() -> PIXELS.copyRows(new int[1], 0, 1, Matrix.zeros(2, 2)))
            .withMessage("copyRows: expected a 1×2 matrix, found 2×2");
        // 2³¹ · 2 overflows to 0, and would copy row 0.
        assertThatThrownBy(() -> PIXELS.copyRows(new int[] {1 << 31}, 0, 1, Matrix.zeros(1, 2)))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> PIXELS.select(new int[] {3})).isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessage("Index 3 out of bounds for length 3");
        assertThatThrownBy(() -> PIXELS.get(3, 0)).isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessage("row 3, column 0 is outside a 3×2 table; rows run from 0 to 2, columns from 0 to 1");
        assertThatThrownBy(() -> PIXELS.get(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
