package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AugmentTest {
    private static final int PIXELS = 28 * 28;
    private static final ByteMatrix DIGITS =
        new ByteMatrix(1000, PIXELS, StrokeDigits.images(StrokeDigits.labels(1000, 1), 1));

    // ---- each distortion ----

    @Test
    void without_settings_images_stay_as_they_are() {
        assertThat(new Augment(28, 28).apply(DIGITS, new Rng(1)).data()).isEqualTo(DIGITS.data());
        assertThat(new Augment(28, 28).shift(0).rotate(0).scale(0).shear(0).elastic(0, 0).apply(DIGITS, new Rng(1)).data())
            .isEqualTo(DIGITS.data());
    }

    @Test
    void shifts_to_all_sides_up_to_the_limit() {
        double[] x = measure(new Augment(28, 28).shift(2), dot(9, 5), image -> centre(image, true));
        double[] y = measure(new Augment(28, 28).shift(2), dot(9, 5), image -> centre(image, false));
        assertThat(x[0]).isCloseTo(9 - 2, within(0.02));
        assertThat(x[x.length - 1]).isCloseTo(9 + 2, within(0.02));
        assertThat(y[0]).isCloseTo(5 - 2, within(0.02));
        assertThat(y[y.length - 1]).isCloseTo(5 + 2, within(0.02));
        assertThat(x[x.length / 2]).as("median").isCloseTo(9, within(0.2));
        assertThat(x[x.length / 4]).as("uniform").isCloseTo(9 - 1, within(0.2));
    }

    @Test
    void rotates_both_ways_up_to_the_limit() {
        double[] angles = measure(new Augment(28, 28).rotate(15), dot(24, 13), image ->
            Math.toDegrees(StrictMath.atan2(centre(image, false) - 13.5, centre(image, true) - 13.5)));
        double start = Math.toDegrees(StrictMath.atan2(13 - 13.5, 24 - 13.5));
        assertThat(angles[0]).isCloseTo(start - 15, within(0.3));
        assertThat(angles[angles.length - 1]).isCloseTo(start + 15, within(0.3));
        assertThat(angles[angles.length / 2]).isCloseTo(start, within(1.5));
    }

    @Test
    void scales_about_the_centre_up_to_the_limit() {
        double[] distances = measure(new Augment(28, 28).scale(0.15), dot(23, 13), image -> centre(image, true) - 13.5);
        assertThat(distances[0]).isCloseTo(0.85 * 9.5, within(0.1));
        assertThat(distances[distances.length - 1]).isCloseTo(1.15 * 9.5, within(0.1));
    }

    @Test
    void shears_a_line_by_a_share_of_its_height() {
        double[] offsets = measure(new Augment(28, 28).shear(0.2), dot(13, 3), image -> centre(image, true) - 13);
        assertThat(offsets[0]).isCloseTo(-0.2 * 10.5, within(0.05));
        assertThat(offsets[offsets.length - 1]).isCloseTo(0.2 * 10.5, within(0.05));
    }

    /** In the middle: alpha times the deviation of a uniform number, 1/√3, times that of the filter, 1 / (2σ√π). */
    @Test
    void elastic_displacements_are_as_large_as_they_should_be() {
        double[] x = measure(new Augment(28, 28).elastic(4, 34), dot(13, 13), image -> centre(image, true) - 13);
        double[] y = measure(new Augment(28, 28).elastic(4, 34), dot(13, 13), image -> centre(image, false) - 13);
        double expected = 34 / Math.sqrt(3) / (2 * 4 * Math.sqrt(Math.PI));
        assertThat(Math.sqrt(Arrays.stream(x).map(v -> v * v).average().orElseThrow())).isCloseTo(expected, within(0.15));
        assertThat(Math.sqrt(Arrays.stream(y).map(v -> v * v).average().orElseThrow())).isCloseTo(expected, within(0.15));
        assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(0, within(0.1));
    }

    @Test
    void elastic_displacements_across_and_down_have_nothing_to_do_with_each_other() {
        double[] products = measure(new Augment(28, 28).elastic(4, 34), dot(13, 13),
            image -> (centre(image, true) - 13) * (centre(image, false) - 13));
        assertThat(Arrays.stream(products).average().orElseThrow()).isCloseTo(0, within(0.2));
    }

    @Test
    void the_amount_of_ink_stays_about_the_same() {
        double before = ink(DIGITS);
        assertThat(ink(new Augment(28, 28).shift(1).apply(DIGITS, new Rng(1))) / before).isCloseTo(1, within(0.005));
        assertThat(ink(new Augment(28, 28).rotate(15).apply(DIGITS, new Rng(1))) / before).isCloseTo(1, within(0.005));
        assertThat(ink(new Augment(28, 28).shear(0.15).apply(DIGITS, new Rng(1))) / before).isCloseTo(1, within(0.005));
        assertThat(ink(new Augment(28, 28).elastic(5, 30).apply(DIGITS, new Rng(1))) / before).isCloseTo(1, within(0.02));
    }

    @Test
    void changing_one_setting_leaves_the_other_distortions_as_they_were() {
        ByteMatrix moved = new Augment(28, 28).shift(2).apply(DIGITS, new Rng(1));
        ByteMatrix hardlyMore = new Augment(28, 28).shift(2).rotate(1e-9).scale(1e-9).shear(1e-9).elastic(4, 1e-9)
            .apply(DIGITS, new Rng(1));
        assertThat(hardlyMore.data()).isEqualTo(moved.data());
    }

    // ---- the same bits ----

    @Test
    void the_same_seed_gives_the_same_bytes_on_every_machine() {
        CRC32 crc = new CRC32();
        crc.update(everything().apply(DIGITS, new Rng(1)).data());
        assertThat(crc.getValue()).isEqualTo(97766410L);
    }

    @Test
    void another_seed_gives_other_images() {
        byte[] one = everything().apply(DIGITS, new Rng(1)).data();
        assertThat(everything().apply(DIGITS, new Rng(1)).data()).isEqualTo(one);
        byte[] two = everything().apply(DIGITS, new Rng(2)).data();
        for (int i = 0; i < DIGITS.rows(); i++) {
            int at = i * PIXELS;
            assertThat(Arrays.equals(one, at, at + PIXELS, two, at, at + PIXELS)).as("image %d", i).isFalse();
        }
    }

    @Test
    void it_changes_nothing_how_many_threads_share_the_work() {
        byte[] oneByOne = new byte[DIGITS.data().length];
        Rng rng = new Rng(1);
        for (int i = 0; i < DIGITS.rows(); i++) {
            everything().apply(DIGITS, i, oneByOne, i * PIXELS, rng.split());
        }
        assertThat(everything().apply(DIGITS, new Rng(1)).data()).isEqualTo(oneByOne);
        assertThat(Kernels.alone(() -> everything().apply(DIGITS, new Rng(1)).data())).isEqualTo(oneByOne);
    }

    @Test
    void an_image_leaves_no_trace_in_the_next_one() {
        Augment augment = everything();
        byte[] alone = new byte[PIXELS];
        everything().apply(DIGITS, 5, alone, 0, new Rng(3));
        byte[] after = new byte[PIXELS];
        augment.apply(DIGITS, 8, after, 0, new Rng(4));
        augment.apply(DIGITS, 5, after, 0, new Rng(3));
        assertThat(after).isEqualTo(alone);
    }

    // ---- for training loops ----

    @Test
    void an_image_can_be_distorted_in_its_place_and_nothing_beside_it_changes() {
        ByteMatrix images = DIGITS.select(new int[] {1, 2, 3});
        byte[] expected = images.data().clone();
        everything().apply(DIGITS, 2, expected, PIXELS, new Rng(9));
        everything().apply(images, 1, images.data(), PIXELS, new Rng(9));
        assertThat(images.data()).isEqualTo(expected).isNotEqualTo(DIGITS.select(new int[] {1, 2, 3}).data());
    }

    @Test
    void one_image_after_another_makes_no_garbage() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Augment augment = everything();
        byte[] into = new byte[PIXELS];
        Rng rng = new Rng(1);
        augment.apply(DIGITS, 0, into, 0, rng);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            augment.apply(DIGITS, i, into, 0, rng);
        }
        // 64 bytes an image are StrictMath's: newer Javas compute sine and cosine in Java, with small arrays.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000 * 100);
    }

    @Test
    @Timeout(60)
    void an_interrupt_stops_the_work() throws Exception {
        FutureTask<Void> work = new FutureTask<>(() -> {
            while (true) {
                everything().apply(DIGITS, new Rng(1));
            }
        });
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        Thread.sleep(50);
        thread.interrupt();
        assertThatThrownBy(work::get).hasCauseInstanceOf(CancellationException.class)
            .hasRootCauseMessage("distorting 1000 images was stopped");
    }

    @Test
    void images_of_any_size() {
        ByteMatrix wide = new ByteMatrix(2, 3 * 50, new byte[300]);
        Arrays.fill(wide.data(), (byte) 200);
        byte[] distorted = new Augment(50, 3).shift(1).rotate(5).elastic(3, 10).apply(wide, new Rng(1)).data();
        assertThat(distorted).isNotEqualTo(wide.data()).contains((byte) 200);
        byte[] single = {(byte) 77};
        assertThat(new Augment(1, 1).rotate(180).apply(new ByteMatrix(1, 1, single), new Rng(1)).data()).isEqualTo(single);
        assertThat(everything().apply(new ByteMatrix(0, PIXELS, new byte[0]), new Rng(1)).rows()).isZero();
    }

    // ---- errors that teach ----

    @Test
    void bad_settings_are_explained() {
        Augment augment = new Augment(28, 20);
        assertThatIllegalArgumentException().isThrownBy(() -> augment.shift(-1))
            .withMessage("shift: expected from 0.0 to 28.0 pixels, found -1.0.");
        assertThatIllegalArgumentException().isThrownBy(() -> augment.shift(Double.NaN)).withMessageEndingWith("found NaN.");
        assertThatIllegalArgumentException().isThrownBy(() -> augment.rotate(181))
            .withMessage("rotate: expected from 0.0 to 180.0 degrees, found 181.0.");
        assertThatIllegalArgumentException().isThrownBy(() -> augment.scale(15))
            .withMessage("scale: expected from 0.0 to 0.9 (0.15 means from 85 % to 115 %), found 15.0.");
        assertThatIllegalArgumentException().isThrownBy(() -> augment.shear(15)).withMessageStartingWith("shear: expected");
        assertThatIllegalArgumentException().isThrownBy(() -> augment.elastic(0, 34))
            .withMessage("elastic: expected from 0.3 to 28.0 pixels as sigma, found 0.0.");
        assertThatIllegalArgumentException().isThrownBy(() -> augment.elastic(4, Double.POSITIVE_INFINITY))
            .withMessage("elastic: expected from 0.0 to 10000.0 as alpha, found Infinity.");
        assertThatIllegalArgumentException().isThrownBy(() -> new Augment(0, 28))
            .withMessage("Augment: expected images of at least 1×1 pixels, found 0×28.");
    }

    @Test
    void images_of_another_size_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Augment(28, 20).apply(DIGITS, new Rng(1)))
            .withMessage("Augment: images of 28×20 pixels need 560 columns, found a table of 1000×784.");
        byte[] into = new byte[PIXELS];
        assertThatThrownBy(() -> everything().apply(DIGITS, 1000, into, 0, new Rng(1)))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> everything().apply(DIGITS, 0, into, 1, new Rng(1)))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(into).containsOnly(0);
    }

    private static Augment everything() {
        return new Augment(28, 28).shift(1).rotate(10).scale(0.1).shear(0.1).elastic(5, 30);
    }

    /** What {@code measured} says of 2,000 distortions of one image, sorted. */
    private static double[] measure(Augment augment, ByteMatrix image, ToDoubleFunction<byte[]> measured) {
        double[] values = new double[2000];
        byte[] distorted = new byte[PIXELS];
        for (int i = 0; i < values.length; i++) {
            augment.apply(image, 0, distorted, 0, new Rng(i));
            values[i] = measured.applyAsDouble(distorted);
        }
        Arrays.sort(values);
        return values;
    }

    private static ByteMatrix dot(int x, int y) {
        byte[] pixels = new byte[PIXELS];
        pixels[y * 28 + x] = (byte) 255;
        return new ByteMatrix(1, PIXELS, pixels);
    }

    private static double centre(byte[] image, boolean across) {
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < image.length; i++) {
            mass += image[i] & 0xFF;
            moment += (image[i] & 0xFF) * (across ? i % 28 : i / 28);
        }
        return moment / mass;
    }

    private static double ink(ByteMatrix images) {
        long sum = 0;
        for (byte pixel : images.data()) {
            sum += pixel & 0xFF;
        }
        return sum;
    }
}
