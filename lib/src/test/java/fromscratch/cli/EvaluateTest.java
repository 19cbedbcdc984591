package fromscratch.cli;

import fromscratch.data.ImageFolder;
import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluateTest {
    @TempDir
    Path temporary;
    private Path model;

    @BeforeEach
    void a_network_that_tells_flat_bars_from_tall_ones() {
        model = temporary.resolve("m");
        new Model(PredictTest.barsNetwork(), List.of("flat", "tall"), ImageFolder.Framing.CENTRED).save(model, Map.of());
    }

    @Test
    void accuracy_confusion_and_each_class() {
        Path data = TestPictures.bars(temporary.resolve("bars"), 3);
        TestPictures.bar(data.resolve("tall/wrong.png"), 20, 4);   // it is flat
        assertThat(evaluate(data)).isEqualTo(new Call(0, """
            accuracy 85.71 %: 6 of 7 are right

            Rows: what it is. Columns: what it is taken for.
                  flat  tall
            flat     3     0
            tall     1     3

            class  precision    recall       F1  images
            flat     75.00 %  100.00 %  85.71 %       3
            tall    100.00 %   75.00 %  85.71 %       4
            """, ""));
    }

    @Test
    void a_folder_may_lack_a_class_but_have_no_other() {
        Path data = temporary.resolve("some");
        TestPictures.bar(data.resolve("tall/a.png"), 4, 20);
        assertThat(evaluate(data).out()).startsWith("accuracy 100.00 %: 1 of 1 are right\n").contains("\nflat     0     0\n");
        TestPictures.bar(data.resolve("round/a.png"), 9, 9);
        assertThat(evaluate(data)).isEqualTo(new Call(1, "", "Expected folders named by the classes [flat, tall] in " + data
            + ", found round. Rename it or move it elsewhere.\n"));
    }

    @Test
    void a_broken_picture_gets_a_sentence() {
        Path broken = TestPictures.text(TestPictures.bars(temporary.resolve("bars"), 1).resolve("flat/x.png"), "");
        assertThat(evaluate(broken.getParent().getParent()).err()).startsWith("Expected an image, PNG or JPEG, but " + broken);
    }

    @Test
    void a_network_of_other_classes_gets_a_sentence() {
        Call call = Call.of("evaluate", "--model", model.toString(), "--data", "built-in");
        assertThat(call).isEqualTo(new Call(1, "", model + ": this network knows the classes [flat, tall], but built-in has"
            + " [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]. Choose a network that was trained on data of that kind.\n"));
    }

    @Test
    void what_is_not_there_gets_a_sentence() {
        assertThat(Call.of("evaluate", "--data", "nowhere").exitCode()).isEqualTo(2);
        Path none = temporary.resolve("none");
        assertThat(Call.of("evaluate", "--model", none.toString(), "--data", "built-in").err())
            .startsWith(none + ": there is no such file");
        Network.mlp(Relu::new, new Rng(1), 100, 10).save(model);
        assertThat(evaluate(temporary).err()).contains("this network takes 100 inputs");
    }

    private Call evaluate(Path data) {
        return Call.of("evaluate", "--model", model.toString(), "--data", data.toString());
    }
}
