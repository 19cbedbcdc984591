package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ModelFileTest {
    @TempDir
    Path folder;

    private final Network network = Network.mlp(Sigmoid::new, new Rng(1), 6, 5, 3)
        .withPreprocessing(Preprocessing.standardisedPixels(0.1307, 0.3081));

    @Test
    void a_saved_network_comes_back_the_same() {
        Path file = folder.resolve("new folder/model.safetensors");
        network.save(file, Map.of("note", "trained on Ziffern → 98 %"));
        Network loaded = Network.load(file);
        Matrix x = Matrix.uniform(4, 6, 0, 1, new Rng(2));
        assertThat(loaded.outputs(x)).isEqualTo(network.outputs(x));
        assertThat(loaded.preprocessing()).isEqualTo(network.preprocessing());
        assertThat(loaded).hasToString(network.toString());
        assertThat(Network.notes(file)).containsOnly(Map.entry("note", "trained on Ziffern → 98 %"));
        assertThat(Safetensors.read(file).metadata()).containsEntry("note", "trained on Ziffern → 98 %")
            .containsEntry("architecture", "dense 6 5, sigmoid, dense 5 3");
        assertThat(file.getParent()).isDirectoryContaining(file::equals).satisfies(
            dir -> assertThat(dir.toFile().list()).as("nothing temporary is left").hasSize(1));
    }

    @Test
    void batch_normalisation_and_dropout_come_back_the_same() {
        Path file = folder.resolve("normalised.safetensors");
        Network normalised = new Network(new Dense(6, 5, new Rng(1)), new BatchNorm(5), new Relu(), new Dropout(0.25, new Rng(2)),
            new Dense(5, 4, new Rng(3)), new BatchNorm(4));
        Matrix x = Matrix.uniform(8, 6, 0, 1, new Rng(4));
        new Trainer(normalised, new SoftmaxCrossEntropy(), new Adam()).batchSize(4).epochs(3)
            .fit(x, new int[] {0, 1, 2, 3, 0, 1, 2, 3});
        normalised.save(file);
        assertThat(Safetensors.read(file).metadata()).containsEntry("architecture",
            "dense 6 5, batchnorm 5, relu, dropout 0.25, dense 5 4, batchnorm 4");
        assertThat(Safetensors.read(file).tensors()).containsKeys("batchnorm1.gamma", "batchnorm2.beta",
            "batchnorm1.running_mean", "batchnorm2.running_var");
        Network loaded = Network.load(file);
        assertThat(loaded.outputs(x)).isEqualTo(normalised.outputs(x));
        assertThat(loaded).hasToString(normalised.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "batchnorm 5 | batchnorm 6 | batchnorm1.gamma is 1×5",
        "batchnorm1.beta | batchnorm7.beta | the table batchnorm1.beta is missing",
        "batchnorm1.running_var\":{\"dtype\":\"F32\",\"shape\":[1,5] | batchnorm1.running_var\":{\"dtype\":\"F32\",\"shape\":[5,1]"
            + " | batchnorm1.running_var is 5×1; expected 1×5",
        "dropout 0.25 | dropout 1.5 | expected a rate of at least 0",
        "dropout 0.25 | dropout | expected a rate of at least 0",
    })
    void a_header_that_lies_about_them_is_refused(String before, String after, String message) throws Exception {
        Path file = folder.resolve("normalised.safetensors");
        new Network(new Dense(6, 5, new Rng(1)), new BatchNorm(5), new Dropout(0.25, new Rng(2))).save(file);
        replaceInHeader(file, before, after);
        assertThatThrownBy(() -> Network.load(file)).isInstanceOf(ModelFileException.class).hasMessageContaining(message);
    }

    @Test
    void the_file_is_what_the_format_says() throws Exception {
        Path file = save();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(bytes.array(), 8, header, StandardCharsets.UTF_8))
            .contains("\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[1,5],\"data_offsets\":[120,140]}");
        assertThat(bytes.getFloat(8 + header)).isEqualTo(network.parameters().get(0).value().get(0, 0));
        assertThat(bytes.capacity()).isEqualTo(8 + header + 4 * network.parameterCount());
    }

    @Test
    void half_the_bits_are_half_the_file_and_nearly_the_same_network() throws Exception {
        Path file = folder.resolve("half.safetensors");
        network.saveHalf(file, Map.of("note", "small"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong();
        assertThat(new String(bytes.array(), 8, header, StandardCharsets.UTF_8)).contains("\"note\":\"small\"")
            .contains("\"dense1.bias\":{\"dtype\":\"F16\",\"shape\":[1,5],\"data_offsets\":[60,70]}");
        assertThat(bytes.capacity()).isEqualTo(8 + header + 2 * network.parameterCount());

        Network loaded = Network.load(file);
        float weight = network.parameters().get(0).value().get(5, 4);
        assertThat(loaded.parameters().get(0).value().get(5, 4)).isEqualTo(Float16.toFloat(Float16.fromFloat(weight)))
            .isNotEqualTo(weight);
        Matrix x = Matrix.uniform(4, 6, 0, 1, new Rng(2));
        assertThat(loaded.outputs(x).maxDifference(network.outputs(x))).isGreaterThan(0).isLessThan(0.005f);
    }

    @Test
    void a_weight_too_large_for_16_bits_is_refused() {
        Path file = folder.resolve("large.safetensors");
        network.parameters().get(1).value().set(0, 2, -65504);
        network.saveHalf(file, Map.of());
        assertThat(Network.load(file).parameters().get(1).value().get(0, 2)).isEqualTo(-65504);
        for (float tooLarge : new float[] {-65505, 1e9f, Float.NaN}) {
            network.parameters().get(1).value().set(0, 2, tooLarge);
            assertThatThrownBy(() -> network.saveHalf(file, Map.of())).isInstanceOf(ModelFileException.class)
                .hasMessageContaining("dense1.bias").hasMessageContaining("65504");
        }
    }

    @Test
    void the_numbers_start_at_a_multiple_of_eight_bytes() throws Exception {
        for (int length = 0; length < 8; length++) {
            Path file = folder.resolve("aligned");
            new Safetensors(Map.of("x", Matrix.zeros(1, 1)), Map.of("note", "n".repeat(length))).write(file);
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int header = (int) bytes.getLong();
            assertThat(header % 8).isZero();
            assertThat(new String(bytes.array(), header, 8, StandardCharsets.UTF_8)).as("at most seven spaces").contains("}");
        }
    }

    @Test
    void tables_without_numbers_come_back_too() {
        Path file = folder.resolve("empty");
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        tensors.put("no rows", Matrix.zeros(0, 2));
        tensors.put("no columns", Matrix.zeros(2, 0));
        tensors.put("one", Matrix.zeros(1, 1));
        new Safetensors(tensors, Map.of()).write(file);
        assertThat(Safetensors.read(file).tensors()).isEqualTo(tensors);
    }

    @Test
    void the_shortest_file_of_all() throws Exception {
        Path file = Files.write(folder.resolve("shortest"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        assertThat(Safetensors.read(file)).isEqualTo(new Safetensors(Map.of(), Map.of()));
    }

    @Test
    void a_missing_or_cut_off_file_is_refused() throws Exception {
        assertThatThrownBy(() -> Network.load(folder.resolve("none.safetensors")))
            .isInstanceOf(ModelFileException.class).hasMessageContaining("there is no such file");
        Path file = save();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Network.load(file)).as(length + " bytes")
                .isInstanceOf(ModelFileException.class).hasMessageContaining("not a complete safetensors file");
        }
        assertThatThrownBy(() -> Network.load(file)).hasMessageContaining("is said to stand in bytes");
    }

    /** Headers that lie: each must end in the one documented exception. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"shape\":[6,5] | \"shape\":[6,6] | floats is said to stand in bytes",
        "\"shape\":[6,5] | \"shape\":[1000000000000,5] | floats is said to stand in bytes",
        "\"shape\":[6,5] | \"shape\":[-6,-5] | floats is said to stand in bytes",
        "\"shape\":[6,5] | \"shape\":[30] | with 1 dimensions",
        "\"dtype\":\"F32\" | \"dtype\":\"F64\" | is F64",
        "\"dtype\":\"F32\" | \"dtype\":\"F16\" | floats is said to stand in bytes",
        "\"shape\":[6,5] | \"shape\":\"6,5\" | its header does not say",
        "\"shape\":[6,5], | '' | its header does not say",
        "\"data_offsets\":[0,120] | \"data_offsets\":[0] | its header does not say",
        "{\"__metadata__\" | [\"__metadata__\" | its header is not JSON",
        "dense 6 5, sigmoid | dense 5 6, sigmoid | its architecture says \"dense 5 6\"",
        "dense 6 5, sigmoid | dense 6 5, softsign | a layer \"softsign\"",
        "dense 6 5, sigmoid, dense 5 3 | dense 6 5, sigmoid | needs 2 tables of weights",
        "\"architecture\" | \"arch\" | has no \"architecture\"",
        "mean 0.1307 | mean zero | its preprocessing",
        "dense2.bias | dense7.bias | the table dense2.bias is missing",
    })
    void a_header_that_lies_is_refused(String before, String after, String message) throws Exception {
        Path file = save();
        replaceInHeader(file, before, after);
        assertThatThrownBy(() -> Network.load(file)).isInstanceOf(ModelFileException.class).hasMessageContaining(message);
    }

    @Test
    void weights_of_another_shape_are_refused() {
        Path file = folder.resolve("other.safetensors");
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        tensors.put("dense1.weight", Matrix.zeros(784, 100));
        tensors.put("dense1.bias", Matrix.zeros(1, 100));
        new Safetensors(tensors, Map.of("architecture", "dense 784 128", "preprocessing",
            "lowest 0.0, highest 1.0, mean 0.0, standardDeviation 1.0")).write(file);
        assertThatThrownBy(() -> Network.load(file)).isInstanceOf(ModelFileException.class)
            .hasMessageContaining("its architecture says \"dense 784 128\", but dense1.weight is 784×100")
            .hasMessageContaining("expected 784×128 and 1×128");
    }

    /** Map.of has another order in each run; the same network must give the same file. */
    @Test
    void notes_are_sorted() {
        Path file = folder.resolve("notes.safetensors");
        network.save(file, Map.of("c", "3", "a", "1", "d", "4", "b", "2"));
        assertThat(Safetensors.read(file).metadata().keySet())
            .containsExactly("a", "b", "c", "d", "architecture", "preprocessing");
    }

    @Test
    void a_layer_that_could_not_be_loaded_is_not_saved() {
        Activation square = new Activation() {
            @Override
            protected double value(double z) {
                return z * z;
            }

            @Override
            protected float slope(float a) {
                return 2 * (float) Math.sqrt(a);
            }
        };
        Path file = folder.resolve("own.safetensors");
        assertThatThrownBy(() -> new Network(new Dense(2, 2, new Rng(1)), square).save(file))
            .isInstanceOf(ModelFileException.class).hasMessageContaining("cannot be saved");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_saved_file_can_be_read_by_whom_any_other_file_can() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "a file system without such permissions");
        Path other = Files.writeString(folder.resolve("other"), "");
        assertThat(Files.getPosixFilePermissions(save())).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void what_cannot_be_written_is_said_and_the_old_file_stays() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> network.save(notAFolder.resolve("model.safetensors")))
            .isInstanceOf(ModelFileException.class).hasMessageContaining("could not be saved");
        assertThat(notAFolder).hasContent("old");
    }

    @Test
    void a_file_that_cannot_be_moved_into_place_leaves_nothing_behind() throws Exception {
        Path inTheWay = Files.createDirectories(folder.resolve("model/not empty")).getParent();
        assertThatThrownBy(() -> network.save(inTheWay)).isInstanceOf(ModelFileException.class);
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    private Path save() {
        Path file = folder.resolve("model.safetensors");
        network.save(file);
        return file;
    }

    private static void replaceInHeader(Path file, String before, String after) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        assertThat(header).contains(before);
        byte[] changed = header.replaceFirst(java.util.regex.Pattern.quote(before), after == null ? "" : after)
            .getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(8 + changed.length + bytes.capacity() - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(changed.length).put(changed).put(bytes.array(), 8 + length, bytes.capacity() - 8 - length);
        Files.write(file, out.array());
    }
}
