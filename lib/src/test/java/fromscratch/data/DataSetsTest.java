package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** With a data folder that holds nothing or three images: no other is looked into, and nothing is downloaded. */
class DataSetsTest {
    @TempDir
    Path temp;

    @AfterEach
    void backToTheSettings() {
        DataSets.lookInto(null);
    }

    @Test
    void built_in_digits_if_mnist_cannot_be_had() {
        lookIntoTemp();
        TrainTest digits = DataSets.digits();
        assertThat(digits.train()).hasToString("built-in digits: 20,000 images of 28×28, 10 classes");
        assertThat(digits.train().countByClass()).containsOnly(2000);
        assertThat(digits.test().countByClass()).containsOnly(400);
        assertThat(digits.test().classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(DataSets.whyBuiltIn().orElseThrow()).contains("mnist is not in", "FROMSCRATCH_OFFLINE is 1");
        assertThat(DataSets.builtInDigits()).as("drawn once, then shared").isSameAs(digits);
    }

    @Test
    void mnist_if_it_is_there() throws IOException {
        putThreeImages("mnist");
        assertThat(DataSets.digits().train().labels()).containsExactly(0, 1);
        assertThat(DataSets.digits().test().labels()).containsExactly(9);
        assertThat(DataSets.whyBuiltIn()).isEmpty();
        assertThat(DataSets.mnist()).as("loaded once, then shared").isSameAs(DataSets.digits());
    }

    @Test
    void fashion_mnist_knows_the_names_of_clothes() throws IOException {
        putThreeImages("fashion-mnist");
        Dataset clothes = DataSets.fashionMnist().test();
        assertThat(clothes.className(clothes.label(0))).isEqualTo("Ankle boot");
    }

    @Test
    void clothes_are_the_best_that_can_be_had() throws IOException {
        lookIntoTemp();
        assertThat(DataSets.clothes()).isSameAs(DataSets.builtInDigits());
        assertThat(DataSets.whyNotAllClothes().orElseThrow()).contains("fashion-mnist is not in", "FROMSCRATCH_OFFLINE is 1");

        putThreeImages("fashion-mnist-sample");
        assertThat(DataSets.clothes().train()).hasToString("fashion-mnist-sample: 2 images of 3×2, 10 classes");
        assertThat(DataSets.clothes().test().className(9)).isEqualTo("Ankle boot");
        assertThat(DataSets.whyNotAllClothes()).isPresent();

        putThreeImages("fashion-mnist");
        assertThat(DataSets.clothes()).isSameAs(DataSets.fashionMnist());
        assertThat(DataSets.whyNotAllClothes()).isEmpty();
    }

    @Test
    void a_sample_that_is_not_there_is_not_looked_for_on_the_network() {
        DataSets.lookInto(new DataFolders(null, temp, false));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> DataSets.named("fashion-mnist-sample"))
            .withMessageContaining("is nowhere to be downloaded from. Choose another data set");
    }

