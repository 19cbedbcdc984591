package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;
import fromscratch.nn.Layer;
import fromscratch.nn.Network;
import fromscratch.nn.SoftmaxCrossEntropy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A network as neurons and lines while it looks at one image. A line is a weight: vermillion if positive, blue if
 * negative, the wider the stronger, each layer on its own scale. A neuron is the darker the more it gives. Of many
 * neurons some are drawn, of many weights the strongest.
 */
final class NetworkDrawing {
    static final int HEIGHT = 440;

    private static final int MOST_NEURONS = 32;
    private static final int MOST_LINES = 80;
    private static final int IMAGE = 196;
    private static final int LEFT = 12;
    private static final int NEURONS_FROM = 330;
    private static final int OUTPUTS_AT = 676;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int COLUMN_HEIGHT = 396;

    private final Drawing drawing;
    private final double top;
    private final Dataset data;
    private final int index;
    private final Matrix image;
    private final List<Dense> dense = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final Matrix probabilities;
    private final int guess;

    /** Neurons of one layer: those drawn, from top to bottom, and what each of the layer gives. */
    private record Column(double x, int[] neurons, Matrix values) {
        double spacing() {
            return Math.min(34, (double) COLUMN_HEIGHT / neurons.length);
        }

        double y(int place) {
            return COLUMN_HEIGHT / 2.0 + (place - (neurons.length - 1) / 2.0) * spacing();
        }

        double radius() {
            return Math.min(9, 0.42 * spacing());
        }
    }

    /** A weight between two places, in CSS pixels. */
    private record Edge(double x1, double y1, double x2, double y2, float weight) {
    }

    private NetworkDrawing(Drawing drawing, double top, Network network, Dataset data, int index) {
        this.drawing = drawing;
        this.top = top + TOP;
        this.data = data;
        this.index = index;
        this.image = data.image(index);
        List<Matrix> activations = network.activations(image);
        probabilities = SoftmaxCrossEntropy.softmax(activations.get(activations.size() - 1));
        guess = probabilities.argMaxRows()[0];
        List<Matrix> given = given(network.layers(), activations);
        for (int i = 0; i < dense.size(); i++) {
            boolean last = i == dense.size() - 1;
            double x = last ? OUTPUTS_AT : NEURONS_FROM + (double) i * (OUTPUTS_AT - NEURONS_FROM) / (dense.size() - 1);
            columns.add(new Column(x, shown(given.get(i).cols()), last ? probabilities : given.get(i)));
        }
    }

    /**
     * Draws the network with image {@code index} of a data set on its way through it, over the whole width of the page.
     *
     * @param top where it begins; it is {@link #HEIGHT} high
     * @return the same in words
     * @throws IllegalArgumentException if the images do not fit the network
     */
    static String draw(Drawing drawing, double top, Network network, Dataset data, int index) {
        if (data.width() * data.height() != network.inputs() || data.classes() != network.outputs()) {
            throw new IllegalArgumentException("the network takes " + network.inputs() + " inputs and gives " + network.outputs()
                + " outputs; found images of " + data.width() + "×" + data.height() + " pixels in " + data.classes() + " classes");
        }
        NetworkDrawing sheet = new NetworkDrawing(drawing, top, network, data, index);
        sheet.drawImage();
        sheet.drawInputLines();
        for (int i = 1; i < sheet.columns.size(); i++) {
            sheet.drawLines(i);
        }
        sheet.columns.forEach(sheet::drawNeurons);
        sheet.drawAnswers();
        sheet.drawSizes();
        return sheet.describe();
    }

