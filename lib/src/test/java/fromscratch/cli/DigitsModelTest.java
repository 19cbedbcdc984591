package fromscratch.cli;

import fromscratch.data.DataException;
import fromscratch.data.DataSets;
import fromscratch.data.ImageFolder.Framing;
import fromscratch.eval.Evaluation;
import fromscratch.nn.Network;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** The network that comes with the project. */
class DigitsModelTest {
    private static final Path FILE = Path.of(System.getProperty("fromscratch.data", "data"), "models/digits.safetensors");

    @Test
    void it_says_what_it_is_and_how_it_was_made() {
        Model model = Model.load(FILE);
        assertThat(model.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(model.framing()).isEqualTo(Framing.CENTRED);
        assertThat(Network.notes(FILE)).containsEntry("command", "java @digits train --data mnist --hidden 128,64"
            + " --activation relu --optimizer sgd --learning-rate 0.1 --batch-size 32 --epochs 20 --seed 1"
            + " --validation 0 --test");
    }

    @Test
    void it_is_as_good_as_it_says() {
        requireMnist();
        assertThat(Network.notes(FILE)).containsEntry("test",
            Evaluate.accuracy(Evaluation.confusion(Network.load(FILE), DataSets.mnist().test())));
    }

    /** Twenty epochs: {@code ./mvnw verify -Pexhaustive}. */
    @Test
    @Tag("exhaustive")
    void its_command_makes_it_again_to_the_last_bit(@TempDir Path folder) {
        requireMnist();
        List<String> command = new ArrayList<>(List.of(Network.notes(FILE).get("command").split(" ")));
        command.subList(0, 2).clear();   // java @digits
        command.addAll(List.of("--model", folder.resolve("again").toString()));
        assertThat(Call.of(command).exitCode()).isZero();
        assertThat(folder.resolve("again")).hasSameBinaryContentAs(FILE);
    }

    private static void requireMnist() {
        try {
            DataSets.mnist();
        } catch (DataException e) {
            abort("MNIST is not on this machine: set FROMSCRATCH_DATA to a folder that holds mnist/");
        }
    }
}
