package fromscratch.notebook;

import fromscratch.data.ToyProblem;
import fromscratch.data.ToyProblem.Points;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Activation;
import fromscratch.nn.DivergedException;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A small network that learns a toy problem by plain gradient descent, all points in each step. The same settings and
 * steps give the same network, however the steps are divided.
 */
final class ToyTraining {
    /** Enough to measure a share of right answers to half a percent. */
    static final int VALIDATION_POINTS = 200;

    private static final long TRAINING_SEED = 1;
    private static final long VALIDATION_SEED = 2;

    /**
     * What decides how a training goes, except the learning rate, which may change on the way.
     *
     * @param layers  hidden ones
     * @param neurons in each of them
     * @param start   seed of the weights; the points are the same for each
     */
    record Settings(ToyProblem problem, double noise, int points, int layers, int neurons, String activation, int start) {
        /** Such as {@code 2-4-4-2}. */
        String sizes() {
            return "2-" + (neurons + "-").repeat(layers) + "2";
        }
    }

    private final Settings settings;
    private final Points training;
    private final Points validation;
    private final Network network;
    private final Sgd optimizer = new Sgd(0);
    private final Rng order = new Rng(0);
    private final LossTrace trainingLoss = new LossTrace();
    private final LossTrace validationLoss = new LossTrace();
    private int steps;

    ToyTraining(Settings settings) {
        this.settings = settings;
        training = settings.problem.points(settings.points, settings.noise, new Rng(TRAINING_SEED));
        validation = settings.problem.points(VALIDATION_POINTS, settings.noise, new Rng(VALIDATION_SEED));
        int[] sizes = new int[settings.layers + 2];
        Arrays.fill(sizes, settings.neurons);
        sizes[0] = 2;
        sizes[sizes.length - 1] = 2;
        network = Network.mlp(() -> Activation.named(settings.activation), new Rng(settings.start), sizes);
    }

    /**
     * Goes on learning.
     *
     * @throws IllegalStateException                      if the loss becomes infinite or NaN
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    void train(int moreSteps, double rate) {
        optimizer.setLearningRate(rate);
        try {
            trainer(moreSteps).fit(training.x(), training.labels());
        } catch (DivergedException e) {
            throw new IllegalStateException("step " + (steps + 1) + ": the loss is no number any more; the learning rate is"
                + " too large: make it smaller and begin anew");
        }
    }

    private Trainer trainer(int moreSteps) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
            .batchSize(settings.points).epochs(moreSteps).rng(order)   // one batch an epoch: an epoch is a step
            .validation(validation.x(), validation.labels())
            .listen(new TrainingListener() {
                @Override
                public void epochDone(History.Epoch epoch) {
                    trainingLoss.add(epoch.trainLoss());
                    validationLoss.add(epoch.validationLoss());
                    steps++;
                }
            });
    }

    Settings settings() {
        return settings;
    }

    Points training() {
        return training;
    }

    Points validation() {
        return validation;
    }

    Network network() {
        return network;
    }

    int steps() {
        return steps;
    }

    LossTrace trainingLoss() {
        return trainingLoss;
    }

    LossTrace validationLoss() {
        return validationLoss;
    }

    /** The probability of class 1 minus ½: above 0 where the network says class 1. From [n × 2] to [n × 1]. */
    Matrix score(Matrix points) {
        Matrix p = network.probabilities(points);
        Matrix score = Matrix.zeros(points.rows(), 1);
        for (int i = 0; i < points.rows(); i++) {
            score.set(i, 0, p.get(i, 1) - 0.5f);
        }
        return score;
    }

    /** How many of the points the network reads right. */
    int right(Points points) {
        int[] guesses = network.predict(points.x());
        return (int) IntStream.range(0, guesses.length).filter(i -> guesses[i] == points.labels()[i]).count();
    }

    /** The mean loss on the points as the network is now. */
    double loss(Points points) {
        return new SoftmaxCrossEntropy().value(network.outputs(points.x()), Matrix.oneHot(points.labels(), 2));
    }
}
