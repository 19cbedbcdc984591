package fromscratch.fuzz;

import com.sun.management.ThreadMXBean;
import fromscratch.data.Csv;
import fromscratch.data.DataException;
import fromscratch.data.Idx;
import fromscratch.data.ImageFolder;
import fromscratch.eval.TrialLog;
import fromscratch.nn.ModelFileException;
import fromscratch.nn.Network;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Files that were made to do harm, and what the readers do with them. The fuzz tests look for others. */
class ForeignBytesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MEGABYTE = 1 << 20;
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    @TempDir
    Path folder;

    // ---- no allocation larger than the file justifies ----

    @Test
    void a_hundred_bytes_that_claim_10_to_the_12_items_are_refused() throws IOException {
        Path idx = Files.write(folder.resolve("images"),
            ByteBuffer.allocate(100).putInt(0x803).putInt(1_000_000).putInt(1000).putInt(1000).array());
        assertRefusedWithin(1, () -> Idx.readImages(idx), "claims 1000000 images of 1000×1000", "2 GB");

        Path png = Files.write(folder.resolve("a.png"), png(1_000_000, 1_000_000, new byte[20]));
        assertThat(Files.size(png)).isLessThan(110);
        assertRefusedWithin(1, () -> ImageFolder.readImage(png), "1000000×1000000 pixels", "at most 64 million");

        Path model = Files.write(folder.resolve("model.safetensors"),
            safetensors("{'w':{'dtype':'F32','shape':[1000000,1000000],'data_offsets':[0,8]}}", new byte[8]));
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Network.load(model))
            .withMessageContaining("table w of 1000000×1000000 floats is said to stand in bytes 0 to 8 of 8");
    }

    @Test
    void a_picture_that_claims_more_pixels_than_its_bytes_can_hold_is_refused() throws IOException {
        Path png = Files.write(folder.resolve("a.png"), png(7000, 7000, new byte[1000]));
        assertRefusedWithin(1, () -> ImageFolder.readImage(png), "7000×7000 pixels", "Scale it down");
    }

    @Test
    void an_honest_picture_of_one_colour_and_four_million_pixels_is_read() throws IOException {
        BufferedImage image = new BufferedImage(2500, 1600, BufferedImage.TYPE_BYTE_BINARY);
        image.getRaster().setSample(1250, 800, 0, 1);
        for (int x = 1000; x < 1500; x++) {
            for (int y = 300; y < 1300; y++) {
                image.getRaster().setSample(x, y, 0, 1);
            }
        }
        Path file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        assertThat(Files.size(file)).as("shorter than a thousandth of its pixels").isLessThan(4000);
        assertThat(ImageFolder.readImage(file).max()).isEqualTo(1);
    }

    @Test
    void tables_that_claim_the_same_bytes_are_refused() throws IOException {
        String tables = IntStream.range(0, 2000).mapToObj(i -> "'t" + i + "':{'dtype':'F32','shape':[1,250000],'data_offsets':[0,1000000]}")
            .collect(Collectors.joining(",", "{", "}"));
        Path model = Files.write(folder.resolve("model.safetensors"), safetensors(tables, new byte[1_000_000]));
        assertAllocatesWithin(20, () -> assertThatExceptionOfType(ModelFileException.class)
            .isThrownBy(() -> Network.load(model)).withMessageContaining("is said to start at byte 0, but 1000000"));
    }

    @Test
    void bytes_that_no_table_claims_are_refused() throws IOException {
        Path model = Files.write(folder.resolve("model.safetensors"), safetensors("{}", new byte[8]));
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Network.load(model))
            .withMessageContaining("its tables are said to end at byte 0 of 8");
    }

    @Test
    void a_header_of_megabytes_is_refused_when_reading_and_not_written_either() throws IOException {
        Path model = Files.write(folder.resolve("model.safetensors"), safetensors("{" + " ".repeat(2 * MEGABYTE) + "}", new byte[0]));
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Network.load(model))
            .withMessageContaining("expected at most 1048576");
        Path saved = folder.resolve("saved.safetensors");
        assertThatExceptionOfType(ModelFileException.class)
            .isThrownBy(() -> Seeds.small().save(saved, Map.of("note", "x".repeat(MEGABYTE))))
            .withMessageContaining("Keep long notes in a file of their own");
        assertThat(saved).doesNotExist();
    }

    @Test
    void a_line_of_commas_is_refused() throws IOException {
        Path csv = Files.writeString(folder.resolve("digits.csv"), ",".repeat(MEGABYTE) + "\n");
        assertRefusedWithin(16, () -> Csv.read(csv), "at most 16384 pixels", "found 1048577 values");
        Path second = Files.writeString(folder.resolve("second.csv"), "1,2\n" + ",".repeat(MEGABYTE) + "\n");
        assertRefusedWithin(64, () -> Csv.read(second), "Line 2", "expected 2 values as in the first line, found 1048577");
    }

    // ---- messages ----

    @Test
    void a_message_quotes_no_pages() throws IOException {
        Path csv = Files.writeString(folder.resolve("digits.csv"), "1," + "x".repeat(3000) + "\n");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(csv))
            .satisfies(e -> assertThat(e.getMessage()).contains("…", "as value 2").hasSizeLessThan(500));
        Path model = Files.write(folder.resolve("model.safetensors"), Seeds.network("x".repeat(100_000), ""));
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Network.load(model))
            .satisfies(e -> assertThat(e.getMessage()).contains(" … ").endsWith("relu, sigmoid and tanh").hasSizeLessThan(2100));
        Path log = Files.writeString(folder.resolve("trials.csv"), TrialLogFuzzTest.HEADER + "x".repeat(3000) + "\n");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrialLog(log).read())
            .satisfies(e -> assertThat(e.getMessage()).contains("is damaged").hasSizeLessThan(600));
    }

    @Test
    void an_architecture_of_blanks_is_refused() throws IOException {
        Path model = Files.write(folder.resolve("model.safetensors"), Seeds.network(" ", ""));
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Network.load(model))
            .withMessageContaining("a layer \" \", which is not known here");
    }

    // ---- no decompression bomb ----

    @Test
    void a_gzipped_file_that_unpacks_to_a_thousand_times_its_length_is_refused() throws IOException {
        Path bomb = folder.resolve("images.gz");
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(bomb))))) {
            out.writeInt(0x803);
            out.writeInt(2000);
            out.writeInt(1000);
            out.writeInt(1000);
            zeros(out, 200 * MEGABYTE);
        }
        assertThat(Files.size(bomb)).isLessThan(MEGABYTE);
        assertRefusedWithin(300, () -> Idx.readImages(bomb), "unpacks to more than 67,108,864", "gunzip");
    }

    @Test
    void notes_in_a_picture_are_not_unpacked() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(new byte[] {'n', 'o', 't', 'e', 0, 0});
        try (OutputStream packed = new DeflaterOutputStream(text)) {
            zeros(packed, 200 * MEGABYTE);
        }
        byte[] sound = Seeds.picture(5);
        int behindHeader = PNG_SIGNATURE.length + 12 + 13;
        byte[] chunk = chunk("zTXt", text.toByteArray());
        Path file = Files.write(folder.resolve("a.png"), ByteBuffer.allocate(sound.length + chunk.length)
            .put(sound, 0, behindHeader).put(chunk).put(sound, behindHeader, sound.length - behindHeader).array());
        assertAllocatesWithin(2, () -> assertThat(ImageFolder.readImage(file)).isEqualTo(
            ImageFolder.readImage(Files.write(folder.resolve("sound.png"), sound))));
    }

    /** Each goes over the whole picture again, for 20 bytes. */
    @Test
    void a_picture_of_thousands_of_scans_is_refused() throws IOException {
        byte[] sound = Seeds.pictures().filter(bytes -> (bytes[0] & 0xFF) == 0xFF).reduce((first, last) -> last).orElseThrow();
        int lastScan = sound.length - 2;   // before the two bytes that end the file
        while ((sound[lastScan] & 0xFF) != 0xFF || (sound[lastScan + 1] & 0xFF) != 0xDA) {
            lastScan--;
        }
        byte[] scan = Arrays.copyOfRange(sound, lastScan, sound.length - 2);
        ByteBuffer bytes = ByteBuffer.allocate(sound.length + 2000 * scan.length).put(sound, 0, sound.length - 2);
        for (int i = 0; i < 2000; i++) {
            bytes.put(scan);
        }
        Path file = Files.write(folder.resolve("a.jpg"), bytes.put((byte) 0xFF).put((byte) 0xD9).array());
        assertRefusedWithin(1, () -> ImageFolder.readImage(file), "more than 1000");
    }

    @Test
    void only_the_decoders_of_png_and_jpeg_are_used() throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(4, 4, 0xFFFFFF);
        for (String format : List.of("gif", "bmp", "tiff")) {
            Path file = folder.resolve(format + ".png");
            ImageIO.write(image, format, file.toFile());
            assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.readImage(file))
                .withMessageContaining("neither. Save it as PNG");
        }
    }

    // ---- no path outside of the given folder ----

    @Test
    void a_link_that_leads_out_of_a_folder_is_refused() throws IOException {
        Path secret = Files.write(folder.resolve("secret.png"), Seeds.picture(5));
        Path digits = Files.createDirectories(folder.resolve("digits/0")).getParent();
        Path link = link(digits.resolve("0/a.png"), secret);
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.read(digits))
            .withMessageContaining("is a link to").withMessageContaining("secret.png");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.pictures(link.getParent()))
            .withMessageContaining("is a link to");
    }

    @Test
    void a_class_folder_that_is_a_link_to_elsewhere_is_refused() throws IOException {
        Files.write(Files.createDirectory(folder.resolve("elsewhere")).resolve("a.png"), Seeds.picture(5));
        Path digits = Files.createDirectory(folder.resolve("digits"));
        link(digits.resolve("0"), Path.of("../elsewhere"));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.read(digits))
            .withMessageContaining("is a link to");
    }

    @Test
    void a_link_within_a_folder_and_a_link_to_the_folder_itself_are_read() throws IOException {
        Path digits = Files.createDirectories(folder.resolve("digits/0")).getParent();
        Files.write(digits.resolve("0/a.png"), Seeds.picture(5));
        link(digits.resolve("0/b.png"), Path.of("a.png"));
        Path link = link(folder.resolve("link"), digits);
        assertThat(ImageFolder.read(link).size()).isEqualTo(2);
    }

    @Test
    void a_link_that_leads_nowhere_or_in_a_circle_is_refused() throws IOException {
        Path digits = Files.createDirectories(folder.resolve("digits/0")).getParent();
        link(digits.resolve("0/a.png"), Path.of("nowhere"));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.read(digits))
            .withMessageContaining("there is no such file").withMessageContaining("delete it");
        Files.delete(digits.resolve("0/a.png"));
        link(digits.resolve("0/a.png"), Path.of("a.png"));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.read(digits));
    }

    // ---- tools ----

    /** On Windows not everybody may make links. */
    private static Path link(Path link, Path target) throws IOException {
        try {
            return Files.createSymbolicLink(link, target);
        } catch (FileSystemException | UnsupportedOperationException e) {
            throw new TestAbortedException("no links can be made here: " + e);
        }
    }

    private static void assertRefusedWithin(int megabytes, ThrowingCallable reading, String... parts) {
        assertAllocatesWithin(megabytes, () -> assertThatExceptionOfType(DataException.class).isThrownBy(reading)
            .satisfies(e -> assertThat(e.getMessage()).contains(parts)));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void assertAllocatesWithin(int megabytes, Step step) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            step.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).as("bytes allocated").isLessThan((long) megabytes * MEGABYTE);
    }

    private static void zeros(OutputStream out, int count) throws IOException {
        byte[] some = new byte[MEGABYTE];
        for (int written = 0; written < count; written += some.length) {
            out.write(some);
        }
    }

    /** A grey picture whose header claims this size. */
    private static byte[] png(int width, int height, byte[] packedPixels) throws IOException {
        byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 0, 0, 0, 0}).array();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(PNG_SIGNATURE);
        bytes.write(chunk("IHDR", header));
        bytes.write(chunk("IDAT", packedPixels));
        bytes.write(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length)
            .put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        CRC32 sum = new CRC32();
        sum.update(Arrays.copyOfRange(chunk.array(), 4, 8 + content.length));
        return chunk.putInt((int) sum.getValue()).array();
    }

    private static byte[] safetensors(String header, byte[] numbers) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length).put(json).put(numbers).array();
    }
}
