package fromscratch.notebook;

import fromscratch.eval.Experiment;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.Slider;
import fromscratch.notebook.widgets.TextField;

import java.util.List;
import java.util.TreeSet;

/** A control for each setting of a training but its seed, which stays that of the experiment they start with. */
final class SettingsControls {
    private static final List<Integer> BATCH_SIZES = List.of(8, 16, 32, 64, 128, 256, 512, 1024);
    private static final int MOST_EPOCHS = 50;
    private static final double LOWEST_RATE = 1e-5;
    private static final double HIGHEST_RATE = 10;

    private final Experiment start;
    private final TextField hidden;
    private final Dropdown<String> activation;
    private final Dropdown<String> optimizer;
    private final Slider<Double> rate;
    private final Dropdown<Integer> batchSize;
    private final Slider<Integer> epochs;

    /** @param start how they stand at first */
    SettingsControls(Experiment start) {
        this.start = start;
        TreeSet<Integer> sizes = new TreeSet<>(BATCH_SIZES);
        sizes.add(start.batchSize());
        hidden = TextField.of("hidden layers", "");
        activation = Dropdown.of("activation", Experiment.activations().toArray(String[]::new));
        optimizer = Dropdown.of("optimiser", Experiment.optimizers().toArray(String[]::new));
        rate = Slider.log("learning rate", Math.min(LOWEST_RATE, start.learningRate()),
            Math.max(HIGHEST_RATE, start.learningRate()));
        batchSize = Dropdown.of("batch size", sizes.toArray(Integer[]::new));
        epochs = Slider.whole("epochs", 1, Math.max(MOST_EPOCHS, start.epochs()));
        reset();
    }

    /** Puts all of them back to where they started. */
    void reset() {
        hidden.set(start.settings().get("hidden"));
        activation.set(start.activation());
        optimizer.set(start.optimizer());
        rate.set(start.learningRate());
        batchSize.set(start.batchSize());
        epochs.set(start.epochs());
    }

    /**
     * The experiment as they stand now.
     *
     * @throws IllegalArgumentException if the text of the hidden layers is not a list of sizes
     */
    Experiment experiment() {
        String sizes = hidden.value().replace(" ", "");
        return start.with("hidden", sizes.isEmpty() ? "none" : sizes).withActivation(activation.value())
            .withOptimizer(optimizer.value()).withLearningRate(rate.value()).withBatchSize(batchSize.value())
            .withEpochs(epochs.value());
    }

    /** The one that acts on a training that runs, too. */
    Slider<Double> learningRate() {
        return rate;
    }

    Box widget() {
        return Box.row(Box.column(hidden, activation, optimizer), Box.column(rate, batchSize, epochs));
    }
}