    /** What each dense layer gives in the end, after its activation. */
    private List<Matrix> given(List<Layer> layers, List<Matrix> activations) {
        List<Matrix> given = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Dense d) {
                dense.add(d);
                given.add(activations.get(i));
            } else {
                given.set(given.size() - 1, activations.get(i));
            }
        }
        return given;
    }

    /** All, or as many as there is room for, evenly spread. */
    private static int[] shown(int neurons) {
        int[] shown = new int[Math.min(neurons, MOST_NEURONS)];
        Arrays.setAll(shown, k -> (int) ((long) k * neurons / shown.length));
        return shown;
    }

    // ---- the image ----

    private double pixel() {
        return (double) IMAGE / Math.max(data.width(), data.height());
    }

    private double imageTop() {
        return top + (COLUMN_HEIGHT - data.height() * pixel()) / 2;
    }

    private void drawImage() {
        drawing.fill(Palette.GRID, LEFT - 1, imageTop() - 1, data.width() * pixel() + 2, data.height() * pixel() + 2);
        for (int i = 0; i < image.cols(); i++) {
            drawing.fill(Palette.gray(image.get(0, i)), LEFT + i % data.width() * pixel(),
                imageTop() + i / data.width() * pixel(),
                pixel(), pixel());
        }
    }

    // ---- weights ----

    /** To each neuron from the pixel that counts most for it. */
    private void drawInputLines() {
        Column to = columns.get(0);
        Matrix w = dense.get(0).weight();
        List<Edge> edges = new ArrayList<>();
        for (int k = 0; k < to.neurons.length; k++) {
            int p = strongest(w, to.neurons[k]);
            edges.add(new Edge(LEFT + (p % data.width() + 0.5) * pixel(), imageTop() + (p / data.width() + 0.5) * pixel(),
                to.x, top + to.y(k), w.get(p, to.neurons[k])));
        }
        drawStrongest(edges);
    }

    /** The row of a column's entry with the largest magnitude. */
    private static int strongest(Matrix w, int column) {
        int best = 0;
        for (int r = 1; r < w.rows(); r++) {
            if (Math.abs(w.get(r, column)) > Math.abs(w.get(best, column))) {
                best = r;
            }
        }
        return best;
    }

    private void drawLines(int layer) {
        Column from = columns.get(layer - 1);
        Column to = columns.get(layer);
        Matrix w = dense.get(layer).weight();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < from.neurons.length; i++) {
            for (int j = 0; j < to.neurons.length; j++) {
                edges.add(new Edge(from.x, top + from.y(i), to.x, top + to.y(j), w.get(from.neurons[i], to.neurons[j])));
            }
        }
        drawStrongest(edges);
    }

    /** The strongest last, above the others. */
    private void drawStrongest(List<Edge> edges) {
        List<Edge> strongestLast = edges.stream().sorted(Comparator.comparing(e -> Math.abs(e.weight)))
            .skip(Math.max(0, edges.size() - MOST_LINES)).toList();
        float limit = Math.abs(strongestLast.get(strongestLast.size() - 1).weight);
        for (Edge edge : strongestLast) {
            float share = limit == 0 ? 0 : edge.weight / limit;
            drawing.g.setColor(Palette.diverging(share < 0 ? share * 0.8 - 0.2 : share * 0.8 + 0.2));
            drawing.g.setStroke(new BasicStroke(0.3f + 2.7f * share * share));
            drawing.g.draw(new Line2D.Double(edge.x1, edge.y1, edge.x2, edge.y2));
        }
    }

    // ---- neurons ----

    private void drawNeurons(Column column) {
        double limit = Math.max(Math.abs(column.values.min()), Math.abs(column.values.max()));
        drawing.g.setStroke(new BasicStroke(1));
        for (int k = 0; k < column.neurons.length; k++) {
            float value = column.values.get(0, column.neurons[k]);
            double r = column.radius();
            Ellipse2D circle = new Ellipse2D.Double(column.x - r, top + column.y(k) - r, 2 * r, 2 * r);
            drawing.g.setColor(shade(value, limit));
            drawing.g.fill(circle);
            drawing.g.setColor(Palette.MUTED);
            drawing.g.draw(circle);
        }
    }

    /** Below zero, as tanh can be, blue as for weights. */
    private static Color shade(double value, double limit) {
        return limit == 0 ? Palette.PAPER : value < 0 ? Palette.diverging(value / limit) : Palette.gray(value / limit);
    }

    /** Beside each output the name of its class and a bar as long as its probability. */
    private void drawAnswers() {
        Column outputs = columns.get(columns.size() - 1);
        double x = OUTPUTS_AT + 18;
        double bars = x + 8 + data.classNames().stream().mapToDouble(name -> Drawing.widthOf(name, Drawing.BOLD)).max().orElse(0);
        double percent = Drawing.widthOf("100.0 %", Drawing.FONT) + 6;
        double room = Math.max(10, SideBySide.PAGE_WIDTH - RIGHT - percent - bars);
        for (int k = 0; k < outputs.neurons.length; k++) {
            int c = outputs.neurons[k];
            double y = top + outputs.y(k);
            float p = probabilities.get(0, c);
            boolean isGuess = c == guess;
            drawing.text(data.className(c), x, y, 0, isGuess ? Drawing.BOLD : Drawing.FONT,
                isGuess ? verdictColor() : Palette.INK);
            drawing.fill(isGuess ? verdictColor() : Palette.MUTED, bars, y - 6, Math.max(1, p * room), 12);
            if (isGuess) {
                drawing.text(percent(p), bars + p * room + 6, y, 0, Drawing.FONT, Palette.INK);
            }
        }
    }

    private boolean isRight() {
        return guess == data.label(index);
    }

    private Color verdictColor() {
        return isRight() ? Palette.RIGHT : Palette.WRONG;
    }

    private static String percent(float p) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * p);
    }

    // ---- words ----

    private void drawSizes() {
        double y = top + COLUMN_HEIGHT + 16;
        double middle = LEFT + data.width() * pixel() / 2;
        Font small = ChartTheme.TICKS;
        drawing.text(data.width() + "×" + data.height() + " pixels", middle, y, 0.5, small, Palette.MUTED);
        drawing.text("it reads " + data.className(guess) + ": "
            + (isRight() ? "right" : "wrong, it is " + data.className(data.label(index))),
            middle, imageTop() + data.height() * pixel() + 20, 0.5, Drawing.BOLD, verdictColor());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int all = column.values.cols();
            String what = i == columns.size() - 1 ? " outputs" : " neurons";
            drawing.text(column.neurons.length == all ? all + what : column.neurons.length + " of " + all + what,
                column.x, y, 0.5, small, Palette.MUTED);
        }
    }

    private String describe() {
        String sizes = data.width() * data.height()
            + columns.stream().map(c -> "-" + c.values.cols()).collect(Collectors.joining());
        return "Network " + sizes + " looking at " + data.className(data.label(index)) + ": it reads "
            + data.className(guess) + " with "
            + percent(probabilities.get(0, guess)) + (isRight() ? ", right" : ", wrong");
    }
}
