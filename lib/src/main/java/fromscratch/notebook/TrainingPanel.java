package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.eval.Experiment;
import fromscratch.nn.Network;
import fromscratch.notebook.TrainingRun.End;
import fromscratch.notebook.TrainingRun.Report;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.Problem;
import fromscratch.notebook.widgets.Widget;
import tech.tablesaw.api.Table;

import java.util.ArrayList;
import java.util.List;

/**
 * A laboratory bench: controls for the settings of a training, buttons, curves that grow while it trains in the
 * background, and a table of the trainings so far. {@code show(new TrainingPanel(train, validation))}. Cells can be run
 * meanwhile; while one is running, Jupyter keeps what is pressed until its end. The learning rate acts at once on the
 * training that runs; the other settings act on the next one.
 *
 * <p>There is one panel at a time: a new one stops whatever trains in the background, which nobody might see any more.
 */
public final class TrainingPanel {
    private final Dataset train;
    private final Dataset validation;

    private final SettingsControls settings;
    private final Button trainButton = Button.of("Train");
    private final Button pauseButton = Button.of("Pause");
    private final Button stopButton = Button.of("Stop");
    private final Button resetButton = Button.of("Reset");
    private final RunStatus status = new RunStatus();
    private final Problem problem = new Problem();
    private final RunBoard board;

    private final List<Report> runs = new ArrayList<>();
    private TrainingRun current;
    private Network lastNetwork;

    /** Starts with {@link Experiment#defaults}. */
    public TrainingPanel(Dataset train, Dataset validation) {
        this(train, validation, Experiment.defaults());
    }

    /**
     * @param train      what is learned
     * @param validation what the accuracy is measured on after each epoch
     * @param start      how the controls stand at first
     * @throws IllegalArgumentException if a data set is empty
     */
    public TrainingPanel(Dataset train, Dataset validation, Experiment start) {
        if (train.size() == 0 || validation.size() == 0) {
            throw new IllegalArgumentException("TrainingPanel: expected images to train on and to validate with, found "
                + train.size() + " and " + validation.size());
        }
        this.train = train;
        this.validation = validation;
        settings = new SettingsControls(start);
        board = new RunBoard(train.classes());
        trainButton.watch(this::trainPressed);
        pauseButton.watch(this::pausePressed);
        stopButton.watch(this::stop);
        resetButton.watch(this::resetPressed);
        settings.learningRate().watch(this::rateMoved);
        enableButtons();
        BackgroundTraining.stopLatest();
    }

    // ---- for cells ----

    /** The trainings so far, a row for each. */
    public synchronized Table runs() {
        return RunTable.of(runs);
    }

    /**
     * The network that is being trained or was trained last.
     *
     * @throws IllegalStateException if there is none yet
     */
    public synchronized Network network() {
        if (lastNetwork == null) {
            throw new IllegalStateException("nothing is trained yet: press Train first");
        }
        return lastNetwork;
    }

    Widget widget() {
        return Box.column(settings.widget(), Box.row(trainButton, pauseButton, stopButton, resetButton),
            status.widget(), problem.line(), board.widget());
    }

    // ---- the buttons, on the kernel's thread ----

    private synchronized void trainPressed() {
        if (current != null) {
            current.resume();
        } else {
            begin();
        }
        enableButtons();
    }

    private void begin() {
        try {
            current = new TrainingRun(runs.size() + 1, settings.experiment(), train, validation, this::reported);
        } catch (IllegalArgumentException e) {
            problem.show(e);   // what was typed is not a setting
            return;
        }
        problem.clear();
        lastNetwork = current.network();
        current.start();
    }

    private synchronized void pausePressed() {
        if (current != null) {
            current.pause();
            enableButtons();
        }
    }

    private synchronized void stop() {
        if (current != null) {
            current.stop();
        }
    }

    /** Also what is running is forgotten: its reports are of no interest any more. */
    private synchronized void resetPressed() {
        stop();
        current = null;
        runs.clear();
        settings.reset();
        problem.clear();
        enableButtons();
        status.ready();
        board.finished(runs);
    }

    private synchronized void rateMoved() {
        if (current != null) {
            current.learningRate(settings.learningRate().value());
        }
    }

    private void enableButtons() {
        boolean running = current != null && !current.isPaused();
        trainButton.enable(!running);
        pauseButton.enable(running);
        stopButton.enable(current != null);
    }

    // ---- what the training says, on its thread ----

    private synchronized void reported(TrainingRun from, Report report) {
        if (from != current) {
            return;   // ended by Reset, and forgotten
        }
        if (report.end() == End.RUNNING) {
            status.going(report, train.size());
            board.going(runs, report);
            return;
        }
        runs.add(report);
        current = null;
        enableButtons();
        status.ended(report);
        if (report.failure() != null) {
            problem.show(report.failure());
        }
        board.finished(runs);
    }
}
