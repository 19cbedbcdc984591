package fromscratch.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Parallel coordinates (Inselberg, "The plane with parallel coordinates", 1985): each setting has an upright axis, and
 * each trial is a line that crosses every axis at its value. The last axis says how good a trial was; the lines of the
 * best are drawn strong, so that what they have in common is seen.
 *
 * <pre>
 *   show(new ParallelCoordinates("24 trainings").logAxis("learning rate", rates).axis("accuracy in %", accuracies).picture(5));
 * </pre>
 */
public final class ParallelCoordinates {
    private static final double LEFT = 80;
    private static final double TOP = 70;
    private static final double HEIGHT = 260;
    private static final int WIDTH = 700;

    private record Axis(String name, double[] values, boolean logarithmic) {
        double lowest() {
            return numbers().min().orElse(0);
        }

        double highest() {
            return numbers().max().orElse(0);
        }

        private DoubleStream numbers() {
            return DoubleStream.of(values).filter(Double::isFinite);
        }

        /** From 0 at the bottom to 1 at the top. */
        double place(double value) {
            double from = scale(lowest());
            double to = scale(highest());
            return to > from ? (scale(value) - from) / (to - from) : 0.5;
        }

        private double scale(double value) {
            return logarithmic ? StrictMath.log(value) : value;
        }
    }

    private final String title;
    private final List<Axis> axes = new ArrayList<>();

    /** Without axes at first. */
    public ParallelCoordinates(String title) {
        this.title = title;
    }

    /** One more axis, with a value of each trial. A trial with a NaN or an infinite one is not drawn. */
    public ParallelCoordinates axis(String name, double... values) {
        return add(new Axis(name, values.clone(), false));
    }

    /** One more axis on which equal factors are equally long. The values must be positive. */
    public ParallelCoordinates logAxis(String name, double... values) {
        if (DoubleStream.of(values).anyMatch(v -> v <= 0)) {
            throw new IllegalArgumentException("logAxis: expected positive values for " + name + "; others have no logarithm");
        }
        return add(new Axis(name, values.clone(), true));
    }

    private ParallelCoordinates add(Axis axis) {
        if (!axes.isEmpty() && axes.get(0).values.length != axis.values.length) {
            throw new IllegalArgumentException("axis: expected " + axes.get(0).values.length + " values for " + axis.name
                + ", as for the axes before, found " + axis.values.length);
        }
        axes.add(axis);
        return this;
    }

    /**
     * The picture.
     *
     * @param strong how many trials, best ones on the last axis, are drawn strong
     * @throws IllegalArgumentException if there are not at least two axes
     */
    public Picture picture(int strong) {
        if (axes.size() < 2) {
            throw new IllegalArgumentException("picture: expected at least two axes, found " + axes.size());
        }
        Drawing drawing = new Drawing(WIDTH, (int) (TOP + HEIGHT + 40));
        drawing.text(title, 10, 20, 0, ChartTheme.TITLE, Palette.INK);
        List<Integer> fromWorst = fromWorst();
        for (int i = 0; i < fromWorst.size(); i++) {
            boolean best = i >= fromWorst.size() - strong;
            drawing.g.setStroke(new BasicStroke(best ? 2.2f : 1.2f));
            drawing.g.setColor(best ? Palette.VERMILLION : Palette.FAINT);
            drawing.g.draw(line(fromWorst.get(i)));
        }
        axes.forEach(axis -> draw(axis, drawing));
        return drawing.picture("Parallel coordinates “" + title + "”; " + fromWorst.size() + " lines; " + axes.stream()
            .map(a -> a.name + " from " + number(a.lowest()) + " to " + number(a.highest()))
            .collect(Collectors.joining(", ")));
    }

    /** The trials that can be drawn, worst on the last axis first, so that the best are drawn over the others. */
    private List<Integer> fromWorst() {
        double[] result = axes.get(axes.size() - 1).values;
        return IntStream.range(0, result.length).filter(t -> axes.stream().allMatch(a -> Double.isFinite(a.values[t])))
            .boxed().sorted(Comparator.comparingDouble(t -> result[t])).toList();
    }

    private double x(int axis) {
        return LEFT + (WIDTH - 2 * LEFT) * axis / (axes.size() - 1);
    }

    private static double y(double place) {
        return TOP + HEIGHT * (1 - place);
    }

    private Path2D line(int trial) {
        Path2D path = new Path2D.Double();
        for (int a = 0; a < axes.size(); a++) {
            double y = y(axes.get(a).place(axes.get(a).values[trial]));
            if (a == 0) {
                path.moveTo(x(a), y);
            } else {
                path.lineTo(x(a), y);
            }
        }
        return path;
    }

    private void draw(Axis axis, Drawing drawing) {
        double x = x(axes.indexOf(axis));
        Color ink = Palette.INK;
        drawing.g.setStroke(new BasicStroke(1.5f));
        drawing.g.setColor(ink);
        drawing.g.draw(new Line2D.Double(x, TOP, x, TOP + HEIGHT));
        drawing.text(axis.name, x, TOP - 32, 0.5, ChartTheme.LABELS, ink);
        drawing.text(number(axis.highest()), x, TOP - 12, 0.5, ChartTheme.TICKS, ink);
        drawing.text(number(axis.lowest()), x, TOP + HEIGHT + 14, 0.5, ChartTheme.TICKS, ink);
    }

    /** At most three digits that count, without zeros at the end. */
    private static String number(double value) {
        return Format.tick(new BigDecimal(value).round(new MathContext(3)).doubleValue());
    }
}
