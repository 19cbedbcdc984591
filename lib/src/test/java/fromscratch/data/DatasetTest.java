package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class DatasetTest {
    private final Dataset ten = SmallData.dataset(10);

    @Test
    void knows_its_images_and_labels() {
        assertThat(ten.name()).isEqualTo("small");
        assertThat(ten.size()).isEqualTo(10);
        assertThat(ten.classes()).isEqualTo(3);
        assertThat(ten.label(5)).isEqualTo(2);
        assertThat(ten.className(2)).isEqualTo("c");
        assertThat(ten.image(1).data()).containsExactly(6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f);
        assertThat(ten.countByClass()).containsExactly(4, 3, 3);
    }

    @Test
    void cuts() {
        assertThat(ten.slice(4, 6).labels()).containsExactly(1, 2);
        assertThat(ten.slice(4, 6).x().get(1, 0)).isEqualTo(30);
        assertThat(ten.take(2).size()).isEqualTo(2);
        assertThat(ten.take(10).labels()).isEqualTo(ten.labels());
        assertThat(ten.slice(4, 4).size()).isZero();
        assertThat(ten.select(new int[] {9, 0, 9}).labels()).containsExactly(0, 0, 0);
        assertThat(ten.select(new int[] {9, 0, 9}).x().get(0, 0)).isEqualTo(54);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ten.take(11))
            .withMessageContaining("0 to 11").withMessageContaining("0 to 10");
    }

    @Test
    void shuffles_images_together_with_their_labels() {
        Dataset shuffled = ten.shuffled(new Rng(1));
        assertThat(shuffled.labels()).isNotEqualTo(ten.labels());
        for (int i = 0; i < 10; i++) {
            assertThat(shuffled.label(i)).isEqualTo(shuffled.x().get(i, 0) / 6 % 3);
        }
        assertThat(ten.shuffled(new Rng(1)).labels()).isEqualTo(shuffled.labels());
    }

    @Test
    void labels_are_a_copy() {
        int[] given = {1};
        Dataset one = new Dataset("one", 1, 1, new ByteMatrix(1, 1, new byte[1]), given, List.of("a", "b"));
        given[0] = 0;
        one.labels()[0] = 0;
        assertThat(one.label(0)).isEqualTo(1);
    }

    @Test
    void split_is_balanced() {
        int[] unequal = new int[1000];
        Arrays.fill(unequal, 800, 900, 1);   // 80 %, 10 % and 10 %
        Arrays.fill(unequal, 900, 1000, 2);
        byte[] pixels = new byte[2000];
        for (int i = 0; i < 1000; i++) {
            pixels[2 * i] = (byte) (i / 256);
            pixels[2 * i + 1] = (byte) i;
        }
        Dataset data = new Dataset("unequal", 2, 1, new ByteMatrix(1000, 2, pixels), unequal, List.of("a", "b", "c"));
        List<Dataset> parts = data.split(new Rng(1), 800, 150);
        assertThat(parts.get(0).countByClass()).containsExactly(640, 80, 80);
        assertThat(parts.get(1).countByClass()).containsExactly(120, 15, 15);
        assertThat(IntStream.concat(numbers(parts.get(0)), numbers(parts.get(1))).boxed()).doesNotHaveDuplicates();
        assertThat(numbers(parts.get(1)).toArray()).isSorted().isNotEqualTo(IntStream.range(0, 150).toArray());
    }

    private static IntStream numbers(Dataset data) {
        return IntStream.range(0, data.size()).map(i -> data.x().get(i, 0) * 256 + data.x().get(i, 1));
    }

    @Test
    void split_depends_on_the_generator_alone() {
        Dataset data = SmallData.dataset(40);
        byte[] first = data.split(new Rng(1), 20).get(0).x().data();
        assertThat(data.split(new Rng(1), 20).get(0).x().data()).isEqualTo(first);
        assertThat(data.split(new Rng(2), 20).get(0).x().data()).isNotEqualTo(first);
    }

    @Test
    void a_part_may_be_all_or_nothing() {
        List<Dataset> parts = ten.split(new Rng(1), 10, 0);
        assertThat(parts.get(0).labels()).isEqualTo(ten.labels());
        assertThat(parts.get(1).size()).isZero();
    }

    @Test
    void split_of_more_than_there_is() {
        assertThatIllegalArgumentException().isThrownBy(() -> ten.split(new Rng(1), 8, 3))
            .withMessageContaining("at most 10, found [8, 3]");
        assertThatIllegalArgumentException().isThrownBy(() -> ten.split(new Rng(1), -1));
    }

    @Test
    void mean_and_standard_deviation_on_the_scale_from_zero_to_one() {
        Dataset half = new Dataset("half", 2, 1, new ByteMatrix(1, 2, new byte[] {0, (byte) 255}), new int[1], List.of("a"));
        assertThat(half.mean()).isEqualTo(0.5);
        assertThat(half.std()).isEqualTo(0.5);
        assertThat(ten.take(1).mean()).isCloseTo(2.5 / 255, within(1e-15));
        assertThat(ten.take(1).std()).isCloseTo(Math.sqrt(35 / 12.0) / 255, within(1e-15));
    }

    @Test
    void equal_pixels_have_no_deviation() {
        for (int pixel = 0; pixel < 256; pixel++) {
            byte[] pixels = new byte[3];
            Arrays.fill(pixels, (byte) pixel);
            Dataset grey = new Dataset("grey", 3, 1, new ByteMatrix(1, 3, pixels), new int[1], List.of("a"));
            assertThat(grey.std()).as("pixels of %d", pixel).isBetween(0.0, 1e-7);
        }
    }

    @Test
    void says_what_it_is_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(SmallData.dataset(1200)).hasToString("small: 1,200 images of 3×2, 3 classes");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void what_does_not_fit_together_is_refused() {
        ByteMatrix x = new ByteMatrix(2, 6, new byte[12]);
        List<String> names = List.of("a", "b");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dataset("d", 4, 2, x, new int[2], names))
            .withMessageContaining("4×2 pixels need 8 columns").withMessageContaining("2×6");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dataset("d", 3, 2, x, new int[3], names))
            .withMessageContaining("2 images and 3 labels");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dataset("d", 3, 2, x, new int[] {0, 2}, names))
            .withMessageContaining("from 0 to 1, found 2 for image 1");
    }
}
