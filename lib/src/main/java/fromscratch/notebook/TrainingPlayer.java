package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.nn.History;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.Problem;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * A {@link TrainingView} at the reader's own pace: a training in the background with Play and Pause, single steps and
 * a choice of speed. {@code show(new TrainingPlayer(trainer, train, validation))}. Cells can be run meanwhile. After its
 * end Play trains the network for as many epochs again. Another player, or the same cell run again, ends the training.
 */
public final class TrainingPlayer {
    /** The reader is here to watch: drawing may take a fifth of the time. */
    private static final long ONE_IN = 5;
    /** Rests between two steps, in nanoseconds, in which a drawing is done: a coarse one, and a sharp one. */
    private static final long TIME_TO_DRAW = 90_000_000;
    private static final long TIME_TO_DRAW_IN_FULL = 250_000_000;
    /** Between two drawings of a training that is slowed down, but not so much that each step is drawn. */
    private static final long BETWEEN_DRAWINGS = 250_000_000;

    private enum Speed {
        SLOWEST(1, "1 step a second"), SLOW(3, "3 steps a second"), MIDDLE(10, "10 steps a second"),
        FAST(100, "100 steps a second"), FASTER(1000, "1,000 steps a second"),
        FULL(BackgroundTraining.FULL_SPEED, "as fast as it trains");

        final double stepsPerSecond;
        private final String words;

        Speed(double stepsPerSecond, String words) {
            this.stepsPerSecond = stepsPerSecond;
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Trainer trainer;
    private final Dataset train;
    private final TrainingView view;
    private final Picture first;

    private final Button playButton = Button.of("Play");
    private final Button stepButton = Button.of("Step");
    private final Button stopButton = Button.of("Stop");
    private final Dropdown<Speed> speed = Dropdown.of("speed", Speed.values());
    private final StatusLine status = new StatusLine();
    private final LiveView picture = new LiveView();
    private final Problem problem = new Problem();

    private BackgroundTraining current;

    /**
     * @param trainer how to train; from now on it tells this player of every step
     * @param train   what is learned
     * @param watched images that the network is asked about, one after the other; best ones it does not train on
     * @throws IllegalArgumentException if there is nothing to train on or to ask about, or it does not fit the network
     */
    public TrainingPlayer(Trainer trainer, Dataset train, Dataset watched) {
        if (train.size() == 0) {
            throw new IllegalArgumentException("TrainingPlayer: expected at least one image to train on, found none");
        }
        this.trainer = trainer.listen(new Follower());
        this.train = train;
        view = new TrainingView(watched, this::draw, ONE_IN);
        first = view.before(trainer.plan(train.size()), trainer.network());
        picture.show(first);
        playButton.watch(this::playPressed);
        stepButton.watch(this::stepPressed);
        stopButton.watch(this::stopPressed);
        speed.watch(this::speedChosen);
        say("ready");
        BackgroundTraining.stopLatest();   // the same cell's, if it is run again
    }

    /** The controls and the view; where they can't run, the network as it is before the training. */
    Output.Live output() {
        return new Output.Live(Box.column(Box.row(playButton, stepButton, stopButton, speed), status.widget(), problem.line(),
            picture.widget()),
            first);
    }

    // ---- the controls, on the kernel's thread ----

    private synchronized void playPressed() {
        if (current == null) {
            begin(false);
        } else if (current.isPaused()) {
            current.resume();
        } else {
            current.pause();
        }
        say(state());
    }

    private synchronized void stepPressed() {
        if (current == null) {
            begin(true);
        } else {
            current.step();
        }
        say(state());
    }

    private synchronized void stopPressed() {
        if (current != null) {
            current.stop();
        }
    }

    private synchronized void speedChosen() {
        if (current != null) {
            current.pace(speed.value().stepsPerSecond);
        }
    }

    private void begin(boolean paused) {
        problem.clear();
        current = new BackgroundTraining(this::train);
        current.pace(speed.value().stepsPerSecond);
        if (paused) {
            current.pause();
        }
        current.start();
    }

    private String state() {
        return current.isPaused() ? "paused" : "playing";
    }

    private void say(String words) {
        playButton.label(current == null || current.isPaused() ? "Play" : "Pause");
        stopButton.enable(current != null);
        status.say(words);
    }

    // ---- on the thread that trains ----

    private void train() {
        try {
            trainer.fit(train.x(), train.labels());
            ended("finished");
        } catch (CancellationException e) {
            Thread.interrupted();   // it has been obeyed, and would be in the way of messages to the page
            view.drawInFull();
            ended("stopped; Play begins with the first epoch again, and with the weights as they are");
        } catch (Throwable e) {
            problem.show(e);   // on this thread nobody else would say it
            ended("ended by an error");
        }
    }

    private synchronized void ended(String how) {
        current = null;
        say(how);
    }

    private void draw(Supplier<Output> drawing) {
        try {
            picture.show(drawing.get());
        } catch (Throwable e) {
            problem.show(e);
        }
    }

    private synchronized BackgroundTraining current() {
        return current;
    }

    /** Draws and waits. */
    private final class Follower implements TrainingListener {
        private long nextDrawing = System.nanoTime();

        @Override
        public void started(Plan plan) {
            view.started(plan);
        }

        @Override
        public void stepDone(Step step) {
            BackgroundTraining training = current();
            if (training == null) {
                view.stepDone(step);   // somebody called fit in a cell
                return;
            }
            if (training.rests(TIME_TO_DRAW_IN_FULL)) {
                view.stepDone(step, Drawing.SCALE);
            } else if (training.rests(TIME_TO_DRAW) || training.rests(1) && System.nanoTime() - nextDrawing >= 0) {
                view.stepDone(step, Drawing.DRAFT);
                nextDrawing = System.nanoTime() + BETWEEN_DRAWINGS;
            } else {
                view.stepDone(step);
            }
            training.hold();
        }

        @Override
        public void epochDone(History.Epoch epoch) {
            view.epochDone(epoch);
        }

        @Override
        public void finished(History history) {
            view.finished(history);
        }
    }
}
