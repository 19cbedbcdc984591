package fromscratch.cli;

import fromscratch.data.ImageFolder;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Dense;
import fromscratch.nn.Network;
import fromscratch.nn.Preprocessing;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** With a network by hand: it counts the ink left and right of the middle column against that above and below the middle row. */
class PredictTest {
    @TempDir
    Path temporary;
    private Path model;
    private Path flat;
    private Path tall;

    @BeforeEach
    void model_and_pictures() {
        model = temporary.resolve("bars.safetensors");
        new Model(barsNetwork(), List.of("flat", "tall"), ImageFolder.Framing.CENTRED).save(model, Map.of());
        flat = TestPictures.bar(temporary.resolve("pictures/a.png"), 20, 4);
        tall = TestPictures.bar(temporary.resolve("pictures/b.png"), 4, 20);
    }

    static Network barsNetwork() {
        Matrix weight = Matrix.zeros(784, 2);
        for (int i = 0; i < 784; i++) {
            weight.set(i, 0, i / 28 == 14 ? 0.1f : 0);   // along the middle row
            weight.set(i, 1, i % 28 == 14 ? 0.1f : 0);   // along the middle column
        }
        return new Network(new Dense(weight, Matrix.zeros(1, 2))).withPreprocessing(Preprocessing.pixels());
    }

    @Test
    void a_picture_or_a_folder_as_a_table() {
        // 20 pixels of ink along the bar and 4 across it: 1 / (1 + exp(−0.1 (20 − 4))) = 0.832.
        assertThat(predict(tall.toString())).isEqualTo(new Call(0,
            "picture" + " ".repeat(tall.toString().length() - 7) + "  reads    sure\n" + tall + "  tall   83.2 %\n", ""));
        Call folder = predict(temporary.resolve("pictures").toString());
        assertThat(folder.out().lines().skip(1)).containsExactly(flat + "  flat   83.2 %", tall + "  tall   83.2 %");
    }

    /** ESC ] 0 ; … BEL renames the window. */
    @Test
    @DisabledOnOs(OS.WINDOWS)   // no file has such a name there
    void names_give_no_orders_to_the_terminal() {
        String order = "\u001B]0;mine\u0007";
        new Model(barsNetwork(), List.of("flat", "tall" + order), ImageFolder.Framing.CENTRED).save(model, Map.of());
        assertThat(predict(tall.toString()).out()).contains("  tall\uFFFD]0;mine\uFFFD").doesNotContain("\u001B");
        assertThat(predict("--csv", "-", tall.toString()).out()).doesNotContain("\u001B");
        Path noPicture = TestPictures.text(temporary.resolve("x" + order + ".png"), "no picture");
        assertThat(predict(noPicture.toString()).err()).contains("x\uFFFD]0;mine\uFFFD.png is neither").doesNotContain("\u001B");
        assertThat(predict("--" + order, tall.toString()).err()).doesNotContain("\u001B");
    }

    @Test
    void as_csv_into_a_file_or_to_the_terminal() throws IOException {
        String expected = "file,prediction,confidence,p(flat),p(tall)\n"
            + flat + ",flat,0.832018,0.832018,0.167982\n" + tall + ",tall,0.832018,0.167982,0.832018\n";
        Path csv = temporary.resolve("answers.csv");
        assertThat(predict("--csv", csv.toString(), flat.toString(), tall.toString())).isEqualTo(new Call(0, "", ""));
        assertThat(Files.readString(csv)).isEqualTo(expected);
        assertThat(predict("--csv", "-", temporary.resolve("pictures").toString())).isEqualTo(new Call(0, expected, ""));
    }

