package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdxTest {
    /** Two images, 3 wide and 2 high, as the format's description has them, byte by byte. */
    private static final byte[] TWO_IMAGES = {
        0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3,
        1, 2, 3, 4, 5, 6,
        7, 8, 9, 10, 11, (byte) 255};
    private static final byte[] TWO_LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 7, (byte) 255};

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("file");
    }

    @Test
    void reads_images() throws IOException {
        Files.write(file, TWO_IMAGES);
        assertTwoImages(Idx.readImages(file));
    }

    @Test
    void sees_gzip_from_the_content_not_the_name() throws IOException {
        Files.write(file, gzipped(TWO_IMAGES));
        assertTwoImages(Idx.readImages(file));
    }

    private static void assertTwoImages(Idx.Images images) {
        assertThat(images.width()).isEqualTo(3);
        assertThat(images.height()).isEqualTo(2);
        assertThat(images.pixels().rows()).isEqualTo(2);
        assertThat(images.pixels().data()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255);
    }

    @Test
    void reads_labels_as_unsigned_bytes() throws IOException {
        Files.write(file, TWO_LABELS);
        assertThat(Idx.readLabels(file)).containsExactly(7, 255);
    }

    @Test
    void writes_what_the_formats_description_says() throws IOException {
        Idx.writeImages(file, new ByteMatrix(2, 6, Arrays.copyOfRange(TWO_IMAGES, 16, 28)), 3, 2);
        assertThat(file).hasBinaryContent(TWO_IMAGES);
        Idx.writeLabels(file, new int[] {7, 255});
        assertThat(file).hasBinaryContent(TWO_LABELS);
    }

    @Test
    void gzips_if_the_name_ends_in_gz() throws IOException {
        Path zipped = folder.resolve("labels.gz");
        Idx.writeLabels(zipped, new int[] {7, 200});
        assertThat(Files.readAllBytes(zipped)).startsWith(0x1F, 0x8B);
        assertThat(Idx.readLabels(zipped)).containsExactly(7, 200);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void long_content_behind_a_tiny_gzip_file_is_read_whole() throws IOException {
        byte[] allOnes = new byte[16 + 100 * 10_000];   // compresses 1000 times, so the first guess is far too small
        Arrays.fill(allOnes, (byte) 1);
        ByteBuffer.wrap(allOnes).putInt(0x803).putInt(100).putInt(100).putInt(100);
        Files.write(file, gzipped(allOnes));
        assertThat(Idx.readImages(file).pixels().data()).hasSize(1_000_000).containsOnly(1);
    }

    @Test
    void missing_file() {
        assertImagesRefused("There is no file", "file", "download");
    }

    @Test
    void folder_instead_of_a_file() throws IOException {
        Files.createDirectory(file);
        assertImagesRefused("Expected an IDX file, found the folder");
    }

    @Test
    void empty_file() throws IOException {
        Files.write(file, new byte[0]);
        assertImagesRefused("is empty");
    }

    @Test
    void labels_where_images_were_expected() throws IOException {
        Files.write(file, TWO_LABELS);
        assertImagesRefused("Expected an IDX file of images (magic number 0x00000803)", "found a file of labels (0x00000801)");
    }

    @Test
    void images_where_labels_were_expected() throws IOException {
        Files.write(file, TWO_IMAGES);
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Idx.readLabels(file))
            .withMessageContaining("Expected an IDX file of labels").withMessageContaining("found a file of images");
    }

    @Test
    void error_page_instead_of_data() throws IOException {
        Files.writeString(file, "<!DOCTYPE html>");
        assertImagesRefused("text that starts with \"<!DO\"", "error page");
    }

    @Test
    void other_contents() throws IOException {
        Files.writeString(file, "PK\u0003\u0004 and so on");
        assertImagesRefused("ZIP archive");
        Files.write(file, new byte[] {0, 0, 0x0D, 2, 0});
        assertImagesRefused("another kind of content (0x00000D02)");
        Files.write(file, new byte[] {1, 2, 3, 4});
        assertImagesRefused("not IDX");
    }

    @Test
    void cut_off_in_the_header() throws IOException {
        Files.write(file, Arrays.copyOf(TWO_IMAGES, 10));
        assertImagesRefused("cut off", "header");
    }

    @Test
    void cut_off_in_the_pixels() throws IOException {
        Files.write(file, Arrays.copyOf(TWO_IMAGES, 25));
        assertImagesRefused("cut off", "claims 2 images of 2×3, that is 12 bytes", "only 9 follow");
    }

    @Test
    void longer_than_its_header_says() throws IOException {
        Files.write(file, Arrays.copyOf(TWO_IMAGES, 29));
        assertImagesRefused("longer than its header says", "12 bytes");
    }

    @Test
    void gzip_cut_off() throws IOException {
        byte[] zipped = gzipped(TWO_IMAGES);
        Files.write(file, Arrays.copyOf(zipped, zipped.length - 12));
        assertImagesRefused("cut off", "gzipped");
    }

    @Test
    void gzip_with_a_wrong_byte() throws IOException {
        byte[] zipped = gzipped(TWO_IMAGES);
        zipped[zipped.length - 6] ^= 1;   // in the checksum
        Files.write(file, zipped);
        assertImagesRefused("damaged", "unpacked");
    }

    @Test
    void header_that_claims_all_that_an_array_can_hold_costs_no_memory() throws IOException {
        Files.write(file, ByteBuffer.allocate(16).putInt(0x803).putInt(Integer.MAX_VALUE - 8).putInt(1).putInt(1).array());
        assertImagesRefused("claims 2147483639 images", "only 0 follow");
    }

    @Test
    void header_whose_sizes_overflow() throws IOException {
        Files.write(file, ByteBuffer.allocate(16).putInt(0x803).putInt(1 << 16).putInt(1).putInt(1 << 16).array());
        assertImagesRefused("claims 65536 images of 1×65536", "2 GB");
        Files.write(file, ByteBuffer.allocate(16).putInt(0x803).putInt(-5).putInt(28).putInt(28).array());
        assertImagesRefused("claims -5 images");
    }

    @Test
    void another_number_of_labels_than_images() {
        Idx.writeImages(file, new ByteMatrix(2, 4, new byte[8]), 2, 2);
        Path labels = folder.resolve("labels");
        Idx.writeLabels(labels, new int[] {0, 1, 2});
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> Idx.readDataset("two", file, labels, List.of("a", "b", "c")))
            .withMessageContaining("found 2 images").withMessageContaining("3 labels");
    }

    @Test
    void label_that_is_no_class() {
        Idx.writeImages(file, new ByteMatrix(2, 4, new byte[8]), 2, 2);
        Path labels = folder.resolve("labels");
        Idx.writeLabels(labels, new int[] {0, 2});
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> Idx.readDataset("two", file, labels, List.of("a", "b")))
            .withMessageContaining("labels from 0 to 1, found 2 for image 1");
        Dataset read = Idx.readDataset("two", file, labels, List.of("a", "b", "c"));
        assertThat(read.className(read.label(1))).isEqualTo("c");
    }

    @Test
    void wrong_arguments_are_refused_before_writing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Idx.writeLabels(file, new int[] {256}));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Idx.writeImages(file, new ByteMatrix(1, 5, new byte[5]), 2, 2))
            .withMessageContaining("2×2 pixels need 4 columns, found 5");
        assertThat(file).doesNotExist();
    }

    private void assertImagesRefused(String... parts) {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Idx.readImages(file))
            .satisfies(e -> assertThat(e.getMessage()).contains(parts).contains(file.toString()));
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
