package fromscratch;

import fromscratch.data.Idx;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Heap;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.TooLittleMemoryException;
import fromscratch.nn.Adam;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Too small a heap is said before the work, with a number to set that is enough. */
class HeapTest {
    private static final Pattern ADVICE = Pattern.compile("-Dkernel\\.heap=(\\d+[mg]),.* java -Xmx(\\1) @digits");

    @TempDir
    Path folder;

    @Test
    void enough_memory_is_no_matter() {
        Heap.require(1 << 20, "a megabyte");
        Heap.require(0, "nothing");
    }

    @Test
    void too_much_is_refused_with_the_number_to_set() {
        assertThatThrownBy(() -> Heap.require(1L << 50, "a training")).isInstanceOf(TooLittleMemoryException.class)
            .hasMessageStartingWith("a training needs 1,073,741,825 MB of memory, but of the ")
            .hasMessageContaining("-Dkernel.heap=").hasMessageContaining("java -Xmx");
    }

    /** In a Java of its own, each with a little more: the training is done, or what it takes is said, but never half of it. */
    @Test
    void a_training_is_done_or_refused_before_its_first_step() throws Exception {
        int refused = 0;
        for (int megabytes = 30; megabytes <= 170; megabytes += 20) {
            String answer = answer(Large.class, megabytes + "m", folder.resolve("checkpoint"));
            assertThat(answer).as("with %d MB", megabytes).containsPattern("(?m)^(trained|refused: )");
            if (answer.contains("refused: ")) {
                refused++;
                Matcher advice = ADVICE.matcher(answer);
                assertThat(advice.find()).as(answer).isTrue();
                assertThat(answer(Large.class, advice.group(1), folder.resolve("checkpoint")))
                    .as("with what was advised: %s", answer).contains("trained");
            }
        }
        assertThat(refused).as("of 8").isBetween(2, 7);
    }

    /** 47 MB, as MNIST's. */
    @Test
    void images_are_read_or_refused() throws Exception {
        Path images = folder.resolve("images-idx3-ubyte");
        Idx.writeImages(images, new ByteMatrix(60_000, 784, new byte[60_000 * 784]), 28, 28);
        assertThat(answer(Images.class, "40m", images)).contains("refused: what " + images + " holds needs 45 MB of memory");
        assertThat(answer(Images.class, "100m", images)).endsWith("read\n");
    }

    private static String answer(Class<?> program, String heap, Path file) throws Exception {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
            "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmn16m", "-Dfromscratch.kernels=plain", "-cp",
            System.getProperty("java.class.path"), program.getName(), file.toString())
            .redirectErrorStream(true).start();
        String answer = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        java.waitFor();
        return answer;
    }

    /** 2 million parameters, Adam's memory, early stopping and a checkpoint: each of them is made at another time. */
    static final class Large {
        public static void main(String[] args) {
            boolean[] begun = {false};
            try {
                Network network = Network.mlp(Relu::new, new Rng(1), 1000, 1000, 1000, 2);
                Matrix x = Matrix.uniform(64, 1000, 0, 1, new Rng(2));
                new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).batchSize(32).epochs(1)
                    .validation(x.rows(0, 2), new int[2]).earlyStop(1).checkpoint(Path.of(args[0]))
                    .listen(new TrainingListener() {
                        @Override
                        public void started(Plan plan) {
                            begun[0] = true;
                        }
                    }).fit(x, new int[64]);
                System.out.println("trained");
            } catch (TooLittleMemoryException e) {
                System.out.println(begun[0] ? "too late" : "refused: " + e.getMessage());
            }
        }
    }

    static final class Images {
        public static void main(String[] args) {
            try {
                Idx.readImages(Path.of(args[0]));
                System.out.println("read");
            } catch (TooLittleMemoryException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
