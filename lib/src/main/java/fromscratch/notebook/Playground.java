package fromscratch.notebook;

import fromscratch.data.ToyProblem;
import fromscratch.data.ToyProblem.Points;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;
import fromscratch.nn.Network;
import fromscratch.notebook.ToyTraining.Settings;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.Control;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.Mailbox;
import fromscratch.notebook.widgets.Problem;
import fromscratch.notebook.widgets.Slider;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A toy problem, a small network that learns it by plain gradient descent, and a drawing of both that follows the
 * controls and the training:
 *
 * <pre>
 *   var rings = new Playground(ToyProblem.RINGS).layers(1).neurons(3).rate(1).train(500);
 *   show(rings);
 * </pre>
 *
 * What is set in code can be changed on the page. A new learning rate acts on the network as it is; any other change
 * begins anew. While it plays, cells can be run; all that is done then is done on one thread, which ends when there is
 * nothing to do, and with the kernel. One plays at a time: another that is shown or played pauses it.
 */
public final class Playground {
    private static final int MOST_LAYERS = 3;
    private static final int MOST_NEURONS = 64;
    private static final int MOST_POINTS = 400;
    private static final int STARTS = 20;
    /** Not a slider: the page would round what a cell sets to the slider's steps. */
    private static final Double[] RATES = {0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.3, 0.5, 1.0, 3.0, 10.0, 30.0, 100.0};
    /** Nobody need see more than ten drawings a second, and the page is to keep up. */
    private static final long FRAME = 100;   // milliseconds
    /** Then it pauses by itself: it may be below a page that is long closed. */
    private static final int STEPS_PER_PLAY = 20_000;

    /** One plays at a time: the page of another may be gone, as when its cell was run again. */
    private static final AtomicReference<Playground> LATEST = new AtomicReference<>();

    private final Dropdown<ToyProblem> problem = Dropdown.of("problem", ToyProblem.values());
    private final Slider<Double> noise = Slider.decimal("noise", 0, 0.5).step(0.01).at(0.05);
    private final Slider<Integer> points = Slider.whole("points", 20, MOST_POINTS).at(200);
    private final Slider<Integer> layers = Slider.whole("hidden layers", 0, MOST_LAYERS).at(1);
    private final Slider<Integer> neurons = Slider.whole("neurons in each", 1, MOST_NEURONS).at(4);
    private final Dropdown<String> activation = Dropdown.of("activation", "tanh", "relu", "sigmoid");
    private final Slider<Integer> start = Slider.whole("start", 1, STARTS);
    private final Dropdown<Double> rate = Dropdown.of("learning rate", RATES).at(0.5);
    private final Dropdown<Integer> stepsPerPicture = Dropdown.of("steps a picture", 1, 10, 100, 1000).at(10);

    private final Button play = Button.of("Play");
    private final Button pause = Button.of("Pause");
    private final Button reset = Button.of("Reset");
    private final StatusLine status = new StatusLine();
    private final LiveView view = new LiveView();
    private final Problem problemLine = new Problem();

    private final Mailbox drawings = new Mailbox("fromscratch-playground");
    private volatile boolean shown;
    private volatile boolean anew = true;
    private volatile boolean playing;
    private final AtomicInteger stepsToPlay = new AtomicInteger();
    private ToyTraining training;

    /** With 200 points, little noise, and a hidden layer of four neurons, nothing learned yet. */
    public Playground(ToyProblem problem) {
        this.problem.set(problem);
        for (Control<?> control : List.of(this.problem, noise, points, layers, neurons, activation, start)) {
            control.watch(this::beginAnew);
        }
        rate.watch(this::drawSoon);
        play.watch(this::playPressed);
        pause.watch(this::pausePressed);
        reset.watch(this::resetPressed);
        pause.enable(false);
    }

    // ---- for cells: the settings ----

    /** The standard deviation of what is added to each coordinate of a point: 0 to 0.5. */
    public Playground noise(double noise) {
        this.noise.set(noise);
        return this;
    }

    /** How many points there are to learn from: 20 to 400. */
    public Playground points(int points) {
        this.points.set(points);
        return this;
    }

    /** How many hidden layers there are: 0 to 3. */
    public Playground layers(int layers) {
        this.layers.set(layers);
        return this;
    }

    /** How many neurons are in each hidden layer: 1 to 64. */
    public Playground neurons(int neurons) {
        this.neurons.set(neurons);
        return this;
    }

    /** Of the hidden layers: tanh, relu or sigmoid. */
    public Playground activation(String activation) {
        this.activation.set(activation);
        return this;
    }

    /** The random numbers that the weights start with: 1 to 20. */
    public Playground start(int start) {
        this.start.set(start);
        return this;
    }

    /** The learning rate: 0.001, 0.003, 0.01 and so on to 100, and 0.05 and 0.5. */
    public Playground rate(double rate) {
        this.rate.set(rate);
        return this;
    }

