package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaperPhotoTest {
    @TempDir
    Path folder;

    private final byte[] pixels = Arrays.copyOf(StrokeDigits.images(new int[] {8, 3, 5}, 1), 784);
    private final Matrix digit = new ByteMatrix(1, 784, pixels).row(0);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.4})
    void what_is_photographed_can_be_read_again(double shadow) throws IOException {
        Path file = folder.resolve("photo.png");
        ImageIO.write(PaperPhoto.of(digit, shadow, new Rng(1)), "png", file.toFile());
        Matrix read = ImageFolder.readImage(file);
        Matrix clean = new ByteMatrix(1, 784, MnistStyle.centred(pixels, 28, 28)).row(0);
        double difference = 0;
        for (int i = 0; i < 784; i++) {
            difference += Math.abs(read.get(0, i) - clean.get(0, i)) / 784;
        }
        assertThat(difference).isLessThan(0.07);   // an empty sheet would differ by the mean of the digit, see below
        assertThat(clean.mean()).isGreaterThan(0.1);
    }

    @Test
    void the_light_falls_off_to_one_corner() {
        BufferedImage photo = PaperPhoto.of(Matrix.zeros(1, 784), 0.5, new Rng(1));
        int[] corners = {red(photo, 0, 0), red(photo, 279, 0), red(photo, 0, 239), red(photo, 279, 239)};
        Arrays.sort(corners);
        assertThat(corners[3]).isBetween(214 - 6, 214 + 6);
        assertThat(corners[0]).isBetween(107 - 6, 107 + 6);
    }

    @Test
    void the_same_seed_draws_the_same() {
        assertThat(rgb(PaperPhoto.of(digit, 0.3, new Rng(7)))).isEqualTo(rgb(PaperPhoto.of(digit, 0.3, new Rng(7))))
            .isNotEqualTo(rgb(PaperPhoto.of(digit, 0.3, new Rng(8))));
    }

    @Test
    void refuses_what_is_no_digit_and_no_shadow() {
        assertThatIllegalArgumentException().isThrownBy(() -> PaperPhoto.of(Matrix.zeros(1, 100), 0, new Rng(1)))
            .withMessageContaining("found 1×100");
        assertThatIllegalArgumentException().isThrownBy(() -> PaperPhoto.of(digit, 1.5, new Rng(1)))
            .withMessageContaining("and 1.5");
    }

    private static int red(BufferedImage photo, int x, int y) {
        return photo.getRGB(x, y) >> 16 & 0xFF;
    }

    private static int[] rgb(BufferedImage photo) {
        return photo.getRGB(0, 0, photo.getWidth(), photo.getHeight(), null, 0, photo.getWidth());
    }
}
