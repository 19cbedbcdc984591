package fromscratch.data;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvTest {
    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("digits.csv");
    }

    @Test
    void reads_label_first() throws IOException {
        Files.writeString(file, "7,0,1,2,255\n0,4,5,6,7\n");
        Dataset data = Csv.read(file);
        assertThat(data).hasToString("digits: 2 images of 2×2, 10 classes");
        assertThat(data.labels()).containsExactly(7, 0);
        assertThat(data.x().data()).containsExactly(0, 1, 2, 255, 4, 5, 6, 7);
    }

    @Test
    void header_blank_lines_quotes_and_byte_order_mark_do_no_harm() throws IOException {
        Files.writeString(file, "\uFEFFlabel,1x1,1x2,2x1,2x2\r\n\r\n7,0, 1 ,2,\"3\"\r\n");
        assertThat(Csv.read(file).x().data()).containsExactly(0, 1, 2, 3);
        Files.writeString(file, "\uFEFF7,0,1,2,3\n");
        assertThat(Csv.read(file).labels()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void line_ends_of_every_system_are_read(String end) throws IOException {
        for (String begin : List.of("", "\uFEFF", "label,a,b,c,d" + end, "\uFEFFlabel,a,b,c,d" + end)) {
            Files.writeString(file, begin + "7,0,1,2,255" + end + "0,4,5,6,7" + end);
            assertThat(Csv.read(file).labels()).containsExactly(7, 0);
            assertThat(Csv.read(file).x().data()).containsExactly(0, 1, 2, 255, 4, 5, 6, 7);
            Files.writeString(file, begin + "7,0,1,2,255" + end + "0,4,5,6");
            assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file))
                .withMessageContaining("Line " + (begin.contains("label") ? 3 : 2) + " of");
        }
    }

    @Test
    void first_line_may_be_blank() throws IOException {
        Files.writeString(file, "\n7,0,1,2,3\n");
        assertThat(Csv.read(file).x().data()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void image_of_one_pixel() throws IOException {
        Files.writeString(file, "7,255\n");
        assertThat(Csv.read(file)).hasToString("digits: 1 images of 1×1, 10 classes");
    }

    /** Found by fuzzing: to tablesaw the commas between quotation marks separate nothing. */
    @Test
    void quotation_marks_around_commas_are_refused() throws IOException {
        Files.writeString(file, "label,\"pixel,\"pl 0\"\n1,\"255\"\n");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file, 2, List.of("a", "b")))
            .withMessageContaining("Line 2").withMessageContaining("expected 3 values as in the first line, found 2");
        Files.writeString(file, "\"1,2\",3\n");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file, 2, List.of("a", "b")))
            .withMessageContaining("all values separated by commas");
    }

    @Test
    void writes_what_it_reads() throws IOException {
        Dataset data = SmallData.dataset(300);
        Csv.write(file, data);
        assertThat(Files.readAllLines(file)).hasSize(301)
            .startsWith("label,pixel0,pixel1,pixel2,pixel3,pixel4,pixel5", "0,0,1,2,3,4,5", "1,6,7,8,9,10,11");
        Dataset again = Csv.read(file, 3, List.of("a", "b", "c"));
        assertThat(again.x().data()).isEqualTo(data.x().data());
        assertThat(again.labels()).isEqualTo(data.labels());
        assertThat(again.height()).isEqualTo(2);
    }

    @Test
    void same_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Csv.write(file, SmallData.dataset(3));
            assertThat(Files.readString(file)).contains("2,12,13,14,15,16,17");
            assertThat(Csv.read(file, 3, List.of("a", "b", "c")).x().get(2, 5)).isEqualTo(17);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void missing_value() throws IOException {
        assertRefused("label,a,b,c,d\n1,2,3,4,5\n\n1,2,3,4\n", "Line 4 of", "expected 5 values", "found 4");
        assertRefused("1,2,3,4,5\n1,2,,4,5\n", "Line 2 of", "a pixel from 0 to 255", "found \"\" as value 3");
        assertRefused("1,2,3,4,5\n1,2,NA,4,5\n", "Line 2 of", "found \"NA\"");
    }

    @Test
    void too_many_values() throws IOException {
        assertRefused("1,2,3,4,5\n1,2,3,4,5,6\n", "Line 2 of", "expected 5 values", "found 6");
        assertRefused("1,2,3,4,5\n1,2,3,4,5,6,7,8,9\n", "Line 2 of", "expected 5 values", "found 9");
    }

    @Test
    void value_that_is_no_pixel() throws IOException {
        assertRefused("1,2,3,4,5\n1,2,x,4,5\n", "Line 2 of", "a pixel from 0 to 255", "found \"x\" as value 3");
        assertRefused("9,0,255,4,256\n", "Line 1 of", "found \"256\" as value 5");
        assertRefused("1,2,3,4,-1\n", "Line 1 of", "found \"-1\"");
        assertRefused("1,2.0,0.5,4,5\n", "Line 1 of", "found \"0.5\"", "whole numbers");
        assertRefused("1,2,3,4,99999999999\n", "Line 1 of", "found \"99999999999\"");
    }

    @Test
    void quotation_mark_that_is_not_closed() throws IOException {
        assertRefused("1,2,3,4,5\n1,\"2,3,4,5\n", "Could not read", "all values separated by commas");
    }

    @Test
    void label_that_is_no_class() throws IOException {
        assertRefused("1,2,3,4,5\n10,2,3,4,5\n", "Line 2 of", "a label from 0 to 9", "found \"10\" as value 1");
    }

    @Test
    void wrong_width() throws IOException {
        assertRefused("1,2,3,4\n", "square image", "found 4", "give the width");
        assertRefused("1;2;3;4;5\n", "found 1", "separated by commas");
        Files.writeString(file, "1,2,3,4,5\n");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file, 3, List.of("a", "b")))
            .withMessageContaining("rows of 3 pixels, found 5");
    }

    @Test
    void no_images_at_all() throws IOException {
        assertRefused("", "is empty");
        assertRefused("label,a,b,c,d\n", "has none");
    }

    @Test
    void files_that_cannot_be_read() throws IOException {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file))
            .withMessageContaining("there is no such file");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(folder))
            .withMessageContaining("found the folder");
        Files.write(file, "1,2,3,4,5".getBytes(StandardCharsets.UTF_16));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file)).withMessageContaining("UTF-8");
    }

    private void assertRefused(String content, String... parts) throws IOException {
        Files.writeString(file, content);
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> Csv.read(file))
            .satisfies(e -> assertThat(e.getMessage()).contains(parts).contains("digits.csv"));
    }
}
