package fromscratch.records;

import fromscratch.data.DataException;
import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.TrainTest;
import fromscratch.eval.Evaluation;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The command of notebook 10, in sizes that take no time; and what it wrote, which the notebook shows. */
class RecordsTest {
    private static final Path MODELS = Path.of("../data/models");
    private static final Dataset DIGITS = DataSets.builtInDigits().train().take(300);
    private static final Recipe SMALL = new Recipe("small, but all of it", List.of(20, 15), true, true, true, 0.1, 3);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Records records(Path into) {
        return new Records(into, new TrainTest(DIGITS, DataSets.builtInDigits().test().take(100)), 100,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void a_record_is_written_twice_the_same_with_the_accuracy_of_its_weights() throws Exception {
        records(folder.resolve("a")).record(SMALL);
        records(folder.resolve("b")).record(SMALL);
        Path model = folder.resolve("a/mnist-record.safetensors");
        assertThat(model).hasSameBinaryContentAs(folder.resolve("b/mnist-record.safetensors"));
        Path csv = folder.resolve("a/mnist-record.csv");
        assertThat(csv).hasSameBinaryContentAs(folder.resolve("b/mnist-record.csv"));
        assertThat(Files.readAllLines(csv)).hasSize(1 + 3).first()
            .isEqualTo("epoch,training loss,training accuracy,validation loss,validation accuracy");
        double accuracy = Evaluation.accuracy(Network.load(model), DataSets.builtInDigits().test().take(100));
        assertThat(Network.notes(model)).containsEntry("trained on", "200 images of built-in digits").containsEntry("test",
            String.format(Locale.ROOT, "accuracy %.2f %%: %d of 100 are right", 100 * accuracy, Math.round(100 * accuracy)));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("epoch  3   loss")
            .contains(Network.notes(model).get("test") + ", after 0.0 minutes of training");
        assertThat(Files.size(model)).as("two bytes a weight").isLessThan(1000 + 2 * 16_195);
    }

    @Test
    void an_ablation_has_a_line_for_each_recipe_and_seed() throws Exception {
        records(folder).ablation(List.of(SMALL, new Recipe("plain", List.of(20), false, false, false, 0, 1)), 1, 2);
        List<String> lines = Files.readAllLines(folder.resolve("mnist-ablation.csv"));
        assertThat(lines).hasSize(1 + 4).first()
            .isEqualTo("recipe,parameters,seed,training accuracy,validation loss,validation accuracy");
        assertThat(lines.get(3)).startsWith("\"plain\",15910,1,");
        assertThat(lines.get(3).substring(18)).as("another seed").isNotEqualTo(lines.get(4).substring(18));
    }

    @Test
    void smoothed_labels_share_out_a_part_of_the_one() {
        Matrix targets = SMALL.targets(DIGITS);
        for (int c = 0; c < 10; c++) {
            assertThat(targets.get(7, c)).isCloseTo(c == DIGITS.label(7) ? 0.91f : 0.01f, within(1e-6f));
        }
        Recipe plain = Recipe.LADDER.get(0);
        assertThat(plain.targets(DIGITS)).isEqualTo(Matrix.oneHot(DIGITS.labels(), 10));
    }

    @Test
    void each_step_of_the_ladder_changes_one_thing() {
        for (int i = 1; i < Recipe.LADDER.size(); i++) {
            Recipe before = Recipe.LADDER.get(i - 1);
            Recipe now = Recipe.LADDER.get(i);
            int changes = (before.hidden().equals(now.hidden()) ? 0 : 1) + (before.adam() == now.adam() ? 0 : 1)
                + (before.affine() == now.affine() ? 0 : 1) + (before.elastic() == now.elastic() ? 0 : 1)
                + (before.smoothing() == now.smoothing() ? 0 : 1) + (before.epochs() == now.epochs() ? 0 : 1);
            assertThat(changes).as(now.name()).isEqualTo(1);
        }
    }

    @Test
    void the_stored_weights_reach_the_accuracy_that_they_claim() throws Exception {
        Path model = MODELS.resolve("mnist-record.safetensors");
        assertThat(Files.size(model)).isLessThan(5_000_000);
        double accuracy = Evaluation.accuracy(Network.load(model), mnistTest());
        assertThat(accuracy).isGreaterThanOrEqualTo(0.994);
        assertThat(Network.notes(model).get("test")).startsWith(String.format(Locale.ROOT, "accuracy %.2f %%:", 100 * accuracy));
    }

    private static Dataset mnistTest() {
        try {
            return DataSets.mnist().test();
        } catch (DataException e) {
            assumeTrue(false, e.getMessage());
            return null;
        }
    }
}
