package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrainerTest {
    private static final Matrix XOR = Matrix.of(row(0, 0), row(0, 1), row(1, 0), row(1, 1));
    private static final int[] XOR_LABELS = {0, 1, 1, 0};

    @Test
    void learns_xor() {
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 8, 2);
        History history = trainer(network, 0.5).batchSize(4).epochs(500).fit(XOR, XOR_LABELS);
        assertThat(network.predict(XOR)).containsExactly(XOR_LABELS);
        assertThat(history.epochs()).hasSize(500);
        assertThat(history.last().trainLoss()).isLessThan(0.05);
        assertThat(history.last().trainAccuracy()).isEqualTo(1);
        assertThat(history.last().validationLoss()).isNaN();
    }

    /** Five examples in batches of two: the last batch holds one, and its mean is over one. */
    @Test
    void the_last_incomplete_batch_counts_with_its_true_size() {
        Matrix x = Matrix.of(row(1), row(2), row(3), row(4), row(5));
        Matrix y = Matrix.of(row(2), row(4), row(6), row(8), row(10));
        Network network = new Network(new Dense(Matrix.of(row(0)), Matrix.of(row(0))));
        List<Double> losses = new ArrayList<>();
        History history = new Trainer(network, new MeanSquaredError(), new Sgd(0)).batchSize(2).epochs(1)
            .listen(new TrainingListener() {
                @Override
                public void stepDone(Step step) {
                    losses.add(step.loss());
                }
            }).fit(x, y);
        assertThat(losses).hasSize(3);
        assertThat(history.last().trainAccuracy()).as("one output has no classes").isNaN();
        assertThat(history.last()).hasToString("epoch  1   loss 44.0000");
        assertThat(history.last().trainLoss()).isCloseTo((4 + 16 + 36 + 64 + 100) / 5.0, within(1e-9));
    }

    @Test
    void each_epoch_has_another_order_and_the_same_seed_the_same_run() {
        Network first = trained(new Rng(3));
        assertThat(trained(new Rng(3)).parameters().get(0).value()).isEqualTo(first.parameters().get(0).value());
        assertThat(trained(new Rng(4)).parameters().get(0).value()).isNotEqualTo(first.parameters().get(0).value());
    }

    private static Network trained(Rng order) {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 4, 2);
        trainer(network, 0.1).batchSize(1).epochs(3).rng(order).fit(XOR, XOR_LABELS);
        return network;
    }

    @Test
    void early_stopping_puts_the_best_weights_back() {
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 8, 2);
        // The validation labels contradict the training labels: the better the training, the worse the validation.
        History history = trainer(network, 0.5).batchSize(4).epochs(100)
            .validation(XOR, new int[] {1, 0, 0, 1}).earlyStop(5).fit(XOR, XOR_LABELS);
        double best = history.epochs().stream().mapToDouble(History.Epoch::validationLoss).min().orElseThrow();
        assertThat(history.epochs()).hasSizeLessThan(100);
        assertThat(history.epochs().get(history.epochs().size() - 6).validationLoss()).isEqualTo(best);
        assertThat(new SoftmaxCrossEntropy().value(network.outputs(XOR), Matrix.oneHot(new int[] {1, 0, 0, 1}, 2))).isEqualTo(best);
    }

    /** The schedule would be asked for its factor at a negative share of the way. */
    @Test
    void more_steps_than_a_schedule_can_count_are_refused() {
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 8, 2);
        Trainer endless = trainer(network, 0.5).batchSize(1).epochs(Integer.MAX_VALUE).schedule((step, steps) -> {
            throw new IllegalStateException("asked for step " + step + " of " + steps);
        });
        assertThatIllegalArgumentException().isThrownBy(() -> endless.fit(XOR, XOR_LABELS))
            .withMessageContaining("found 8589934588");
    }

    /** Epoch 2 turns the examples round; their labels are then those of the opposite examples. */
    @Test
    void each_epoch_may_have_fresh_examples() {
        List<Double> losses = new ArrayList<>();
        for (int[] labels : new int[][] {XOR_LABELS, {1, 0, 0, 1}}) {
            Network network = Network.mlp(Tanh::new, new Rng(1), 2, 8, 2);
            History history = trainer(network, 0).batchSize(4).epochs(2)
                .eachEpoch((x, epoch) -> epoch == 1 ? x : Matrix.of(row(1, 0), row(0, 0), row(1, 1), row(0, 1)))
                .fit(XOR, labels);
            history.epochs().forEach(epoch -> losses.add(epoch.trainLoss()));
        }
        assertThat(losses.get(1)).isCloseTo(losses.get(2), within(1e-6)).isNotCloseTo(losses.get(0), within(1e-4));
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 8, 2);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> trainer(network, 0.1).eachEpoch((x, epoch) -> x.rows(0, 3)).fit(XOR, XOR_LABELS))
            .withMessageContaining("eachEpoch: the examples of epoch 1").withMessageContaining("4×2; found 3×2");
    }

    @Test
    void early_stopping_puts_the_running_means_back_too() {
        BatchNorm norm = new BatchNorm(8);
        Network network = new Network(new Dense(2, 8, new Rng(1)), norm, new Tanh(), new Dense(8, 2, new Rng(2)));
        int[] contradiction = {1, 0, 0, 1};
        History history = trainer(network, 0.5).batchSize(4).epochs(100).validation(XOR, contradiction).earlyStop(5)
            .fit(XOR, XOR_LABELS);
        double best = history.epochs().stream().mapToDouble(History.Epoch::validationLoss).min().orElseThrow();
        assertThat(history.epochs()).hasSizeLessThan(100);
        assertThat(new SoftmaxCrossEntropy().value(network.outputs(XOR), Matrix.oneHot(contradiction, 2))).isEqualTo(best);
    }

    @Test
    void a_loss_that_is_no_number_stops_with_advice() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 1);
        Matrix targets = Matrix.of(row(0), row(1), row(1), row(0));
        assertThatThrownBy(() -> new Trainer(network, new MeanSquaredError(), new Sgd(1000)).epochs(100).fit(XOR, targets))
            .isInstanceOf(DivergedException.class)
            .hasMessageContaining("epoch ").hasMessageContaining("step 1").hasMessageContaining("try 100.0");
    }

    /** The last step of an epoch may be the one that goes wrong: only the validation sees it. */
    @Test
    void a_validation_loss_that_is_no_number_stops_too() {
        Network network = new Network(new Dense(Matrix.of(row(0)), Matrix.of(row(0))));
        Matrix one = Matrix.of(row(1));
        Trainer trainer = new Trainer(network, new MeanSquaredError(), new Sgd(3e38)).epochs(1).validation(one, one);
        assertThatThrownBy(() -> trainer.fit(one, one)).isInstanceOf(DivergedException.class)
            .hasMessageStartingWith("epoch 1, step 1: the validation loss is Infinity");
    }

    /** The layers behind only pass it on. */
    @Test
    void the_layer_in_which_it_began_is_named() {
        Dense first = new Dense(2, 3, new Rng(1));
        Dense second = new Dense(3, 2, new Rng(2));
        Network network = new Network(first, new Tanh(), second);
        second.weight().set(1, 1, Float.POSITIVE_INFINITY);
        assertDiverges(network, XOR, "epoch 1, step 1: the loss is NaN, so training stopped. It began in layer 3"
            + " (dense 3 → 2): one of its weights is Infinity. The learning rate 0.1 is probably too large");
        first.weight().set(0, 0, Float.NaN);
        assertDiverges(network, XOR, "It began in layer 1 (dense 2 → 3): one of its weights is NaN.");
        Dense large = new Dense(Matrix.of(row(3e38f, 0), row(3e38f, 0)), Matrix.zeros(1, 2));
        assertDiverges(new Network(large), XOR, "It began in layer 1 (dense 2 → 2): its weights are numbers, but one of its"
            + " outputs is Infinity.");
    }

    @Test
    void a_loss_of_ones_own_that_is_no_number_is_to_blame_itself() {
        Loss own = new Loss() {
            @Override
            public double value(Matrix outputs, Matrix targets) {
                return Double.NaN;
            }

            @Override
            public Matrix gradient(Matrix outputs, Matrix targets) {
                return outputs;
            }

            @Override
            public double valueInDouble(double[][] outputs, Matrix targets) {
                return 0;
            }
        };
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 3, 2);
        assertThatThrownBy(() -> new Trainer(network, own, new Sgd(0.1)).fit(XOR, XOR_LABELS))
            .isInstanceOf(DivergedException.class).hasMessageContaining("All layers gave numbers: it began in the loss itself.");
    }

    @Test
    void data_that_are_no_numbers_are_named_and_not_the_network() {
        Network network = Network.mlp(Tanh::new, new Rng(1), 2, 3, 2);
        Matrix spoilt = XOR.copy();
        spoilt.set(2, 1, Float.NaN);
        assertDiverges(network, spoilt, "Not the network is to blame but the data: example 2 has NaN in column 1, both counted"
            + " from 0. Mend or leave out such examples.");
        Network other = Network.mlp(Tanh::new, new Rng(1), 2, 3, 2);
        assertThatThrownBy(() -> trainer(other, 0.1).validation(spoilt, XOR_LABELS).fit(XOR, XOR_LABELS))
            .isInstanceOf(DivergedException.class).hasMessageContaining("validation example 2 has NaN in column 1");
    }

    private static void assertDiverges(Network network, Matrix x, String message) {
        assertThatThrownBy(() -> trainer(network, 0.1).fit(x, XOR_LABELS)).isInstanceOf(DivergedException.class)
            .hasMessageStartingWith("epoch 1, step 1: the loss is ").hasMessageContaining(message);
    }

    // ---- data at the edge of sense ----

    @Test
    void no_epochs_leave_the_network_as_it_is() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 2);
        Matrix before = network.parameters().get(0).value().copy();
        History history = trainer(network, 0.1).epochs(0).validation(XOR, XOR_LABELS).earlyStop(1).fit(XOR, XOR_LABELS);
        assertThat(history.epochs()).isEmpty();
        assertThat(history).hasToString("");
        assertThat(network.parameters().get(0).value()).isEqualTo(before);
    }

    @Test
    void one_example_is_learned_by_heart() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 2);
        History history = trainer(network, 0.5).epochs(50).fit(Matrix.of(row(1, 0)), new int[] {1});
        assertThat(history.last().trainLoss()).isLessThan(0.05);
        assertThat(network.predict(Matrix.of(row(1, 0)))).containsExactly(1);
    }

    @Test
    void with_one_class_only_that_class_is_learned() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 3);
        History history = trainer(network, 0.5).epochs(50).fit(XOR, new int[] {2, 2, 2, 2});
        assertThat(history.last().trainAccuracy()).isEqualTo(1);
        assertThat(network.predict(XOR)).containsOnly(2);
    }

    /** Softmax of one number is 1 whatever the number is: there is nothing to learn, and nothing to get wrong. */
    @Test
    void with_one_output_there_is_nothing_to_choose() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 1);
        History history = trainer(network, 0.5).epochs(2).fit(XOR, new int[4]);
        assertThat(history.last().trainLoss()).isZero();
        assertThat(history.last().trainAccuracy()).isNaN();
        assertThat(network.predict(XOR)).containsOnly(0);
    }

    @Test
    void images_of_one_pixel() {
        Matrix x = Matrix.of(row(0), row(1), row(0), row(1));
        Network network = Network.mlp(Tanh::new, new Rng(1), 1, 4, 2);
        trainer(network, 0.5).epochs(200).fit(x, new int[] {0, 1, 0, 1});
        assertThat(network.predict(x)).containsExactly(0, 1, 0, 1);
    }

    @Test
    void a_label_that_is_no_class_is_refused() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 2);
        for (int wrong : new int[] {2, -1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).fit(XOR, new int[] {0, 1, 1, wrong}))
                .withMessage("oneHot: label " + wrong + " of example 3 is not a class; with 2 classes labels run from 0 to 1");
        }
    }

    /** Before the first step: otherwise it would be found out at the end of a long epoch. */
    @Test
    void a_single_example_left_over_for_batch_normalisation_is_refused_before_the_first_step() {
        Network network = new Network(new Dense(2, 4, new Rng(1)), new BatchNorm(4), new Relu(), new Dense(4, 2, new Rng(2)));
        Matrix before = network.parameters().get(0).value().copy();
        for (int batch : new int[] {1, 3}) {
            assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).batchSize(batch).fit(XOR, XOR_LABELS))
                .withMessageStartingWith("fit: 4 examples in batches of " + batch + " leave a batch of one, and batch normalisation");
        }
        assertThat(network.parameters().get(0).value()).isEqualTo(before);
        trainer(network, 0.1).batchSize(4).fit(XOR, XOR_LABELS);
    }

    @Test
    void advice_is_a_round_number() {
        Network network = new Network(new Dense(Matrix.of(row(Float.NaN)), Matrix.of(row(0))));
        Matrix one = Matrix.of(row(1));
        assertThatThrownBy(() -> new Trainer(network, new MeanSquaredError(), new Sgd(0.3)).fit(one, one))
            .hasMessageContaining("learning rate 0.3 is").hasMessageContaining("try 0.03.");
    }

    @Test
    void a_batch_may_be_larger_than_the_data() {
        List<Integer> steps = new ArrayList<>();
        trainer(Network.mlp(Relu::new, new Rng(1), 2, 2), 0.1).batchSize(Integer.MAX_VALUE).epochs(1)
            .listen(new TrainingListener() {
                @Override
                public void started(Plan plan) {
                    steps.add(plan.stepsPerEpoch());
                }

                @Override
                public void stepDone(Step step) {
                    steps.add(step.step());
                }
            }).fit(XOR, XOR_LABELS);
        assertThat(steps).containsExactly(1, 1);
    }

    @Test
    void an_interrupt_stops_training_and_the_network_still_works() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 2);
        TrainingListener stopper = new TrainingListener() {
            @Override
            public void stepDone(Step step) {
                if (step.epoch() == 3) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> trainer(network, 0.1).epochs(1000).listen(stopper).fit(XOR, XOR_LABELS))
            .isInstanceOf(CancellationException.class).hasMessageStartingWith("training was stopped in epoch 3 after step 1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(network.predict(XOR)).hasSize(4);
    }

    @Test
    void listeners_hear_of_everything_in_order() {
        List<String> heard = new ArrayList<>();
        trainer(Network.mlp(Relu::new, new Rng(1), 2, 2), 0.1).batchSize(3).epochs(2).listen(new TrainingListener() {
            @Override
            public void started(Plan plan) {
                heard.add("started " + plan.epochs() + "×" + plan.stepsPerEpoch());
            }

            @Override
            public void stepDone(Step step) {
                heard.add("step " + step.epoch() + "." + step.step() + " seen " + step.examplesSeen());
            }

            @Override
            public void epochDone(History.Epoch epoch) {
                heard.add("epoch " + epoch.number());
            }

            @Override
            public void finished(History history) {
                heard.add("finished");
            }
        }).fit(XOR, XOR_LABELS);
        assertThat(heard).containsExactly("started 2×2", "step 1.1 seen 3", "step 1.2 seen 4", "epoch 1",
            "step 2.1 seen 7", "step 2.2 seen 8", "epoch 2", "finished");
    }

    /** Before the first step, and when another epoch brings others. */
    @Test
    void pixels_that_are_not_scaled_are_refused() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 2).withPreprocessing(Preprocessing.pixels());
        Matrix fresh = network.values().get(0).copy();
        assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).fit(XOR.copy().scale(255), XOR_LABELS))
            .withMessageContaining("must be divided by 255");
        assertThat(network.values().get(0)).isEqualTo(fresh);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> trainer(network, 0.1).eachEpoch((x, epoch) -> XOR.copy().scale(255)).fit(XOR, XOR_LABELS))
            .withMessageContaining("must be divided by 255");
    }

    @Test
    void bad_arguments_are_explained() {
        Network network = Network.mlp(Relu::new, new Rng(1), 2, 8, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).batchSize(0))
            .withMessage("batchSize: must be at least 1, found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).fit(XOR, new int[3]))
            .withMessage("there are 4 examples, but 3 labels; each example needs one");
        assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).fit(Matrix.zeros(0, 2), new int[0]))
            .withMessageContaining("at least one training example");
        assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).fit(Matrix.zeros(4, 3), XOR_LABELS))
            .withMessageContaining("takes 2 inputs").withMessageContaining("4×3");
        assertThatIllegalArgumentException().isThrownBy(() -> trainer(network, 0.1).earlyStop(3).fit(XOR, XOR_LABELS))
            .withMessageContaining("earlyStop needs validation");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> trainer(network, 0.1).validation(Matrix.zeros(0, 2), new int[0]))
            .withMessageContaining("at least one validation example");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(Double.NaN)).withMessageContaining("learning rate");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(1e39)).withMessageContaining("learning rate");
    }

    private static Trainer trainer(Network network, double learningRate) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(learningRate));
    }
}