    // ---- for cells: learning, and what came of it ----

    /**
     * Takes so many steps of gradient descent, each with all points.
     *
     * @throws IllegalStateException                      if the loss becomes infinite or NaN
     * @throws java.util.concurrent.CancellationException if the cell is stopped; the network keeps what it has learned
     */
    public synchronized Playground train(int steps) {
        training().train(steps, rate.value());
        drawSoon();
        return this;
    }

    /** How many steps there were. */
    public synchronized int steps() {
        return training().steps();
    }

    /** The mean loss on the points that it learns from, now. */
    public synchronized double loss() {
        return training().loss(training().training());
    }

    /** The network as it is now: two inputs, two outputs. */
    public synchronized Network network() {
        return training().network();
    }

    /** What it learns from. */
    public synchronized Points points() {
        return training().training();
    }

    /** 200 other points of the same problem, which it does not learn from. */
    public synchronized Points validation() {
        return training().validation();
    }

    /** How many of the points the network reads right, now. */
    public synchronized int right(Points points) {
        return training().right(points);
    }

    /** The probability of class 1 minus ½, from points [n × 2] to numbers [n × 1]: the border lies where it is 0. */
    public synchronized Matrix score(Matrix points) {
        return training().score(points);
    }

    /** The map alone, to stand beside others; of few neurons in the first layer the straight lines are dashed. */
    public synchronized Picture map(String title) {
        boolean lines = layers.value() > 0 && neurons.value() <= PlaygroundPicture.MOST_LINES;
        return PlanePicture.draw(title, PlanePicture.X, PlanePicture.Y, points(), this::score,
            lines ? (Dense) network().layers().get(0) : null);
    }

    // ---- the page ----

    /** All of it; where it can't change, as it is now. */
    synchronized Output.Live output() {
        Picture now = PlaygroundPicture.draw(training(), rate.value(), Drawing.SCALE);
        view.show(now);
        status.say(playing ? "playing" : "ready");
        shown = true;
        pauseTheOther();
        return new Output.Live(widget(), new Picture(now.image(), now.width(), now.height(),
            "[run this cell to use the controls]\n" + now.text()));
    }

    Box widget() {
        return Box.column(
            Box.row(Box.column(problem, noise, points, start), Box.column(layers, neurons, activation, rate)),
            Box.row(play, pause, reset, stepsPerPicture, status.widget()), problemLine.line(), view.widget());
    }

    // ---- what the reader does, on the kernel's thread ----

    private void playPressed() {
        pauseTheOther();
        stepsToPlay.set(STEPS_PER_PLAY);
        problemLine.clear();
        playing(true);
        drawSoon();
    }

    private void pauseTheOther() {
        Playground other = LATEST.getAndSet(this);
        if (other != null && other != this && other.playing) {
            other.pausePressed();
        }
    }

    private void pausePressed() {
        playing(false);
        drawSoon();
    }

    private void resetPressed() {
        playing(false);
        beginAnew();
    }

    private void beginAnew() {
        anew = true;
        problemLine.clear();
        drawSoon();
    }

    private void playing(boolean now) {
        playing = now;
        play.enable(!now);
        pause.enable(now);
        status.say(now ? "playing" : "paused");
    }

    /** Nothing is drawn that nobody can see. */
    private void drawSoon() {
        if (shown) {
            drawings.post(this, this::frame);
        }
    }

    // ---- drawing and learning, on one thread ----

    private void frame() {
        long begin = System.nanoTime();
        try {
            if (playing) {
                playOn();
            }
            draw(Drawing.DRAFT);
        } catch (Throwable e) {
            playing(false);
            problemLine.show(e);
        }
        if (playing) {
            rest(FRAME - (System.nanoTime() - begin) / 1_000_000);
            drawSoon();
        } else {
            drawings.post(view, () -> draw(Drawing.SCALE));   // sharp, when there is nothing else to do
        }
    }

    private synchronized void playOn() {
        training().train(stepsPerPicture.value(), rate.value());
        if (stepsToPlay.addAndGet(-stepsPerPicture.value()) <= 0) {
            playing(false);
        }
    }

    private synchronized void draw(int scale) {
        view.show(PlaygroundPicture.draw(training(), rate.value(), scale));
    }

    private void rest(long milliseconds) {
        try {
            Thread.sleep(Math.max(0, milliseconds));
        } catch (InterruptedException e) {
            playing(false);
        }
    }

    /** That of the controls as they stand now. */
    private ToyTraining training() {
        if (anew) {
            anew = false;   // before the controls are read: a change from now on counts again
            training = new ToyTraining(new Settings(problem.value(), noise.value(), points.value(), layers.value(),
                neurons.value(), activation.value(), start.value()));
        }
        return training;
    }
}
