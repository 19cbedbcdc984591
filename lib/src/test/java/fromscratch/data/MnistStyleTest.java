package fromscratch.data;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MnistStyleTest {
    @Test
    void fits_the_digit_into_its_box_and_centres_it() {
        byte[] drawing = rectangle(200, 100, 160, 10, 30, 60);   // far to the right
        assertThat(MnistStyle.centred(drawing, 200, 100)).isEqualTo(rectangle(28, 28, 10, 5, 10, 20));
    }

    @Test
    void centres_the_mass_not_the_box() {
        byte[] drawing = rectangle(20, 20, 0, 0, 4, 20);   // the letter L: heavy on the left
        for (int x = 4; x < 20; x++) {
            drawing[19 * 20 + x] = (byte) 255;
        }
        byte[] image = MnistStyle.centred(drawing, 20, 20);
        // Mass 80 at 2 and 16 at 12 from the left: together at 3.67, so the box moves by 14.5 − 3.67, but at most 8.
        assertThat(image[14 * 28 + 7]).isZero();
        assertThat(image[14 * 28 + 8]).isEqualTo((byte) 255);
    }

    @Test
    void narrow_stroke_comes_to_the_middle() {
        byte[] image = MnistStyle.centred(rectangle(28, 28, 0, 4, 2, 20), 28, 28);
        assertThat(image).isEqualTo(rectangle(28, 28, 14, 5, 2, 20));
    }

    @Test
    void stroke_of_one_pixel_at_the_left_edge() {
        assertThat(MnistStyle.centred(rectangle(28, 28, 0, 4, 1, 20), 28, 28)).isEqualTo(rectangle(28, 28, 14, 5, 1, 20));
    }

    @Test
    void faint_shadows_do_not_count() {
        byte[] drawing = rectangle(100, 100, 50, 50, 20, 20);
        drawing[0] = 15;
        assertThat(MnistStyle.centred(drawing, 100, 100)).isEqualTo(rectangle(28, 28, 5, 5, 20, 20));
    }

    @Test
    void no_ink_gives_an_empty_image() {
        assertThat(MnistStyle.centred(new byte[100], 10, 10)).isEqualTo(new byte[784]);
    }

    @Test
    void whole_picture_keeps_its_proportions() {
        assertThat(MnistStyle.whole(rectangle(7, 14, 0, 0, 7, 14), 7, 14)).isEqualTo(rectangle(28, 28, 7, 0, 14, 28));
        assertThat(MnistStyle.whole(rectangle(14, 7, 0, 0, 14, 7), 14, 7)).isEqualTo(rectangle(28, 28, 0, 7, 28, 14));
        assertThat(MnistStyle.whole(rectangle(1, 1, 0, 0, 1, 1), 1, 1)).isEqualTo(rectangle(28, 28, 0, 0, 28, 28));
    }

    @Test
    void a_pixel_is_the_average_of_what_it_covers() {
        byte[] lines = new byte[42 * 42];   // columns of 0, 255, 0, 0, 255, 0, …
        for (int i = 0; i < lines.length; i++) {
            lines[i] = i % 42 % 3 == 1 ? (byte) 255 : 0;
        }
        // A new pixel covers one and a half columns, always with one half of a bright one: 255 · 0.5 / 1.5.
        assertThat(MnistStyle.whole(lines, 42, 42)).containsOnly(85);
    }

    @Test
    void wrong_number_of_pixels() {
        assertThatIllegalArgumentException().isThrownBy(() -> MnistStyle.centred(new byte[99], 10, 10))
            .withMessageContaining("10×10 needs 100 pixels, found 99");
    }

    private static byte[] rectangle(int width, int height, int left, int top, int w, int h) {
        byte[] pixels = new byte[width * height];
        for (int y = top; y < top + h; y++) {
            for (int x = left; x < left + w; x++) {
                pixels[y * width + x] = (byte) 255;
            }
        }
        return pixels;
    }
}
