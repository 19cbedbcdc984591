package fromscratch.notebook;

import fromscratch.linalg.Matrix;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class RenderingTest {
    @Test
    void a_chart_becomes_a_sharp_png_with_its_size_on_the_page_and_a_text() throws IOException {
        XYChart chart = Charts.line("Squares", "x", "x²");
        chart.addSeries("f", new double[] {1, 2, 3}, new double[] {1, 4, 9});

        DisplayData data = Rendering.data(chart);

        BufferedImage image = decode((String) data.getData(MIMEType.IMAGE_PNG));
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(800);
        assertThat(Arrays.stream(image.getRGB(0, 0, 1200, 800, null, 0, 1200)).distinct().count()).isGreaterThan(10);
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo(
            "Chart “Squares”; x: x, y: x²; f: 3 points, x from 1.00 to 3.00, y from 1.00 to 9.00");
        assertThat(metadata(data)).contains("width=600", "height=400", "alt=Chart “Squares”");
    }

    @Test
    void a_matrix_has_its_text_and_a_table() {
        Matrix matrix = Matrix.of(Matrix.row(1, 2), Matrix.row(3, -4));
        DisplayData data = Rendering.data(matrix);
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo(matrix.toString());
        assertThat((String) data.getData(MIMEType.TEXT_HTML)).contains("Matrix 2×2", ">-4</td>");
    }

    @Test
    void anything_else_is_text() {
        assertThat(Rendering.of("plain").text()).isEqualTo("plain");
        assertThat(Rendering.of(List.of(1, 2)).text()).isEqualTo("[1, 2]");
        assertThat(Rendering.of(null).text()).isEqualTo("null");
        assertThat(Rendering.of(new int[] {7, 2}).text()).as("not an address in memory").isEqualTo("[7, 2]");
        assertThat(Rendering.of(new String[][] {{"a"}, {"b", "c"}}).text()).isEqualTo("[[a], [b, c]]");
    }

    @Test
    void an_error_becomes_a_text_as_it_would_hang_the_kernel() {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError("too deep");
            }
        };
        assertThat(Rendering.data(bad).getData(MIMEType.TEXT_PLAIN)).asString().contains("could not be shown", "too deep");
    }

    @Test
    void outside_a_kernel_nothing_fails() {
        assertThatCode(() -> {
            Notebook.install();
            new LiveOutput().show(() -> {
                throw new AssertionError("made although nobody sees it");
            });
        }).doesNotThrowAnyException();
    }

    private static BufferedImage decode(String base64) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    /** The base kernel has no getter for it. */
    private static String metadata(DisplayData data) {
        try {
            var field = DisplayData.class.getDeclaredField("metadata");
            field.setAccessible(true);
            return field.get(data).toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
