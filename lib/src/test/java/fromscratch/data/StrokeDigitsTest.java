package fromscratch.data;

import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class StrokeDigitsTest {
    private static final int PIXELS = 28 * 28;
    private static final int[] LABELS = StrokeDigits.labels(2000, 1);
    private static final byte[] IMAGES = StrokeDigits.images(LABELS, 1);

    @Test
    void the_same_seed_gives_the_same_bytes_on_every_machine() {
        CRC32 crc = new CRC32();
        crc.update(IMAGES);
        assertThat(crc.getValue()).isEqualTo(1104463588L);
    }

    @Test
    void an_image_depends_on_its_seed_place_and_label_only() {
        int[] few = Arrays.copyOf(LABELS, 7);
        few[3] = (few[3] + 1) % 10;
        byte[] images = StrokeDigits.images(few, 1);
        for (int i = 0; i < few.length; i++) {
            assertThat(image(images, i).equals(image(IMAGES, i))).as("image %d", i).isEqualTo(i != 3);
        }
    }

    @Test
    void neighbouring_seeds_share_no_image() {
        int[] threes = new int[500];
        Arrays.fill(threes, 3);
        Set<ByteBuffer> different = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            byte[] images = StrokeDigits.images(threes, seed);
            for (int i = 0; i < threes.length; i++) {
                different.add(image(images, i));
            }
        }
        assertThat(different).hasSize(3 * threes.length);
    }

    @Test
    void the_ink_fills_a_box_of_20_pixels_centred_by_its_mass() {
        for (int i = 0; i < LABELS.length; i++) {
            double mass = 0;
            double massX = 0;
            double massY = 0;
            int left = 28;
            int right = -1;
            int top = 28;
            int bottom = -1;
            for (int at = 0; at < PIXELS; at++) {
                int ink = IMAGES[i * PIXELS + at] & 0xFF;
                if (ink > 0) {
                    mass += ink;
                    massX += ink * (at % 28);
                    massY += ink * (at / 28);
                    left = Math.min(left, at % 28);
                    right = Math.max(right, at % 28);
                    top = Math.min(top, at / 28);
                    bottom = Math.max(bottom, at / 28);
                }
            }
            assertThat(mass / 255).as("ink of image %d", i).isBetween(20.0, 300.0);
            assertThat(Math.max(right - left, bottom - top) + 1).as("longer side of image %d", i).isBetween(19, 20);
            assertThat(massX / mass).as("centre of image %d, across", i).isCloseTo(14, within(0.51));
            if (bottom < 26) {   // a 7 that is all hat would stick out below: it stays at the edge
                assertThat(massY / mass).as("centre of image %d, down", i).isCloseTo(14, within(0.51));
            }
        }
    }

    @Test
    void most_images_are_nearest_to_the_average_of_their_own_digit() {
        double[][] average = new double[10][PIXELS];
        for (int i = 0; i < 1000; i++) {
            for (int at = 0; at < PIXELS; at++) {
                average[LABELS[i]][at] += (IMAGES[i * PIXELS + at] & 0xFF) / 100.0;
            }
        }
        int right = 0;
        for (int i = 1000; i < 2000; i++) {
            right += nearest(average, i) == LABELS[i] ? 1 : 0;
        }
        assertThat(right).isBetween(700, 950);
    }

    @Test
    void labels_are_balanced_and_shuffled() {
        int[] labels = StrokeDigits.labels(1003, 5);
        int[] count = new int[10];
        for (int label : labels) {
            count[label]++;
        }
        assertThat(count).containsExactly(101, 101, 101, 100, 100, 100, 100, 100, 100, 100);
        assertThat(labels).isNotEqualTo(Arrays.stream(labels).sorted().toArray());
        assertThat(labels).isEqualTo(StrokeDigits.labels(1003, 5)).isNotEqualTo(StrokeDigits.labels(1003, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void what_is_not_a_digit_is_refused(int label) {
        assertThatThrownBy(() -> StrokeDigits.images(new int[] {0, label}, 1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("A digit to draw is a whole number from 0 to 9, found " + label + ".");
        assertThatThrownBy(() -> StrokeDigits.draw(label, new Rng(1), new byte[PIXELS], 0))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_image_is_drawn_where_it_is_asked_for_or_not_at_all() {
        byte[] pixels = new byte[PIXELS + 20];
        StrokeDigits.draw(8, new Rng(1), pixels, 10);
        byte[] alone = new byte[PIXELS];
        StrokeDigits.draw(8, new Rng(1), alone, 0);
        assertThat(Arrays.copyOfRange(pixels, 10, 10 + PIXELS)).isEqualTo(alone);
        assertThatThrownBy(() -> StrokeDigits.draw(8, new Rng(1), pixels, 21))
            .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static ByteBuffer image(byte[] images, int i) {
        return ByteBuffer.wrap(images, i * PIXELS, PIXELS).slice();
    }

    private static int nearest(double[][] average, int i) {
        int nearest = 0;
        double smallest = Double.MAX_VALUE;
        for (int digit = 0; digit < 10; digit++) {
            double distance = 0;
            for (int at = 0; at < PIXELS; at++) {
                double d = (IMAGES[i * PIXELS + at] & 0xFF) - average[digit][at];
                distance += d * d;
            }
            if (distance < smallest) {
                smallest = distance;
                nearest = digit;
            }
        }
        return nearest;
    }
}
