package fromscratch.notebook;

import fromscratch.nn.History;
import fromscratch.nn.TrainingListener;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Loss over the steps and accuracy over the epochs, drawn anew while a training runs:
 * {@code trainer.listen(new LiveCurve())}. After a drawing it rests 25 times as long as that took, so that it costs
 * 4 % of the time, but a second at most, as the very first drawings are slow. Outside a notebook it shows nothing.
 */
public final class LiveCurve implements TrainingListener {
    private static final long SHORTEST_REST = 300_000_000;   // nanoseconds: three drawings a second
    private static final long LONGEST_REST = 1_000_000_000;
    private static final int REST_PER_WORK = 25;

    private final LongSupplier clock;
    private LiveOutput output;
    private Plan plan;
    private LossTrace losses;
    private List<History.Epoch> epochs;
    private long nextDrawing;

    /** For a training, which then says how long it is. */
    public LiveCurve() {
        this(System::nanoTime);
    }

    LiveCurve(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void started(Plan plan) {
        this.plan = plan;
        output = new LiveOutput();
        losses = new LossTrace();
        epochs = new ArrayList<>();
        output.show(() -> picture(Drawing.DRAFT));   // empty, so that the time to load the chart library isn't taken for a drawing's
        nextDrawing = clock.getAsLong() + SHORTEST_REST;
    }

    @Override
    public void stepDone(Step step) {
        losses.add(step.loss());
        long now = clock.getAsLong();
        if (now >= nextDrawing) {
            output.show(() -> picture(Drawing.DRAFT));
            long after = clock.getAsLong();
            nextDrawing = after + Math.max(SHORTEST_REST, Math.min(LONGEST_REST, REST_PER_WORK * (after - now)));
        }
    }

    @Override
    public void epochDone(History.Epoch epoch) {
        epochs.add(epoch);
    }

    @Override
    public void finished(History history) {
        output.show(() -> picture(Drawing.SCALE));
    }

    /** Both curves as they are now, always of the same size on the page. */
    Picture picture(int scale) {
        return SideBySide.of(List.of(lossChart(), accuracyChart()), scale);
    }

    private XYChart lossChart() {
        XYChart chart = Charts.line("Loss by step", "step", "loss");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) plan.epochs() * plan.stepsPerEpoch())
            .setLegendPosition(LegendPosition.InsideNE);
        if (losses.size() == 0) {
            chart.getStyler().setYAxisMin(0.0).setYAxisMax(2.5);
        } else {
            chart.addSeries("measured", losses.steps(), losses.losses()).setLineColor(Palette.FAINT).setLineWidth(1);
            chart.addSeries("smoothed", losses.steps(), losses.smoothed())
                .setLineColor(Palette.BLUE).setLineStyle(ChartTheme.SOLID);
        }
        return chart;
    }

    private XYChart accuracyChart() {
        XYChart chart = Charts.accuracy(epochs);
        Charts.wholeNumbers(chart, plan.epochs());
        if (epochs.isEmpty()) {
            chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
        }
        return chart;
    }
}
