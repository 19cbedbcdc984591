package fromscratch.linalg;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.List;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MatrixTest {
    private static final Matrix A = Matrix.of(row(1, 2, 3), row(4, 5, 6));
    private static final Matrix B = Matrix.of(row(10, 20, 30), row(40, 50, 60));

    @Test
    void element_by_element() {
        assertThat(A.plus(B)).isEqualTo(Matrix.of(row(11, 22, 33), row(44, 55, 66)));
        assertThat(B.minus(A)).isEqualTo(Matrix.of(row(9, 18, 27), row(36, 45, 54)));
        assertThat(A.hadamard(B)).isEqualTo(Matrix.of(row(10, 40, 90), row(160, 250, 360)));
        assertThat(A.scale(-2)).isEqualTo(Matrix.of(row(-2, -4, -6), row(-8, -10, -12)));
        assertThat(A.map(v -> v * v)).isEqualTo(Matrix.of(row(1, 4, 9), row(16, 25, 36)));
        assertThat(A.plusRow(Matrix.of(row(1, 0, -1)))).isEqualTo(Matrix.of(row(2, 2, 2), row(5, 5, 5)));
        assertThat(A.copy().addScaled(0.5f, B)).isEqualTo(Matrix.of(row(6, 12, 18), row(24, 30, 36)));
    }

    @Test
    void operations_leave_their_operands_alone() {
        Matrix a = A.copy();
        Matrix b = B.copy();
        a.plus(b);
        a.minus(b);
        a.hadamard(b);
        a.scale(3);
        a.plusRow(b.row(0));
        assertThat(a).isEqualTo(A);
        assertThat(b).isEqualTo(B);
    }

    @Test
    void products() {
        Matrix left = Matrix.of(row(1, 2), row(3, 4), row(5, 6));
        assertThat(left.product(A)).isEqualTo(Matrix.of(row(9, 12, 15), row(19, 26, 33), row(29, 40, 51)));
        assertThat(A.transpose()).isEqualTo(Matrix.of(row(1, 4), row(2, 5), row(3, 6)));
        assertThat(A.transposedProduct(B)).isEqualTo(A.transpose().product(B));
        assertThat(A.productTransposed(B)).isEqualTo(A.product(B.transpose()));
    }

    @Test
    void sums_extremes_and_arg_max() {
        assertThat(A.rowSums()).isEqualTo(Matrix.of(row(6), row(15)));
        assertThat(A.colSums()).isEqualTo(Matrix.of(row(5, 7, 9)));
        assertThat(A.sum()).isEqualTo(21);
        assertThat(A.mean()).isEqualTo(3.5);
        assertThat(A.max()).isEqualTo(6);
        assertThat(A.min()).isEqualTo(1);
        assertThat(Matrix.of(row(1, 3, 3), row(-5, -9, -7)).argMaxRows()).containsExactly(1, 0);
    }

    @Test
    void rows_and_one_hot() {
        assertThat(A.row(1)).isEqualTo(Matrix.of(row(4, 5, 6)));
        assertThat(A.rows(0, 2)).isEqualTo(A);
        Matrix picked = Matrix.zeros(2, 3);
        A.copyRows(new int[] {9, 1, 0, 9}, 1, 3, picked);
        assertThat(picked).isEqualTo(Matrix.of(row(4, 5, 6), row(1, 2, 3)));
        assertThat(Matrix.oneHot(new int[] {2, 0}, 3)).isEqualTo(Matrix.of(row(0, 0, 1), row(1, 0, 0)));
    }

    @Test
    void comparing() {
        Matrix near = A.plus(Matrix.of(row(0, 0, 0.25f), row(0, -0.5f, 0)));
        assertThat(A.maxDifference(near)).isEqualTo(0.5f);
        assertThat(A.isClose(near, 0.5f)).isTrue();
        assertThat(A.isClose(near, 0.4f)).isFalse();
        assertThat(A.isClose(A.transpose(), 100)).isFalse();
        assertThat(A.isClose(A.scale(Float.NaN), 100)).isFalse();
        assertThat(A).isNotEqualTo(near).hasSameHashCodeAs(A.copy());
    }

    @Test
    void prints_its_shape_and_rounded_elements() {
        assertThat(A).hasToString("Matrix 2×3\n  1 2 3\n  4 5 6");
        assertThat(A.scale(0.1f).row(0)).hasToString("Matrix 1×3\n  0.1000 0.2000 0.3000");
        assertThat(A.scale(-0.1f).row(0)).hasToString("Matrix 1×3\n  -0.1000 -0.2000 -0.3000");
        assertThat(Matrix.of(row(-0f, 0.5f))).hasToString("Matrix 1×2\n  0.0000 0.5000");
        assertThat(A.scale(1e-6f).row(0)).hasToString("Matrix 1×3\n  1.000e-06 2.000e-06 3.000e-06");
    }

    @Test
    void prints_only_the_edges_of_a_large_matrix() {
        String text = Matrix.zeros(60_000, 784).toString();
        assertThat(text.lines()).hasSize(1 + 4 + 1 + 4).first().isEqualTo("Matrix 60000×784");
        assertThat(text).contains("…").contains("⋮");
    }

    @Test
    void shape_errors_name_the_operation_and_both_shapes() {
        Matrix wide = Matrix.zeros(64, 784);
        Matrix narrow = Matrix.zeros(128, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> wide.product(narrow))
            .withMessage("product: left is 64×784, right is 128×10; inner sizes 784 and 128 must agree");
        assertThatIllegalArgumentException().isThrownBy(() -> wide.transposedProduct(narrow))
            .withMessageContaining("784×64 (transposed)").withMessageContaining("64 and 128");
        assertThatIllegalArgumentException().isThrownBy(() -> wide.productTransposed(narrow))
            .withMessageContaining("10×128 (transposed)").withMessageContaining("784 and 10");
        assertThatIllegalArgumentException().isThrownBy(() -> wide.plus(narrow))
            .withMessage("plus: left is 64×784, right is 128×10; both shapes must agree");
        assertThatIllegalArgumentException().isThrownBy(() -> wide.copy().add(narrow)).withMessageStartingWith("add:");
        assertThatIllegalArgumentException().isThrownBy(() -> wide.minus(narrow)).withMessageStartingWith("minus:");
        assertThatIllegalArgumentException().isThrownBy(() -> wide.hadamard(narrow)).withMessageStartingWith("hadamard:");
        assertThatIllegalArgumentException().isThrownBy(() -> narrow.plusRow(wide))
            .withMessage("plusRow: expected a 1×10 matrix, found 64×784");
        Matrix c = Matrix.zeros(64, 10);
        for (ThrowingCallable misfit : List.<ThrowingCallable>of(() -> c.setProduct(wide, narrow),
            () -> c.setTransposedProduct(wide, narrow, Zeros.MULTIPLY), () -> c.setProductTransposed(wide, narrow),
            () -> c.addScaled(2, wide), () -> c.keepWherePositive(wide), () -> c.set(Elementwise.IDENTITY, wide),
            () -> c.setAffine(Matrix.zeros(64, 128), narrow, wide, Elementwise.IDENTITY, Zeros.MULTIPLY))) {
            assertThatIllegalArgumentException().isThrownBy(misfit).withMessageContaining("784");
        }
    }

    @Test
    void bad_arguments_are_explained() {
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(row(1, 2), row(3)))
            .withMessage("of: row 0 has 2 values, row 1 has 1; all rows must be equally long");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.zeros(-1, 3)).withMessageContaining("-1×3");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.zeros(100_000, 100_000)).withMessageContaining("100000×100000");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.wrap(2, 2, new float[3]))
            .withMessage("wrap: a 2×2 matrix needs 4 values, found 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.oneHot(new int[] {0, 10}, 10))
            .withMessage("oneHot: label 10 of example 1 is not a class; with 10 classes labels run from 0 to 9");
        assertThatThrownBy(() -> A.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessage("row 2, column 0 is outside a 2×3 matrix; rows run from 0 to 1, columns from 0 to 2");
        // 2³⁰ · 4 overflows to 0, and would copy row 0.
        assertThatThrownBy(() -> Matrix.zeros(2, 4).copyRows(new int[] {1 << 30}, 0, 1, Matrix.zeros(1, 4)))
            .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("1073741824");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.zeros(0, 3).max())
            .withMessage("max: a 0×3 matrix has no elements");
    }

    @Test
    void random_matrices_repeat_with_their_seed() {
        assertThat(Matrix.normal(3, 4, 0, 1, new Rng(5))).isEqualTo(Matrix.normal(3, 4, 0, 1, new Rng(5)))
            .isNotEqualTo(Matrix.normal(3, 4, 0, 1, new Rng(6)));
        Matrix uniform = Matrix.uniform(50, 50, -2, 3, new Rng(1));
        assertThat(uniform.min()).isBetween(-2f, -1.9f);
        assertThat(uniform.max()).isBetween(2.9f, 3f);
    }
}
