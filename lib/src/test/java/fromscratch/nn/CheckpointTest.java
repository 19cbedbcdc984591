package fromscratch.nn;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A training that is stopped anywhere and resumed gives the same bits as if it had never been stopped. */
class CheckpointTest {
    private static final int EXAMPLES = 23;
    private static final int BATCH = 5;   // the last one has 3
    private static final int EPOCHS = 3;
    private static final int STEPS = 5 * EPOCHS;
    private static final int[] LABELS = new Rng(9).permutation(EXAMPLES);

    static {
        for (int i = 0; i < EXAMPLES; i++) {
            LABELS[i] %= 3;
        }
    }

    @TempDir
    Path folder;

    static Stream<Supplier<AbstractOptimizer>> optimizers() {
        return OptimizerTest.all();
    }

    // ---- the same bits ----

    @ParameterizedTest
    @MethodSource("optimizers")
    void stopped_after_any_step_it_goes_on_to_the_same_bits(Supplier<AbstractOptimizer> optimizer) {
        Training whole = new Training(optimizer.get(), t -> t).run();
        for (int stop = 1; stop < STEPS; stop++) {
            Training resumed = stoppedAndResumed(optimizer, t -> t, stop);
            assertThat(resumed.values()).as("stopped after step %d", stop).isEqualTo(whole.values());
            assertThat(resumed.optimizer.memory()).isEqualTo(whole.optimizer.memory());
            assertThat(resumed.optimizer.steps()).isEqualTo(whole.optimizer.steps());
            assertThat(withoutSeconds(resumed.history)).isEqualTo(withoutSeconds(whole.history));
        }
    }

    /** Dropout, batch normalisation, distorted examples in each epoch, a schedule, early stopping. */
    @Test
    void so_does_one_with_everything() {
        UnaryOperator<Trainer> everything = CheckpointTest::everything;
        Training whole = new Training(new Adam(0.01), everything).run();
        for (int stop = 1; stop < STEPS; stop++) {
            Training resumed = stoppedAndResumed(() -> new Adam(0.01), everything, stop);
            assertThat(resumed.values()).as("stopped after step %d", stop).isEqualTo(whole.values());
            assertThat(withoutSeconds(resumed.history)).isEqualTo(withoutSeconds(whole.history));
            assertThat(resumed.optimizer.learningRate()).as("as before the training").isEqualTo(0.01f);
        }
    }

    private static Trainer everything(Trainer trainer) {
        Rng noise = new Rng(5);
        return trainer.schedule(Schedule.oneCycle()).earlyStop(2)
            .eachEpoch((x, epoch) -> Matrix.normal(x.rows(), x.cols(), 0, 0.1f, noise).add(x.rows(0, x.rows())), noise);
    }

