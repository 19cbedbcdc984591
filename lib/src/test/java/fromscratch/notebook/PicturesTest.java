package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.data.Strokes;
import fromscratch.eval.Mistake;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Dense;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PicturesTest {
    /** Two images of 2×2 pixels, the first with ink at the top left, the second at the top right. */
    private static final Dataset TWO = new Dataset("two", 2, 2,
        new ByteMatrix(2, 4, new byte[] {-1, 0, 0, 0, 0, -1, 0, 0}), new int[] {0, 1}, List.of("dot", "spot"));

    @Test
    void pixels_are_enlarged_and_not_blurred() {
        Picture picture = Pictures.digit(TWO.image(0));
        BufferedImage image = picture.image();
        assertThat(image.getWidth()).isEqualTo(2 * picture.width());
        int left = 2 * 10;
        int black = 0xFF000000;
        assertThat(image.getRGB(left, left)).isEqualTo(black);
        assertThat(image.getRGB(left + 223, left + 223)).isEqualTo(black);
        assertThat(image.getRGB(left + 224, left + 223)).isEqualTo(0xFFFFFFFF);
        BufferedImage second = Pictures.digit(TWO.image(1)).image();
        assertThat(second.getRGB(left + 447, left)).isEqualTo(black);
        assertThat(second.getRGB(left, left + 447)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void names_are_told() {
        assertThat(Pictures.digit(TWO, 1).text()).isEqualTo("image 1 of two: spot");
        assertThat(Pictures.digits(TWO, 1, 0).text()).isEqualTo("Images: spot; dot");
    }

    /** A network that says 1 if there is ink in the middle: a dot in a corner comes there by centring. */
    @Test
    void each_drawing_is_centred_and_has_its_name_and_an_answer() {
        Matrix weight = Matrix.zeros(784, 3);
        weight.set(28 * 14 + 14, 1, 9);
        Network ink = new Network(new Dense(weight, Matrix.zeros(1, 3)));
        Map<String, Strokes> drawings = new LinkedHashMap<>();
        drawings.put("frame", Strokes.parse("22: 40,40 240,40 240,240 40,240 40,40"));
        drawings.put("dot", Strokes.parse("22: 30,30"));
        assertThat(Pictures.answers(ink, drawings).text())
            .isEqualTo("2 images of 28×28 pixels, from 0 to 1.00: frame: 0, 33.3 %; dot: 1, 100.0 %");
        assertThatThrownBy(() -> Pictures.answers(ink, Map.of())).hasMessageContaining("grid");
        assertThatThrownBy(() -> Pictures.answers(Network.mlp(Relu::new, new Rng(1), 9, 2), drawings))
            .hasMessageContaining("9 inputs");
    }

    @Test
    void right_and_wrong_differ_in_more_than_colour() {
        assertThat(Pictures.guesses(TWO, new int[] {0, 1}, new int[] {0, 0}).text()).isEqualTo("Guesses: ✓ dot; ✗ dot, is spot");
        assertThat(Pictures.mistakes(TWO, List.of(new Mistake(1, 1, 0, 0.987f))).text())
            .isEqualTo("Mistakes: ✗ dot, 98.7 % sure, is spot");
    }

    @Test
    void weights_are_shown_by_their_sign_and_pixels_in_grey() {
        assertThat(colors(Pictures.grid(Matrix.of(Matrix.row(-1, 1, 0, 0)), 2)))
            .contains(Palette.BLUE.getRGB(), Palette.VERMILLION.getRGB());
        assertThat(colors(Pictures.grid(Matrix.of(Matrix.row(0, 1, 0, 0)), 2))).contains(0xFF000000)
            .doesNotContain(Palette.VERMILLION.getRGB());
        assertThat(colors(Pictures.grid(Matrix.zeros(1, 4), 2))).contains(0xFFFFFFFF);
    }

    @Test
    void images_of_any_size() {
        Matrix two = Matrix.zeros(2, 4);
        assertThat(Pictures.grid(two, 2, List.of("a", "b"), 150).width()).isEqualTo(10 + 2 * 160);
        assertThat(Pictures.grid(two, 2, List.of("a", "b")).width()).isEqualTo(10 + 2 * 80);
    }

    @Test
    void each_pixel_of_a_digit_has_its_number() {
        Picture picture = Pictures.numbers(TWO, 0);
        assertThat(picture.width()).isEqualTo(2 * 28 + 2);
        assertThat(picture.text()).isEqualTo("image 0 of two: dot, as numbers from 0 to 255");
    }

    @Test
    void mistakes_are_explained() {
        assertThatThrownBy(() -> Pictures.digit(Matrix.zeros(2, 784))).hasMessageContaining("2×784");
        assertThatThrownBy(() -> Pictures.digit(Matrix.zeros(1, 783))).hasMessageContaining("1×783");
        assertThatThrownBy(() -> Pictures.grid(Matrix.zeros(1, 4), 3)).hasMessageContaining("3 pixels wide");
        assertThatThrownBy(() -> Pictures.grid(Matrix.zeros(1, 4), 2, List.of("a", "b"))).hasMessageContaining("2 captions");
        assertThatThrownBy(() -> Pictures.guesses(TWO, new int[] {1}, new int[] {0})).hasMessageContaining("1 guesses");
    }

    private static List<Integer> colors(Picture picture) {
        BufferedImage image = picture.image();
        return IntStream.of(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())).distinct().boxed().toList();
    }
}
