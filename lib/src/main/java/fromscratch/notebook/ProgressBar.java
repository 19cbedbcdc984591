package fromscratch.notebook;

import fromscratch.nn.History;
import fromscratch.nn.TrainingListener;

import java.util.function.LongSupplier;

/**
 * A bar that fills up while a cell works: how far it is, how fast, and how long it will still take. In a training:
 * {@code trainer.listen(new ProgressBar())}; in a loop of your own:
 *
 * <pre>
 *   try (var bar = ProgressBar.over(words.size(), "words")) {
 *       for (String word : words) { …; bar.step(); }
 *   }
 * </pre>
 *
 * <p>Not for several threads at a time. Outside a notebook it shows nothing.
 */
public final class ProgressBar implements TrainingListener, AutoCloseable {
    private static final long BETWEEN_UPDATES = 200_000_000;   // nanoseconds: five a second

    private final LongSupplier clock;
    private final String unit;
    private LiveOutput output;
    private long total;
    private long done;
    private long start;
    private long nextUpdate;
    private Plan plan;
    private Step step;

    /** For a training, which then says how long it is. */
    public ProgressBar() {
        this("examples", System::nanoTime);
    }

    ProgressBar(String unit, LongSupplier clock) {
        this.unit = unit;
        this.clock = clock;
    }

    /**
     * A bar for a loop; call {@link #step()} in each turn and {@link #close} at the end.
     *
     * @param total how many steps there will be
     * @param unit  what is counted, such as {@code words}
     */
    public static ProgressBar over(long total, String unit) {
        ProgressBar bar = new ProgressBar(unit, System::nanoTime);
        bar.begin(total);
        return bar;
    }

    void begin(long total) {
        this.total = total;
        done = 0;
        plan = null;
        step = null;
        output = new LiveOutput();
        start = clock.getAsLong();
        nextUpdate = start + BETWEEN_UPDATES;
        output.show(this::current);
    }

    /** One more is done. */
    public void step() {
        step(1);
    }

    /** So many more are done. */
    public void step(long more) {
        done += more;
        if (clock.getAsLong() >= nextUpdate) {
            output.show(this::current);
            nextUpdate = clock.getAsLong() + BETWEEN_UPDATES;
        }
    }

    /** The end of a loop: shows how long it took, or how far it came. */
    @Override
    public void close() {
        output.show(this::end);
    }

    // ---- in a training ----

    @Override
    public void started(Plan plan) {
        begin((long) plan.epochs() * plan.examples());
        this.plan = plan;
        done = plan.seenBefore();
    }

    @Override
    public void stepDone(Step step) {
        this.step = step;
        step(step.examplesSeen() - done);
    }

    @Override
    public void finished(History history) {
        output.show(() -> BarDrawing.done(summary()));   // earlier than planned, if it stopped early
    }

    // ---- words ----

    Html current() {
        double seconds = seconds();
        String words = step == null ? Format.count(done) + " of " + Format.count(total) + " " + unit
            : "epoch " + step.epoch() + " of " + plan.epochs();
        if (doneSinceStart() > 0 && seconds > 0) {
            words += " · " + rate(seconds) + " " + unit + "/s · "
                + Format.duration(seconds * (total - done) / doneSinceStart()) + " left";
        }
        return BarDrawing.draw(share(), words + loss());
    }

    Html end() {
        return done >= total ? BarDrawing.done(summary()) : BarDrawing.draw(share(), "stopped after " + summary());
    }

    private String summary() {
        double seconds = seconds();
        return Format.count(done) + " " + unit + " in " + Format.decimals(seconds, 1) + " s"
            + (seconds > 0 ? " · " + rate(seconds) + "/s" : "") + loss();
    }

    /** A training that was resumed did not begin at 0. */
    private long doneSinceStart() {
        return plan == null ? done : done - plan.seenBefore();
    }

    /** How many a second: slow work, such as whole trainings, needs a decimal. */
    private String rate(double seconds) {
        double rate = doneSinceStart() / seconds;
        return rate < 10 ? Format.decimals(rate, 1) : Format.count(Math.round(rate));
    }

    private String loss() {
        return step == null ? "" : " · loss " + Format.decimals(step.loss(), 4);
    }

    private double share() {
        return total == 0 ? 1 : (double) done / total;
    }

    private double seconds() {
        return (clock.getAsLong() - start) / 1e9;
    }
}