    /** Stopped again and again, after each single step, each time by another number of threads. */
    @Test
    void one_that_is_stopped_after_every_step_gets_there_too() {
        Training whole = new Training(new AdamW(0.01), CheckpointTest::everything).run();
        Path file = folder.resolve("checkpoint.safetensors");
        Training training = null;
        for (int life = 1; life <= STEPS; life++) {
            training = new Training(new AdamW(0.01), t -> everything(t).checkpoint(file).listen(stopAfter(1)));
            if (life > 1) {
                training.trainer.resume(file);
            }
            Training one = training;
            boolean odd = life % 2 == 1;
            assertThatThrownBy(() -> {
                if (odd) {
                    Kernels.alone(one::run);
                } else {
                    one.run();
                }
            }).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        // All steps are done, but not the end of the last epoch.
        Training end = new Training(new AdamW(0.01), CheckpointTest::everything);
        end.trainer.resume(file);
        assertThat(end.run().values()).isEqualTo(whole.values());
        assertThat(withoutSeconds(end.history)).isEqualTo(withoutSeconds(whole.history));
    }

    /** A listener, or the making of an epoch's examples, may stop it too; then the epoch begins again. */
    @Test
    void stopped_while_the_examples_of_an_epoch_are_made_it_goes_on_to_the_same_bits() {
        Path file = folder.resolve("checkpoint.safetensors");
        Training whole = new Training(new Adam(), CheckpointTest::everything).run();
        for (int stopAt = 1; stopAt <= EPOCHS; stopAt++) {
            int stop = stopAt;
            Rng noise = new Rng(5);
            Training stopped = new Training(new Adam(), t -> everything(t).checkpoint(file).eachEpoch((x, epoch) -> {
                Rows fresh = Matrix.normal(x.rows(), x.cols(), 0, 0.1f, noise).add(x.rows(0, x.rows()));
                if (epoch == stop) {
                    throw new CancellationException("stopped");
                }
                return fresh;
            }, noise));
            assertThatThrownBy(stopped::run).hasMessage("stopped");
            Training resumed = new Training(new Adam(), CheckpointTest::everything);
            resumed.trainer.resume(file);
            assertThat(resumed.run().values()).as("stopped in epoch %d", stop).isEqualTo(whole.values());
        }
    }

    @Test
    void a_training_that_is_over_can_have_more_epochs() {
        Path file = folder.resolve("checkpoint.safetensors");
        Training whole = new Training(new Adam(), t -> t.epochs(2 * EPOCHS)).run();
        new Training(new Adam(), t -> t.checkpoint(file)).run();
        Training more = new Training(new Adam(), t -> t.epochs(2 * EPOCHS).resume(file)).run();
        assertThat(more.values()).isEqualTo(whole.values());
        assertThat(withoutSeconds(more.history)).isEqualTo(withoutSeconds(whole.history));
        Training again = new Training(new Adam(), t -> t.resume(file)).run();
        assertThat(withoutSeconds(again.history)).as("nothing to do").isEqualTo(withoutSeconds(whole.history).subList(0, EPOCHS));
    }

    /** As by a slider while it trains: what was chosen last counts, too. */
    @Test
    void a_learning_rate_that_was_changed_by_hand_stays_changed() {
        Path file = folder.resolve("checkpoint.safetensors");
        Training whole = slowedAfterTwoSteps(new Training(new Sgd(0.1), t -> t)).run();
        Training stopped = slowedAfterTwoSteps(new Training(new Sgd(0.1), t -> t.checkpoint(file).listen(stopAfter(7))));
        assertThatThrownBy(stopped::run).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        Training resumed = new Training(new Sgd(0.1), t -> t.resume(file)).run();
        assertThat(resumed.values()).isEqualTo(whole.values());
        assertThat(resumed.optimizer.learningRate()).isEqualTo(0.001f);
    }

    private static Training slowedAfterTwoSteps(Training training) {
        training.trainer.listen(new TrainingListener() {
            @Override
            public void stepDone(Step step) {
                if (step.epoch() == 1 && step.step() == 2) {
                    training.optimizer.setLearningRate(0.001);
                }
            }
        });
        return training;
    }

    // ---- when it is written ----

    @Test
    void it_is_written_when_the_time_has_come_and_at_the_end() {
        Path file = folder.resolve("new folder/checkpoint.safetensors");
        List<Boolean> there = new ArrayList<>();
        TrainingListener looking = new TrainingListener() {
            @Override
            public void stepDone(Step step) {
                there.add(Files.exists(file));
            }
        };
        new Training(new Adam(), t -> t.checkpoint(file).listen(looking)).run();
        assertThat(there).as("not a minute").hasSize(STEPS).containsOnly(false);
        assertThat(file).exists();
        there.clear();
        folder.resolve("new folder/checkpoint.safetensors").toFile().delete();
        new Training(new Adam(), t -> t.checkpoint(file, Duration.ZERO).listen(looking)).run();
        assertThat(there.subList(0, 2)).containsExactly(false, true);
        assertThat(file.getParent().toFile().list()).containsExactly("checkpoint.safetensors");
    }

    @Test
    void it_is_a_network_too() {
        Path file = folder.resolve("checkpoint.safetensors");
        Training training = new Training(new Adam(), t -> t.checkpoint(file)).run();
        assertThat(Network.load(file).values()).isEqualTo(training.values());
        assertThat(Network.notes(file)).isEmpty();
    }

    // ---- errors that teach ----

    @Test
    void what_cannot_be_written_is_said_before_the_first_step() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        for (Path file : List.of(folder, inTheWay.resolve("checkpoint"))) {
            Training training = new Training(new Adam(), t -> t.checkpoint(file));
            List<Matrix> before = training.copies();
            assertThatThrownBy(training::run).isInstanceOf(ModelFileException.class)
                .hasMessageContaining("a checkpoint could not be written here");
            assertThat(training.values()).isEqualTo(before);
        }
    }

