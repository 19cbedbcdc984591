package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.eval.Experiment;
import fromscratch.nn.DivergedException;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Optimizer;
import fromscratch.nn.TrainingListener;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

/** A {@link BackgroundTraining} that says how far it is, and can be given another learning rate. */
final class TrainingRun {
    /** Often enough for what people look at. */
    private static final long BETWEEN_REPORTS = 100_000_000;   // nanoseconds

    /** How a training ended. */
    enum End {
        RUNNING, FINISHED, STOPPED, DIVERGED, FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How far it is.
     *
     * @param number  of the run, from 1
     * @param paused  whether it waits
     * @param rates   the learning rates, first to last: more than one if it was changed
     * @param seen    examples, of {@code total}
     * @param seconds of training, pauses not counted
     * @param steps   in epochs, the place of each of the {@code losses}
     * @param failure what was thrown, or {@code null}
     */
    record Report(int number, Experiment experiment, End end, boolean paused, List<Double> rates, long seen, long total,
                  double seconds, double[] steps, double[] losses, List<History.Epoch> epochs, Throwable failure) {
        /** How much of it is done, from 0 to 1. */
        double share() {
            return total == 0 ? 0 : (double) seen / total;
        }
    }

    private final int number;
    private final Experiment experiment;
    private final Dataset train;
    private final Dataset validation;
    private final BiConsumer<TrainingRun, Report> reporter;
    private final Network network;
    private final Optimizer optimizer;
    private final List<Double> rates = new ArrayList<>();
    private final BackgroundTraining training = new BackgroundTraining(this::run);

    /**
     * @param number   of the run, from 1
     * @param reporter hears of it ten times a second, and at last of its end; on the thread that trains, so it must be
     *                 quick
     */
    TrainingRun(int number, Experiment experiment, Dataset train, Dataset validation, BiConsumer<TrainingRun, Report> reporter) {
        this.number = number;
        this.experiment = experiment;
        this.train = train;
        this.validation = validation;
        this.reporter = reporter;
        network = experiment.network(train.x().cols(), train.classes());
        optimizer = experiment.newOptimizer();
        rates.add(experiment.learningRate());
    }

    // ---- from any thread ----

    void start() {
        training.start();
    }

    void pause() {
        training.pause();
    }

    void resume() {
        training.resume();
    }

    boolean isPaused() {
        return training.isPaused();
    }

    /** Ends it after the step that it is at. */
    void stop() {
        training.stop();
    }

    /** From the next step on. */
    synchronized void learningRate(double rate) {
        optimizer.setLearningRate(rate);
        rates.add(rate);
    }

    /** What is trained. */
    Network network() {
        return network;
    }

    // ---- on the thread that trains ----

    private void run() {
        Recorder recorder = new Recorder();
        try {
            experiment.trainer(network, optimizer).validation(validation.x(), validation.labels())
                .listen(recorder).fit(train.x(), train.labels());
            recorder.report(End.FINISHED, null);
        } catch (CancellationException e) {
            recorder.report(End.STOPPED, null);
        } catch (DivergedException e) {
            recorder.report(End.DIVERGED, e);
        } catch (Throwable e) {
            recorder.report(End.FAILED, e);   // said in the panel: on this thread nobody else would
        }
    }

    private final class Recorder implements TrainingListener {
        private final LossTrace losses = new LossTrace();
        private final List<History.Epoch> epochs = new ArrayList<>();
        private Plan plan = new Plan(0, 1, 0);
        private long seen;
        private long start = System.nanoTime();
        private long pauses;
        private long nextReport;

        @Override
        public void started(Plan plan) {
            this.plan = plan;
            start = System.nanoTime();
            nextReport = start;
        }

        @Override
        public void stepDone(Step step) {
            losses.add(step.loss());
            seen = step.examplesSeen();
            if (System.nanoTime() >= nextReport) {
                report(End.RUNNING, null);
                nextReport = System.nanoTime() + BETWEEN_REPORTS;
            }
            if (isPaused()) {
                report(End.RUNNING, null);
                pauses += training.hold();
            }
        }

        @Override
        public void epochDone(History.Epoch epoch) {
            epochs.add(epoch);
        }

        void report(End end, Throwable failure) {
            double[] steps = losses.steps();
            for (int i = 0; i < steps.length; i++) {
                steps[i] /= plan.stepsPerEpoch();
            }
            List<Double> ratesSoFar;
            synchronized (TrainingRun.this) {
                ratesSoFar = List.copyOf(rates);
            }
            reporter.accept(TrainingRun.this, new Report(number, experiment, end, isPaused(), ratesSoFar, seen,
                (long) plan.epochs() * plan.examples(), (System.nanoTime() - start - pauses) / 1e9,
                steps, losses.smoothed(), List.copyOf(epochs), failure));
        }
    }
}
