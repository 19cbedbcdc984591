package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.linalg.Rng;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Tanh;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExperimentTest {
    private static final String DEFAULTS = "hidden=128,64 activation=relu optimizer=sgd learning-rate=0.1 batch-size=32"
        + " epochs=20 seed=1";

    private final Dataset train = Stripes.dataset(200, 1);
    private final Dataset validation = Stripes.dataset(80, 2);

    // ---- settings and words ----

    @Test
    void each_change_changes_one_word() {
        Experiment base = Experiment.defaults();
        assertThat(base).hasToString(DEFAULTS);
        assertThat(base.withHidden(8)).hasToString(DEFAULTS.replace("128,64", "8"));
        assertThat(base.withHidden()).hasToString(DEFAULTS.replace("128,64", "none"));
        assertThat(base.withActivation("tanh")).hasToString(DEFAULTS.replace("relu", "tanh"));
        assertThat(base.withOptimizer("adam")).hasToString(DEFAULTS.replace("sgd", "adam"));
        assertThat(base.withLearningRate(1e-5)).hasToString(DEFAULTS.replace("0.1", "0.00001"));
        assertThat(base.withBatchSize(7)).hasToString(DEFAULTS.replace("size=32", "size=7"));
        assertThat(base.withEpochs(3)).hasToString(DEFAULTS.replace("epochs=20", "epochs=3"));
        assertThat(base.withSeed(-9)).hasToString(DEFAULTS.replace("seed=1", "seed=-9"));
    }

    @Test
    void words_are_read_back_as_the_same_experiment() {
        Rng rng = new Rng(1);
        for (int i = 0; i < 200; i++) {
            Experiment any = Experiment.defaults()
                .withHidden(rng.permutation(rng.nextInt(4)).length == 0 ? new int[0] : new int[] {1 + rng.nextInt(999), 5})
                .withActivation(Experiment.activations().get(rng.nextInt(3)))
                .withOptimizer(Experiment.optimizers().get(rng.nextInt(6)))
                .withLearningRate(rng.logUniform(1e-9, 1e3)).withBatchSize(1 + rng.nextInt(500))
                .withEpochs(1 + rng.nextInt(50)).withSeed(rng.nextLong());
            assertThat(Experiment.parse(any.toString())).isEqualTo(any);
        }
        assertThat(Experiment.parse("")).isEqualTo(Experiment.defaults());
        assertThat(Experiment.parse("  epochs=3\n seed=2")).isEqualTo(Experiment.defaults().withEpochs(3).withSeed(2));
    }

    @Test
    void words_do_not_depend_on_the_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Experiment.parse("learning-rate=0.5")).hasToString(DEFAULTS.replace("0.1", "0.5"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "activation=rellu   | activation: expected one of [relu, sigmoid, tanh]; found rellu",
        "optimizer=adm      | optimizer: expected one of [sgd, momentum, nesterov, rmsprop, adam, adamw]; found adm",
        "learning-rate=0    | learning-rate: expected a positive number, such as 0.1; found 0.0",
        "learning-rate=NaN  | learning-rate: expected a positive number, such as 0.1; found NaN",
        "learning-rate=1e39 | learning-rate: expected a positive number, such as 0.1; found 1.0E39",
        "learning-rate=0,1  | learning-rate: expected a number with a decimal point, such as 0.1; found 0,1",
        "batch-size=0       | batch-size: expected a number of at least 1; found 0",
        "batch-size=3000000000 | batch-size: expected a whole number of at most 2147483647; found 3000000000",
        "epochs=0           | epochs: expected a number of at least 1; found 0",
        "epochs=2.5         | epochs: expected a whole number of at most 2147483647; found 2.5",
        "hidden=128;64      | hidden: expected whole numbers separated by commas, such as 128,64, or none; found 128;64",
        "hidden=128,0       | hidden: expected sizes of at least 1, such as 128,64; found 0",
        "rate=0.1           | there is no setting \"rate\"; the settings are hidden, activation, optimizer, learning-rate, batch-size, epochs, seed",
        "epochs 3           | expected words like learning-rate=0.1, found \"epochs\"",
        "seed=1 seed=2      | seed is given twice; keep one of them",
    })
    void a_wrong_value_is_told_with_what_was_expected(String words, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Experiment.parse(words)).withMessage(message);
    }

    // ---- running ----

    @Test
    void a_run_is_the_training_that_one_would_write_by_hand() {
        Network network = Network.mlp(Tanh::new, new Rng(7), 16, 6, 5, 4);
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.3)).batchSize(16).epochs(3).rng(new Rng(7))
            .validation(validation.x(), validation.labels()).fit(train.x(), train.labels());

        List<Integer> told = new ArrayList<>();
        Trial trial = Experiment.parse("hidden=6,5 activation=tanh learning-rate=0.3 batch-size=16 epochs=3 seed=7")
            .run(train, validation, new TrainingListener() {
                @Override
                public void epochDone(History.Epoch epoch) {
                    told.add(epoch.number());
                }
            });
        assertThat(trial.history()).hasToString(history.toString());
        assertThat(trial.network().parameters().get(2).value()).isEqualTo(network.parameters().get(2).value());
        assertThat(trial.validationAccuracy()).isEqualTo(history.last().validationAccuracy()).isGreaterThan(0.5);
        assertThat(trial.validationLoss()).isEqualTo(history.last().validationLoss());
        assertThat(told).containsExactly(1, 2, 3);
        assertThat(trial.multiplications()).isEqualTo(3 * (200 * (2 * 96 + 3 * 30 + 3 * 20) + 80 * (96 + 30 + 20)));
    }

    @Test
    void every_optimizer_learns() {
        for (String optimizer : Experiment.optimizers()) {
            Trial trial = Experiment.parse("hidden=8 learning-rate=0.01 epochs=20 batch-size=8").withOptimizer(optimizer)
                .run(train, validation);
            double before = trial.history().epochs().get(0).validationLoss();
            assertThat(trial.validationLoss()).as(optimizer).isLessThan(before);
            assertThat(Experiment.defaults().withOptimizer(optimizer).newOptimizer().learningRate()).isEqualTo(0.1f);
        }
    }

    @Test
    void a_training_that_diverges_is_a_result() {
        Trial trial = Experiment.parse("hidden=8 learning-rate=1e38 epochs=3").run(train, validation);
        assertThat(trial.diverged()).isTrue();
        assertThat(trial.failure().orElseThrow()).contains("The learning rate 1.0E38 is probably too large");
        assertThat(trial.validationAccuracy()).isNaN();
        assertThat(trial.validationLoss()).isNaN();
        assertThat(trial.history().epochs()).isEmpty();
        assertThat(trial.multiplications()).isZero();
        assertThat(trial.toString()).contains("learning-rate=1000", "probably too large");
    }

    /** Notebook 07 says what this training gives; here only that it is the same one. */
    @Test
    void the_defaults_are_those_of_notebook_07() {
        Network network = Experiment.defaults().network(784, 10);
        assertThat(network.parameters().get(0).value())
            .isEqualTo(Network.mlp(Relu::new, new Rng(1), 784, 128, 64, 10).parameters().get(0).value());
    }
}