    @Test
    void another_training_is_refused_and_nothing_changed() {
        Path file = folder.resolve("checkpoint.safetensors");
        new Training(new Adam(), t -> t.checkpoint(file)).run();
        assertRefused(new Training(new Adam(0.1), t -> t.resume(file)),
            "another optimizer: Adam, learning rate 0.001; now it is Adam, learning rate 0.1. Make it as it was");
        assertRefused(new Training(new RmsProp(0.001), t -> t.resume(file)), "another optimizer");
        assertRefused(new Training(new Adam(), t -> t.batchSize(6).resume(file)), "another batch size: 5; now it is 6");
        assertRefused(new Training(new Adam(), t -> t.schedule(Schedule.cosine()).resume(file)), "another schedule: none; now it is");
        assertRefused(new Training(new Adam(), t -> t.validation(Matrix.zeros(1, 4), new int[1]).resume(file)),
            "another validation examples");
        assertRefused(new Training(new Adam(), t -> t.eachEpoch((x, epoch) -> x, new Rng(1)).resume(file)),
            "another number of generators: 3; now it is 4");
        Network narrow = Network.mlp(Relu::new, new Rng(1), 4, 3);
        assertThatThrownBy(() -> new Trainer(narrow, new SoftmaxCrossEntropy(), new Adam()).resume(file)
            .fit(examples(), LABELS)).isInstanceOf(ModelFileException.class).hasMessageContaining("another architecture");
        Training other = new Training(new Adam(), t -> t.resume(file));
        assertThatThrownBy(() -> other.trainer.fit(Matrix.zeros(EXAMPLES, 4), LABELS))
            .isInstanceOf(ModelFileException.class).hasMessageContaining("another training examples");
    }

    @Test
    void what_is_no_checkpoint_is_refused() throws Exception {
        assertThatThrownBy(() -> new Training(new Adam(), t -> t.resume(folder.resolve("none"))))
            .isInstanceOf(ModelFileException.class).hasMessageContaining("no such file to resume from");
        Path model = folder.resolve("model.safetensors");
        new Training(new Adam(), t -> t).network.save(model);
        assertRefused(new Training(new Adam(), t -> t.resume(model)), "this is not a checkpoint");
        Path half = folder.resolve("half");
        new Training(new Adam(), t -> t.checkpoint(half)).run();
        byte[] bytes = Files.readAllBytes(half);
        Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(new Training(new Adam(), t -> t.resume(half)), "not a complete safetensors file");
    }

    @Test
    void a_checkpoint_with_wrong_contents_is_refused() {
        Path file = folder.resolve("checkpoint.safetensors");
        new Training(new Adam(), t -> t.checkpoint(file)).run();
        Safetensors whole = Safetensors.read(file);
        for (String name : whole.metadata().keySet()) {
            if (Checkpoint.isOwn(name)) {
                for (String wrong : new String[] {null, "?", "-1 x"}) {
                    Safetensors changed = Safetensors.read(file);
                    changed.metadata().remove(name);
                    if (wrong != null) {
                        changed.metadata().put(name, wrong);
                    }
                    Path spoilt = folder.resolve("spoilt");
                    changed.write(spoilt);
                    assertRefused(new Training(new Adam(), t -> t.resume(spoilt)), spoilt.toString());
                }
            }
        }
        for (String name : whole.tensors().keySet()) {
            Safetensors changed = Safetensors.read(file);
            changed.tensors().put(name, Matrix.zeros(7, 7));
            Path spoilt = folder.resolve("spoilt");
            changed.write(spoilt);
            Training training = new Training(new Adam(), t -> t.resume(spoilt));
            assertThatThrownBy(training::run).as(name).isInstanceOf(ModelFileException.class);
        }
    }