    @Test
    void csv_is_the_same_in_every_country() {
        Call here = predict("--csv", "-", flat.toString());
        Locale before = Locale.getDefault();
        try {
            for (String country : List.of("tr-TR", "de-DE", "ar-EG")) {
                Locale.setDefault(Locale.forLanguageTag(country));
                assertThat(predict("--csv", "-", flat.toString())).isEqualTo(here);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void csv_quotes_what_must_be_quoted() {
        Path comma = TestPictures.bar(temporary.resolve("eins, zwei.png"), 20, 4);
        assertThat(predict("--csv", "-", comma.toString()).out()).contains("\n\"" + comma + "\",flat,");
    }

    @Test
    void a_broken_picture_is_reported_and_the_others_are_answered() {
        Path broken = TestPictures.text(temporary.resolve("pictures/aa.png"), "no picture");
        TestPictures.text(temporary.resolve("pictures/notes.txt"), "passed over");
        Call call = predict(temporary.resolve("pictures").toString());
        assertThat(call.err()).isEqualTo("Expected an image, PNG or JPEG, but " + broken + " is neither. Save it as PNG.\n");
        assertThat(call.out().lines().skip(1)).hasSize(2);
        assertThat(call.exitCode()).isEqualTo(1);
    }

    @Test
    void what_is_not_there_gets_a_sentence() throws IOException {
        Path none = temporary.resolve("none.png");
        assertThat(predict(none.toString())).isEqualTo(new Call(1, "",
            "Expected an image file, but there is no file " + none + ". Check the path.\n"));
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertThat(predict(empty.toString())).isEqualTo(new Call(1, "",
            "Expected pictures, PNG or JPEG, in " + empty + ", found none. Check the path.\n"));
        assertThat(Call.of("predict", "--model", none.toString(), flat.toString())).isEqualTo(new Call(1, "",
            none + ": there is no such file; check the name, or save a network first\n"));
        assertThat(Call.of("predict", "--model", flat.toString(), flat.toString()).err()).startsWith(flat + ": ");
        Call noPicture = predict();
        assertThat(noPicture.err()).startsWith("Missing required parameter: 'PICTURE'\n");
        assertThat(noPicture.exitCode()).isEqualTo(2);
        assertThat(predict("--csv", flat + "/x.csv", flat.toString()).err()).startsWith("Could not write " + flat);
        assertThat(predict("--csv", empty.toString(), flat.toString()).err()).startsWith("Could not write " + empty + ": it is a folder.");
    }

    @Test
    void a_network_for_something_else_gets_a_sentence() {
        Network.mlp(Relu::new, new Rng(1), 100, 10).save(model);
        assertThat(predict(flat.toString())).isEqualTo(new Call(1, "", model + ": this network takes 100 inputs, but a picture"
            + " has 784, 28 times 28 pixels. Choose a network that was trained on pictures.\n"));
        barsNetwork().save(model, Map.of("classes", "one"));
        assertThat(predict(flat.toString()).err()).startsWith(model + ": it names 1 classes, but has 2 outputs.");
        barsNetwork().save(model, Map.of("framing", "crooked"));
        assertThat(predict(flat.toString()).err()).contains("expected the framing \"centred\" or \"whole\"", "\"crooked\"");
    }

    @Test
    void without_notes_the_classes_are_numbers() {
        barsNetwork().save(model);
        assertThat(predict("--csv", "-", tall.toString()).out())
            .isEqualTo("file,prediction,confidence,p(0),p(1)\n" + tall + ",1,0.832018,0.167982,0.832018\n");
    }

    @Test
    void a_network_of_whole_pictures_sees_them_whole() {
        new Model(barsNetwork(), List.of("flat", "tall"), ImageFolder.Framing.WHOLE).save(model, Map.of());
        // The picture of 40 pixels is scaled to 28, and the bar of 20 to 14: less ink along the middle than if it filled 20.
        assertThat(predict(tall.toString()).out()).contains("tall").doesNotContain("83.2 %");
    }

    @Test
    void names_of_files_may_have_spaces_and_umlauts() {
        TestPictures.assumeUmlautsInFileNames();
        Path picture = TestPictures.bar(temporary.resolve("Fotos vom März/größer als 1.png"), 20, 4);
        assertThat(predict(picture.getParent().toString()).out()).contains(picture + "  flat   83.2 %");
    }

    @Test
    void ctrl_c_ends_it_before_the_next_picture() {
        Thread.currentThread().interrupt();
        assertThat(predict(flat.toString())).isEqualTo(new Call(1, "", "Stopped.\n"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Call predict(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "predict";
        all[1] = "--model";
        all[2] = model.toString();
        System.arraycopy(args, 0, all, 3, args.length);
        return Call.of(all);
    }
}
