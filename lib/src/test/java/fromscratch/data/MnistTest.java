package fromscratch.data;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

/** With MNIST itself, where it is on this machine. */
class MnistTest {
    @Test
    void mnist_is_as_published() {
        TrainTest mnist = mnistWithoutDownload();
        assertThat(mnist.train().countByClass())
            .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(mnist.test().countByClass()).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        assertThat(mnist.train().mean()).isCloseTo(0.1307, within(5e-5));
        assertThat(mnist.train().std()).isCloseTo(0.3081, within(5e-5));
    }

    /** MNIST's own images went through what {@link MnistStyle} does, so it must find nothing left to do. */
    @Test
    void mnist_is_in_mnist_style() {
        byte[] pixels = mnistWithoutDownload().test().x().data();
        long unchanged = IntStream.range(0, 10_000).filter(i -> {
            byte[] image = Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784);
            return Arrays.equals(MnistStyle.centred(image, 28, 28), image);
        }).count();
        assertThat(unchanged).isGreaterThan(9000);
    }

    @Test
    void idx_file_is_mnists_own_unpacked() throws IOException {
        mnistWithoutDownload();
        Path file = DataSets.idxFile("t10k-labels-idx1-ubyte");
        assertThat(file).hasSize(10_008);
        assertThat(Download.Checksum.SHA256_OF_CONTENT.of(file))
            .isEqualTo("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
        assertThat(DataSets.whyBuiltIn()).isEmpty();
    }

    private static TrainTest mnistWithoutDownload() {
        String named = System.getenv("FROMSCRATCH_DATA");
        for (Path folder : List.of(Path.of(named == null ? "" : named), Path.of(System.getProperty("fromscratch.data", "data")))) {
            if (DataFolders.file(folder.resolve("mnist"), "train-images-idx3-ubyte").toFile().exists()) {
                return DataSets.read("mnist", folder.resolve("mnist"),
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList());
            }
        }
        return abort("MNIST is not on this machine: set FROMSCRATCH_DATA to a folder that holds mnist/");
    }
}