    /** Otherwise the training would go on with other examples than without a stop, and nobody would notice. */
    @Test
    void examples_from_a_generator_that_nobody_named_are_refused_before_the_first_step() {
        Path file = folder.resolve("checkpoint.safetensors");
        Rng secret = new Rng(5);
        Training training = new Training(new Adam(), t -> t.checkpoint(file)
            .eachEpoch((x, epoch) -> Matrix.normal(x.rows(), x.cols(), 0, 1, secret)));
        assertThatIllegalArgumentException().isThrownBy(training::run)
            .withMessageContaining("asked twice for the examples of epoch 1").withMessageContaining("eachEpoch((x, epoch) -> …, rng)");
    }

    @Test
    void an_optimizer_of_ones_own_has_a_memory_that_nobody_knows() {
        Optimizer own = new Optimizer() {
            @Override
            public void step(List<Parameter> parameters) {
            }

            @Override
            public float learningRate() {
                return 0;
            }

            @Override
            public void setLearningRate(double learningRate) {
            }
        };
        Network network = Network.mlp(Relu::new, new Rng(1), 4, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> new Trainer(network, new SoftmaxCrossEntropy(), own)
            .checkpoint(folder.resolve("c")).fit(examples(), LABELS)).withMessageContaining("cannot be saved");
    }

    private static void assertRefused(Training training, String message) {
        List<Matrix> before = training.copies();
        assertThatThrownBy(training::run).isInstanceOf(ModelFileException.class).hasMessageContaining(message);
        assertThat(training.values()).isEqualTo(before);
    }

    // ---- trainings ----

    private Training stoppedAndResumed(Supplier<AbstractOptimizer> optimizer, UnaryOperator<Trainer> settings, int stop) {
        Path file = folder.resolve("checkpoint.safetensors");
        Training stopped = new Training(optimizer.get(), t -> settings.apply(t).checkpoint(file).listen(stopAfter(stop)));
        assertThatThrownBy(stopped::run).isInstanceOf(CancellationException.class)
            .hasMessageEndingWith("resume goes on from " + file);
        assertThat(Thread.interrupted()).isTrue();
        Training resumed = new Training(optimizer.get(), settings);
        resumed.trainer.resume(file);
        return resumed.run();
    }

    /** As the stop button does it. */
    private static TrainingListener stopAfter(int steps) {
        int[] done = {0};
        return new TrainingListener() {
            @Override
            public void stepDone(Step step) {
                if (++done[0] == steps) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** A small network with all that has a memory, on 23 examples. */
    private static final class Training {
        final AbstractOptimizer optimizer;
        final Network network;
        final Trainer trainer;
        History history;

        Training(AbstractOptimizer optimizer, UnaryOperator<Trainer> settings) {
            this.optimizer = optimizer;
            Rng rng = new Rng(1);
            network = new Network(new Dense(4, 6, rng), new BatchNorm(6), new Relu(), new Dropout(0.3, new Rng(2)),
                new Dense(6, 5, rng), new Tanh(), new Dropout(0.2, new Rng(3)), new Dense(5, 3, rng));
            trainer = settings.apply(new Trainer(network, new SoftmaxCrossEntropy(), optimizer).batchSize(BATCH).epochs(EPOCHS)
                .rng(new Rng(4)).validation(Matrix.normal(7, 4, 0, 1, new Rng(8)), new int[] {0, 1, 2, 0, 1, 2, 0}));
        }

        Training run() {
            history = trainer.fit(examples(), LABELS);
            return this;
        }

        List<Matrix> values() {
            return network.values();
        }

        List<Matrix> copies() {
            return network.values().stream().map(Matrix::copy).toList();
        }
    }

    private static ByteMatrix examples() {
        byte[] pixels = new byte[EXAMPLES * 4];
        Rng rng = new Rng(7);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) rng.nextInt(256);
        }
        return new ByteMatrix(EXAMPLES, 4, pixels);
    }

    private static List<List<Double>> withoutSeconds(History history) {
        return history.epochs().stream().map(e -> List.of((double) e.number(), e.trainLoss(), e.trainAccuracy(),
            e.validationLoss(), e.validationAccuracy())).toList();
    }
}
