package fromscratch.notebook;

import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;

class CheckTest {
    private static final Matrix RIGHT = Matrix.of(row(1, 2), row(3, 400));

    @Test
    void says_how_well_matrices_agree() {
        assertThat(said(() -> Check.compare("Z", RIGHT.copy(), RIGHT))).isEqualTo("✓ Z: equal to the last bit");
        assertThat(said(() -> Check.compare("Z", RIGHT.plus(Matrix.of(row(0.001f, 0), row(0, 0))), RIGHT)))
            .isEqualTo("✓ Z: agrees, largest difference 1.0e-03");
        assertThat(said(() -> Check.compare("Z", Matrix.of(row(1, 2), row(-3, 400)), RIGHT)))
            .isEqualTo("✗ Z: in row 1, column 0 yours is -3, expected 3");
        assertThat(said(() -> Check.compare("Z", RIGHT.row(0), RIGHT))).isEqualTo("✗ Z: its shape is 1×2, expected 2×2");
        assertThat(said(() -> Check.compare("Z", null, RIGHT))).isEqualTo("… Z: not there yet (null)");
        assertThat(said(() -> Check.compare("Z", Matrix.of(row(1, 2), row(3, Float.NaN)), RIGHT)))
            .isEqualTo("✗ Z: in row 1, column 1 yours is no number (NaN: 0 / 0, 0 · log 0, or the logarithm of a"
                + " negative number), expected 400");
    }

    @Test
    void says_whether_numbers_and_statements_hold() {
        assertThat(said(() -> Check.compare("loss", 2.302585, Math.log(10)))).isEqualTo("✓ loss: 2.30259");
        assertThat(said(() -> Check.compare("parameters", 109_385, 109_386))).isEqualTo("✗ parameters: yours is 109385, expected 109386");
        assertThat(said(() -> Check.compare("loss", 2, 3))).isEqualTo("✗ loss: yours is 2, expected 3");
        assertThat(said(() -> Check.compare("loss", Double.NaN, 3)))
            .isEqualTo("… loss: no number (NaN): the gap, 0 / 0, 0 · log 0, or the logarithm of a negative number");
        assertThat(said(() -> Check.check("rows sum to 1", true, "divide"))).isEqualTo("✓ rows sum to 1");
        assertThat(said(() -> Check.check("rows sum to 1", false, "Divide by the sum.")))
            .isEqualTo("✗ not yet: rows sum to 1. Divide by the sum.");
    }

    private static String said(Runnable check) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            check.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
