package fromscratch.cli;

import fromscratch.eval.Experiment;
import fromscratch.nn.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class TrainTest {
    @TempDir
    Path temporary;

    @Test
    void saves_a_network_and_the_course_of_its_training() throws IOException {
        Path model = temporary.resolve("new folder/bars.safetensors");
        Call call = train(model, "--hidden", "8", "--epochs", "3", "--validation", "6");
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).startsWith("learning from 34 images, measured on 6 others\nepoch  1   loss ")
            .endsWith("saved " + model + " and " + temporary.resolve("new folder/bars.csv") + "\n");
        assertThat(Network.load(model).toString()).startsWith("Network of 784 inputs and 2 outputs").contains("relu");
        assertThat(Network.notes(model)).containsOnlyKeys("classes", "framing", "command")
            .containsEntry("classes", "flat\ntall").containsEntry("framing", "centred")
            .containsEntry("command", "java @digits train --data bars --hidden 8 --activation relu --optimizer sgd"
                + " --learning-rate 0.1 --batch-size 32 --epochs 3 --seed 1 --validation 6");
        List<String> lines = Files.readAllLines(temporary.resolve("new folder/bars.csv"));
        assertThat(lines).hasSize(4).first()
            .isEqualTo("epoch,train-loss,train-accuracy,validation-loss,validation-accuracy,seconds");
        assertThat(lines.get(3)).matches("3,\\d+\\.\\d+(E-\\d+)?,[01]\\.\\d+,\\d+\\.\\d+(E-\\d+)?,[01]\\.\\d+,\\d+\\.\\d{3}");
        assertThat(files(model.getParent())).containsExactly("bars.csv", "bars.safetensors");
    }

    @Test
    void all_can_be_learned_from_and_then_nothing_is_measured() throws IOException {
        Path history = temporary.resolve("h.csv");
        Call call = train(temporary.resolve("m"), "--epochs", "1", "--validation", "0", "--history", history.toString());
        assertThat(call.out()).startsWith("learning from 40 images\n").doesNotContain("validation");
        assertThat(Files.readAllLines(history).get(1)).matches("1,[^,]+,[^,]+,,,[^,]+");
    }

    @Test
    void one_image_in_twelve_is_held_back_unless_said_otherwise() {
        assertThat(train(temporary.resolve("m"), "--epochs", "1").out())
            .startsWith("learning from 37 images, measured on 3 others\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG"})
    void the_same_settings_give_the_same_file_in_every_country(String country) throws IOException {
        String[] settings = {"--hidden", "9,5", "--activation", "sigmoid", "--optimizer", "nesterov", "--learning-rate",
            "0.05", "--epochs", "4", "--seed", "7"};
        Path here = temporary.resolve("here/m");
        Path there = temporary.resolve("there/m");
        Call call = train(here, settings);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(country));
        try {
            assertThat(train(there, settings).out().replace("there", "here")).isEqualTo(call.out());
        } finally {
            Locale.setDefault(before);
        }
        assertThat(there).hasSameBinaryContentAs(here);
        assertThat(withoutSeconds(there.resolveSibling("m.csv"))).isEqualTo(withoutSeconds(here.resolveSibling("m.csv")));
    }

    @Test
    void another_seed_gives_another_network() {
        train(temporary.resolve("a"), "--epochs", "1", "--seed", "1");
        train(temporary.resolve("b"), "--epochs", "1", "--seed", "2");
        assertThat(Network.load(temporary.resolve("a")).parameters().get(0).value())
            .isNotEqualTo(Network.load(temporary.resolve("b")).parameters().get(0).value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--learning-rate=-0.1  | --learning-rate: expected a positive number, such as 0.1; found -0.1",
        "--learning-rate=0,1   | --learning-rate: expected a number with a decimal point, such as 0.1; found 0,1",
        "--activation=rellu    | --activation: expected one of [relu, sigmoid, tanh]; found rellu",
        "--optimizer=adamm     | --optimizer: expected one of [sgd, momentum, nesterov, rmsprop, adam, adamw]; found adamm",
        "--hidden=128;64       | --hidden: expected whole numbers separated by commas, such as 128,64, or none; found 128;64",
        "--hidden=0            | --hidden: expected sizes of at least 1, such as 128,64; found 0",
        "--batch-size=0        | --batch-size: expected a number of at least 1; found 0",
        "--epochs=many         | --epochs: expected a whole number of at most 2147483647; found many",
        "--seed=1.5            | --seed: expected a whole number of at most 9223372036854775807; found 1.5",
        "--validation=-1       | --validation: expected a number of at least 0; found -1",
        "--validation=a        | Invalid value for option '--validation': 'a' is not an int",
        "--test                | --test: a folder has no test images. Use \"evaluate\" with another folder.",
        "--history=model       | --history: expected another file than that of --model; found model",
        "--rate=1              | Unknown option: '--rate=1'",
        "extra                 | Unmatched argument at index 5: 'extra'"})
    void a_wrong_call_gets_a_sentence(String option, String sentence) throws IOException {
        Path model = option.contains("history") ? Path.of("model") : temporary.resolve("model");
        Call call = train(model, option);
        assertThat(call.err()).startsWith(sentence + "\n").endsWith("Help:  java @digits train --help\n");
        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(files(temporary)).containsExactly("bars");
    }

    @Test
    void data_is_a_name_or_a_folder() {
        Call call = Call.of("train", "--data", "mnisst");
        assertThat(call.err()).startsWith("--data: expected one of mnist, fashion-mnist, fashion-mnist-sample, built-in, or a"
            + " folder with a folder of pictures for each class; found mnisst\n");
        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(Call.of("train", "--data", "mnist", "--whole").err())
            .startsWith("--whole: expected a folder in --data; found mnist\n");
    }

    @Test
    void what_cannot_be_done_gets_a_sentence_too() throws IOException {
        Path file = TestPictures.text(temporary.resolve("a file"), "");
        assertThat(train(temporary)).isEqualTo(failed("Expected the name of a file to write, found the folder " + temporary + "."));
        assertThat(train(Path.of(""))).isEqualTo(failed("Expected the name of a file to write, found an empty one."));
        assertThat(train(file.resolve("m"))).isEqualTo(failed("Could not write " + file.resolve("m")
            + ": there is a file of that name. Choose a folder that you may write to, with enough free space."));
        assertThat(train(temporary.resolve("m"), "--validation", "40")).isEqualTo(failed(
            "--validation: expected less than the 40 images that there are; found 40"));
        Call diverged = train(temporary.resolve("m"), "--learning-rate", "1e30", "--hidden", "8,8");
        assertThat(diverged.err()).contains("so training stopped. It began in layer ").contains("The learning rate 1.0E30 is probably too large");
        assertThat(diverged.exitCode()).isEqualTo(1);
        Path single = temporary.resolve("single");
        TestPictures.bar(single.resolve("only/a.png"), 20, 4);
        assertThat(Call.of("train", "--data", single.toString(), "--model", temporary.resolve("m").toString()).err())
            .startsWith("Expected at least two classes to tell apart, but " + single + " has only [only].");
        assertThat(files(temporary)).containsExactly("a file", "bars", "single");
    }

    @Test
    void stopped_before_it_has_begun_to_learn_it_saves_nothing() throws IOException {
        Thread.currentThread().interrupt();
        Call call = train(temporary.resolve("m"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(call).isEqualTo(failed("Stopped. Nothing was saved."));
        assertThat(files(temporary)).containsExactly("bars");
    }

    /** Stopped after the first step of each life; the network is the one that was never stopped. */
    @Test
    void a_stopped_training_is_resumed_to_the_same_network() throws IOException {
        String[] settings = {"--optimizer", "adam", "--learning-rate", "0.001", "--epochs", "2", "--hidden", "5"};
        Path whole = temporary.resolve("whole/m.safetensors");
        train(whole, settings);
        Path model = temporary.resolve("stopped/m.safetensors");
        for (int life = 1; life <= 3; life++) {
            Call call = stoppedAfterOneStep(model, life == 1 ? settings : with(settings, "--resume"));
            assertThat(call.err()).isEqualTo("Stopped. The same command with --resume goes on from here.\n");
            assertThat(call.exitCode()).isEqualTo(1);
            assertThat(files(model.getParent())).containsExactly("m.checkpoint.safetensors");
        }
        Call last = train(model, with(settings, "--resume"));
        assertThat(last.exitCode()).isZero();
        assertThat(last.out()).as("the first epoch was over, and is not repeated").contains("\nepoch  2 ").doesNotContain("epoch  1 ");
        assertThat(files(model.getParent())).containsExactly("m.csv", "m.safetensors");
        assertThat(model).hasSameBinaryContentAs(whole);
        assertThat(withoutSeconds(model.resolveSibling("m.csv"))).isEqualTo(withoutSeconds(whole.resolveSibling("m.csv")));
    }

    @Test
    void only_the_same_training_is_resumed() throws IOException {
        Path model = temporary.resolve("m");
        assertThat(train(model, "--resume").err()).startsWith("--resume: there is no training to go on with; expected its file "
            + temporary.resolve("m.checkpoint.safetensors"));
        stoppedAfterOneStep(model, "--epochs", "2");
        assertThat(train(model, "--epochs", "2", "--learning-rate", "0.2", "--resume").err())
            .contains("had another optimizer: gradient descent, learning rate 0.1; now it is gradient descent, learning rate 0.2");
        Call anew = train(model, "--epochs", "2", "--learning-rate", "0.2");
        assertThat(anew.err()).startsWith("This training begins anew. The one that was stopped, in ");
        assertThat(anew.exitCode()).isZero();
        assertThat(files(temporary)).containsExactly("bars", "m", "m.csv");
    }

    /** The stop comes after the data were read, when it says that it begins to learn. */
    private Call stoppedAfterOneStep(Path model, String... options) {
        StringWriter out = new StringWriter() {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                if (text.startsWith("learning from")) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments(model, options).toArray(String[]::new));
        assertThat(Thread.interrupted()).isTrue();
        return new Call(code, out.toString(), err.toString().replace("\r\n", "\n"));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /** A process of its own, ended while it trains, as by Ctrl-C: Java runs its shutdown hooks for either signal. */
    @Test
    @DisabledOnOs(OS.WINDOWS)   // there a process cannot ask another one politely
    void ctrl_c_leaves_the_file_that_was_there_and_what_resume_needs() throws Exception {
        Path model = TestPictures.text(temporary.resolve("m"), "an older one");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments(model, "--epochs", "1000000", "--hidden", "4"));
        Process process = new ProcessBuilder(command).start();
        try (BufferedReader out = process.inputReader(); BufferedReader err = process.errorReader()) {
            while (!out.readLine().startsWith("epoch  2")) {
                // it comes to it
            }
            process.toHandle().destroy();   // process.destroy() would close what is read here
            out.lines().forEach(line -> { });
            assertThat(err.lines()).last().isEqualTo("Stopped. The same command with --resume goes on from here.");
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(model).hasContent("an older one");
        assertThat(files(temporary)).containsExactly("bars", "m", "m.checkpoint.safetensors");
    }

    @Test
    void names_of_files_may_have_spaces_and_umlauts() throws IOException {
        TestPictures.assumeUmlautsInFileNames();
        Path data = temporary.resolve("Übungs bilder");
        TestPictures.bar(data.resolve("schräg & groß/ä b.png"), 20, 4);
        TestPictures.bar(data.resolve("ça/é.png"), 4, 20);
        Path model = temporary.resolve("mein größtes Netz.safetensors");
        Call call = Call.of("train", "--data", data.toString(), "--model", model.toString(), "--epochs", "1");
        assertThat(call.exitCode()).isZero();
        assertThat(Network.notes(model)).containsEntry("classes", "schräg & groß\nça");
        assertThat(Network.notes(model).get("command")).startsWith("java @digits train --data \"Übungs bilder\" --hidden");
        assertThat(temporary.resolve("mein größtes Netz.csv")).exists();
    }

    @Test
    void whole_pictures_are_not_centred() {
        train(temporary.resolve("m"), "--whole", "--epochs", "1");
        assertThat(Network.notes(temporary.resolve("m"))).containsEntry("framing", "whole");
        assertThat(Network.notes(temporary.resolve("m")).get("command")).contains("--data bars --whole --hidden");
    }

    @Test
    void the_help_knows_what_an_experiment_knows() {
        String help = Call.of("train", "--help").out().replaceAll("\\s+", " ");
        Experiment.defaults().settings().forEach((name, value) ->
            assertThat(help).containsPattern("--" + name + "=((?! --).)*\\(default: " + value.replace(".", "\\.")));
        assertThat(help).contains(orOf(Experiment.activations()), orOf(Experiment.optimizers()));
    }

    private static String orOf(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private Call train(Path model, String... options) {
        return Call.of(arguments(model, options));
    }

    private List<String> arguments(Path model, String... options) {
        Path bars = temporary.resolve("bars");
        if (!Files.exists(bars)) {
            TestPictures.bars(bars, 20);
        }
        List<String> args = new ArrayList<>(List.of("train", "--data", bars.toString(), "--model", model.toString()));
        args.addAll(List.of(options));
        return args;
    }

    private static Call failed(String sentence) {
        return new Call(1, "", sentence + "\n");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> withoutSeconds(Path history) throws IOException {
        return Files.readAllLines(history).stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList();
    }
}
