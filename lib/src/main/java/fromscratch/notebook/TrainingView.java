package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.TrainingListener;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The network itself, drawn anew while it trains: neurons, the strongest weights, an image it is asked about, whether
 * it reads that right, and below it how many of the training examples it read right and wrong in each epoch:
 * {@code trainer.listen(new TrainingView(validation))}. Drawing after every step would make the training many times
 * as slow, so the view keeps to a budget, a fiftieth of the work; its first drawing and that at the end come on top.
 * A second training with the same view is drawn in the same place. Outside a notebook it shows nothing.
 */
public final class TrainingView implements TrainingListener {
    private static final int HEADER = 34;
    private static final int HEIGHT = HEADER + NetworkDrawing.HEIGHT + EpochBars.HEIGHT;
    private static final long ONE_IN = 50;

    private final Dataset watched;
    private final Consumer<Supplier<Output>> place;
    private final DrawingBudget budget;
    private Plan plan;
    private List<History.Epoch> epochs;
    private Step step;
    private long stepsDone;

    /**
     * @param watched images that the network is asked about, one after the other; best ones it does not train on
     * @throws IllegalArgumentException if there is none
     */
    public TrainingView(Dataset watched) {
        this(watched, new LiveOutput()::show, ONE_IN);
    }

    /**
     * @param place where the drawings are shown
     * @param oneIn drawing takes one nanosecond of work in so many
     */
    TrainingView(Dataset watched, Consumer<Supplier<Output>> place, long oneIn) {
        if (watched.size() == 0) {
            throw new IllegalArgumentException("TrainingView: expected at least one image to ask the network about, found none");
        }
        this.watched = watched;
        this.place = place;
        this.budget = new DrawingBudget(System::nanoTime, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, oneIn);
    }

    @Override
    public void started(Plan plan) {
        this.plan = plan;
        epochs = new ArrayList<>();
        step = null;
        stepsDone = 0;
        budget.begin();
    }

    @Override
    public void stepDone(Step step) {
        see(step);
        budget.draw(() -> draw(Drawing.DRAFT));
    }

    /** As {@link #stepDone(Step)}, but drawn at once. */
    void stepDone(Step step, int scale) {
        see(step);
        draw(scale);
    }

    private void see(Step step) {
        this.step = step;
        stepsDone++;
    }

    @Override
    public void epochDone(History.Epoch epoch) {
        epochs.add(epoch);
    }

    @Override
    public void finished(History history) {
        drawInFull();
    }

    /** The network as it is now, as sharp as a drawing that stays. */
    void drawInFull() {
        if (step != null) {
            draw(Drawing.SCALE);
        }
    }

    private void draw(int scale) {
        place.accept(() -> picture(scale));
    }

    /** The network as it is now, with the image whose turn it is: that depends on the step alone, not on the time. */
    Picture picture(int scale) {
        String header = "epoch " + step.epoch() + " of " + plan.epochs() + ", step " + step.step() + " of " + plan.stepsPerEpoch();
        return picture(scale, header, step.network(), (int) ((stepsDone - 1) % watched.size()));
    }

    /** A network that such a training is about to begin with, and the first image. */
    Picture before(Plan plan, Network network) {
        started(plan);
        return picture(Drawing.SCALE, "before the first of " + plan.epochs() + (plan.epochs() == 1 ? " epoch" : " epochs"), network, 0);
    }

    private Picture picture(int scale, String header, Network asked, int index) {
        Drawing drawing = new Drawing(SideBySide.PAGE_WIDTH, HEIGHT, scale);
        drawing.text(header, 12, HEADER / 2.0, 0, Drawing.BOLD, Palette.INK);
        String network = NetworkDrawing.draw(drawing, HEADER, asked, watched, index);
        String bars = EpochBars.draw(drawing, HEADER + NetworkDrawing.HEIGHT, plan, epochs);
        return drawing.pictureOfFewColours("Training, " + header + "\n" + network + "\n" + bars);
    }
}
