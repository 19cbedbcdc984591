package fromscratch.data;

import fromscratch.data.ImageFolder.Framing;
import fromscratch.data.Strokes.Stroke;
import fromscratch.linalg.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Drawings as they come from a page, which may send anything. */
class StrokesTest {
    private static final String SEVEN = "22: 90,60 190,60 130,230\n10: 110,140 180,140";

    // ---- the text ----

    @Test
    void a_text_becomes_strokes_and_the_same_text_again() {
        Strokes seven = Strokes.parse(SEVEN);
        assertThat(seven.strokes()).containsExactly(new Stroke(22, List.of(90, 60, 190, 60, 130, 230)),
            new Stroke(10, List.of(110, 140, 180, 140)));
        assertThat(seven.toString()).isEqualTo(SEVEN);
        assertThat(Strokes.parse("\r\n  " + SEVEN.replace("\n", "\r\n\n") + " \n")).isEqualTo(seven);
        assertThat(Strokes.parse("")).isEqualTo(Strokes.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "22", "22:", "22: 5", "22: 5,", "22: 5,6,7", "22: 5,6 7", "22:5,6", "22: 5;6", "22: -5,6",
        "22: 5.5,6", "22: 281,6", "0: 5,6", "81: 5,6", "1000: 5,6", "22: 1000,6", "22: 5,6  7,8", "22: ５,6", "{\"a\": 1}",
        "<script>alert(1)</script>", "22: 5,6\n22: NaN,6", "null", "\0"})
    void what_is_no_drawing_is_refused_with_what_was_expected_and_found(String garbage) {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Strokes.parse(garbage))
            .withMessageStartingWith("Expected a stroke such as \"22: 90,60 190,60\", a pen of 1 to 80 pixels and points from 0 to 280; found \"")
            .withMessageContaining(garbage.substring(garbage.indexOf('\n') + 1));
    }

    @Test
    void a_long_line_is_quoted_in_part_and_a_drawing_without_end_is_refused() {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Strokes.parse("9".repeat(1000)))
            .withMessageEndingWith("found \"" + "9".repeat(40) + "…\".");
        String most = "22:" + " 100,200".repeat((Strokes.LONGEST_TEXT - 3) / 8);
        assertThat(Strokes.parse(most).strokes().get(0).path()).hasSize(2 * 24_999);
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Strokes.parse(most + " 100,200"))
            .withMessage("Expected a drawing of at most 200000 characters, found 200003. Clear the sheet and draw less.");
    }

    @Test
    void what_cannot_be_drawn_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Stroke(0, List.of(1, 1))).withMessageContaining("found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Stroke(5, List.of())).withMessageContaining("found []");
        assertThatIllegalArgumentException().isThrownBy(() -> new Stroke(5, List.of(1, 2, 3))).withMessageContaining("[1, 2, 3]");
        assertThatIllegalArgumentException().isThrownBy(() -> new Stroke(5, List.of(1, 281))).withMessageContaining("0 to 280");
    }

    // ---- the sheet ----

    @Test
    void a_stroke_inks_what_is_nearer_than_half_its_thickness() {
        byte[] pixels = Strokes.parse("20: 100,50 200,50").pixels();
        assertThat(at(pixels, 150, 50)).isEqualTo(255);
        assertThat(at(pixels, 150, 58)).isEqualTo(255);
        assertThat(at(pixels, 150, 60)).isZero();
        assertThat(at(pixels, 91, 50)).as("round ends").isEqualTo(255);
        assertThat(at(pixels, 91, 58)).as("round ends").isZero();
        assertThat(at(pixels, 89, 50)).isZero();
        double inked = 0;
        for (byte pixel : pixels) {
            inked += (pixel & 0xFF) / 255.0;
        }
        assertThat(inked).as("a bar of 100×20 and a disc of radius 10").isBetween(2000 + 3.14 * 100 - 5, 2000 + 3.15 * 100 + 5);
    }

    @Test
    void one_point_is_a_dot_also_at_the_edge() {
        assertThat(at(Strokes.parse("20: 140,140").pixels(), 140, 140)).isEqualTo(255);
        byte[] corner = Strokes.parse("20: 280,280").pixels();
        assertThat(at(corner, 279, 279)).isEqualTo(255);
        assertThat(at(corner, 268, 279)).isZero();
    }

    @Test
    void the_image_is_centred_or_left_where_it_was_drawn() {
        Strokes dot = Strokes.parse("40: 60,60");   // 40 to 80
        Matrix whole = dot.image(Framing.WHOLE);
        assertThat(whole.shape()).isEqualTo("1×784");
        assertThat(whole.get(0, 6 * 28 + 6)).as("60 of 280 is 6 of 28").isEqualTo(1);
        assertThat(whole.get(0, 14 * 28 + 14)).isZero();
        Matrix centred = dot.image(Framing.CENTRED);
        assertThat(centred.get(0, 14 * 28 + 14)).isEqualTo(1);
        assertThat(centred.get(0, 14 * 28 + 6)).as("fills a box of 20 pixels").isGreaterThan(0.5f);
        assertThat(centred.get(0, 14 * 28 + 3)).isZero();
        assertThat(Strokes.none().image(Framing.CENTRED).sum()).isZero();
    }

    @Test
    void a_digit_is_the_same_wherever_it_was_drawn() {
        Matrix seven = Strokes.parse("22: 90,60 190,60 130,230").image(Framing.CENTRED);
        assertThat(Strokes.parse("22: 20,30 120,30 60,200").image(Framing.CENTRED)).isEqualTo(seven);
    }

    @Test
    void the_last_stroke_can_be_taken_away_and_the_rest_said_in_words() {
        Strokes seven = Strokes.parse(SEVEN);
        assertThat(seven.describe()).isEqualTo("2 strokes, 90 to 190 from the left and 60 to 230 from the top of 280");
        assertThat(seven.withoutLast().describe()).startsWith("1 stroke, ");
        assertThat(seven.withoutLast().withoutLast().withoutLast()).isEqualTo(Strokes.none());
        assertThat(Strokes.none().describe()).isEqualTo("an empty sheet");
    }

    private static int at(byte[] pixels, int x, int y) {
        return pixels[y * Strokes.SIDE + x] & 0xFF;
    }
}