    @Test
    void who_interrupts_a_download_wants_no_other_digits_instead() {
        lookIntoTemp();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(DataSets::digits);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(DataSets::clothes);
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    @Test
    void without_a_folder_that_can_be_written_there_are_the_built_in_digits() throws IOException {
        DataSets.lookInto(new DataFolders(null, Files.createFile(temp.resolve("data")), false));
        assertThat(DataSets.digits()).isSameAs(DataSets.builtInDigits());
        assertThat(DataSets.whyBuiltIn().orElseThrow()).contains("could not be written into data/mnist (", "See that you may write there");
        assertThat(DataSets.clothes()).isSameAs(DataSets.builtInDigits());
        assertThat(DataSets.whyNotAllClothes().orElseThrow()).contains("could not be written into data/fashion-mnist (");
    }

    @Test
    void a_damaged_file_is_named_with_what_to_do_and_there_are_the_built_in_digits() throws IOException {
        putThreeImages("mnist");
        Path damaged = temp.resolve("mnist/train-images-idx3-ubyte.gz");
        byte[] whole = Files.readAllBytes(damaged);
        Files.write(damaged, Arrays.copyOf(whole, whole.length - 12));
        assertThat(DataSets.digits()).isSameAs(DataSets.builtInDigits());
        assertThat(DataSets.whyBuiltIn().orElseThrow())
            .startsWith(damaged + " is cut off").endsWith("Get it again. Or delete that file: then it is downloaded again.");
        Files.write(damaged, whole);
        assertThat(DataSets.whyBuiltIn()).isEmpty();
    }

    @Test
    void no_room_for_temporary_files_is_said_with_what_to_do() throws IOException {
        putThreeImages("mnist");
        String usual = System.setProperty("java.io.tmpdir", temp.resolve("nowhere").toString());
        try {
            assertThatExceptionOfType(DataException.class).isThrownBy(() -> DataSets.idxFile("t10k-labels-idx1-ubyte"))
                .withMessageContainingAll("nowhere", "there is no such file", "-Djava.io.tmpdir=FOLDER");
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
    }

    /** Who puts the files there by hand finds in it where to get them, and how to see that they are whole. */
    @Test
    void data_readme_says_where_everything_is_downloaded_from_and_its_checksums() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("fromscratch.data", "../data"), "README.md"));
        for (DataFolders.Published set : List.of(DataSets.PUBLISHED_MNIST, DataSets.PUBLISHED_FASHION_MNIST)) {
            assertThat(set.mirrors()).hasSizeGreaterThan(1).allSatisfy(mirror -> {
                assertThat(mirror).hasScheme("https");
                assertThat(readme).contains(mirror.toString());
            });
            assertThat(set.items()).hasSize(4).allSatisfy(item ->
                assertThat(readme).containsPattern("`" + DataFolders.withoutGz(item.file()) + "(\\.gz)?` .*`" + item.expected() + "`"));
        }
    }

    @Test
    void unknown_name() {
        assertThatIllegalArgumentException().isThrownBy(() -> DataSets.named("minst"))
            .withMessageContainingAll("minst", "\"mnist\"", "\"fashion-mnist\"", "\"fashion-mnist-sample\"", "\"built-in digits\"");
        assertThatIllegalArgumentException().isThrownBy(() -> DataSets.idxFile("train-images"))
            .withMessageContaining("t10k-labels-idx1-ubyte");
    }

    @Test
    void idx_files_hold_the_digits() throws IOException {
        putThreeImages("mnist");
        assertThat(Idx.readLabels(DataSets.idxFile("train-labels-idx1-ubyte"))).containsExactly(0, 1);
        assertThat(Idx.readLabels(DataSets.idxFile("t10k-labels-idx1-ubyte"))).containsExactly(9);
        Idx.Images images = Idx.readImages(DataSets.idxFile("train-images-idx3-ubyte"));
        assertThat(images.pixels().data()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(images.width()).isEqualTo(3);
        assertThat(Idx.readImages(DataSets.idxFile("t10k-images-idx3-ubyte")).pixels().data()).containsOnly(0);
    }

    @Test
    void says_on_the_terminal_where_mnist_is() throws IOException {
        putThreeImages("mnist");
        assertThat(printed("--which", "digits")).containsExactly("MNIST is in " + temp.resolve("mnist") + ".", "mnist");
    }

    @Test
    void says_on_the_terminal_what_is_used_instead() {
        lookIntoTemp();
        assertThat(printed()).singleElement().asString()
            .startsWith("The data set mnist is not in").endsWith("Until then the built-in digits are used.");
        assertThat(printed("--which", "digits")).hasSize(2).endsWith("built-in digits");
    }

    @Test
    void says_on_the_terminal_which_clothes_there_are() throws IOException {
        putThreeImages("fashion-mnist-sample");
        assertThat(printed("--which", "clothes")).hasSize(2).endsWith("fashion-mnist-sample")
            .first().asString().startsWith("The data set fashion-mnist is not in");
        putThreeImages("fashion-mnist");
        assertThat(printed("--which", "clothes")).containsExactly("fashion-mnist");
    }

    private void lookIntoTemp() {
        DataSets.lookInto(new DataFolders(null, temp, true));
    }

    /** Images of 3×2: two to learn from, 0 and 1, and one to test with, 9. */
    private void putThreeImages(String dataSet) throws IOException {
        Path folder = Files.createDirectory(temp.resolve(dataSet));
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Idx.writeImages(folder.resolve("train-images-idx3-ubyte.gz"), new ByteMatrix(2, 6, pixels), 3, 2);
        Idx.writeLabels(folder.resolve("train-labels-idx1-ubyte.gz"), new int[] {0, 1});
        Idx.writeImages(folder.resolve("t10k-images-idx3-ubyte"), new ByteMatrix(1, 6, new byte[6]), 3, 2);
        Idx.writeLabels(folder.resolve("t10k-labels-idx1-ubyte"), new int[] {9});
        lookIntoTemp();
    }

    private static List<String> printed(String... args) {
        PrintStream terminal = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            DataSets.main(args);
        } finally {
            System.setOut(terminal);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
