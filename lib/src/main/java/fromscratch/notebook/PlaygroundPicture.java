package fromscratch.notebook;

import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;
import fromscratch.nn.Layer;
import fromscratch.nn.Network;
import fromscratch.nn.Sigmoid;
import fromscratch.notebook.ToyTraining.Settings;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

import java.awt.BasicStroke;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A toy training on one sheet: the map of what the network says, a small map for each hidden neuron, and the loss.
 */
final class PlaygroundPicture {
    private static final int HEIGHT = 516;
    private static final int TOP = 80;
    private static final int MAP_LEFT = 32;
    private static final int MAP_SIZE = 400;
    /** So many values on each side of the map; on a neuron's, and of a neuron among many. */
    private static final int MAP_GRID = 100;
    private static final int NEURON_GRID = 40;
    private static final int SMALL_NEURON_GRID = 20;
    private static final int MANY_NEURONS = 16;
    /** With more neurons in the first layer their lines would hide the map. */
    static final int MOST_LINES = 8;

    private static final int RIGHT = 462;
    private static final int RIGHT_WIDTH = SideBySide.PAGE_WIDTH - RIGHT - 8;
    private static final int NEURONS_HEIGHT = 180;
    private static final int LOSS_TOP = TOP + NEURONS_HEIGHT + 24;
    private static final int LARGEST_TILE = 92;
    private static final int GAP = 4;
    private static final int BETWEEN_LAYERS = 14;

    private final ToyTraining training;
    private final double rate;
    private final int scale;
    private final Drawing drawing;

    private PlaygroundPicture(ToyTraining training, double rate, int scale) {
        this.training = training;
        this.rate = rate;
        this.scale = scale;
        drawing = new Drawing(SideBySide.PAGE_WIDTH, HEIGHT, scale);
    }

    /**
     * @param rate  the learning rate now
     * @param scale real pixels for each CSS pixel in each direction
     */
    static Picture draw(ToyTraining training, double rate, int scale) {
        PlaygroundPicture picture = new PlaygroundPicture(training, rate, scale);
        String header = picture.header();
        String state = picture.state();
        picture.drawing.text(header, MAP_LEFT, 16, 0, Drawing.BOLD, Palette.INK);
        picture.drawing.text(state, MAP_LEFT, 40, 0, Drawing.FONT, Palette.INK);
        Matrix values = picture.map();
        picture.neurons();
        picture.loss();
        return picture.drawing.picture("Playground: " + header + "\n" + state + "\nclass 1 on "
            + PlanePicture.percentPositive(values) + " % of the square");
    }

    private String header() {
        Settings s = training.settings();
        return s.problem() + ", " + s.points() + " points, noise " + shown(s.noise()) + " · network " + s.sizes()
            + (s.layers() == 0 ? "" : ", " + s.activation()) + ", start " + s.start() + " · learning rate " + shown(rate);
    }

    private String state() {
        return "step " + Format.count(training.steps()) + " · loss " + Format.decimals(training.loss(training.training()), 4)
            + ", validation " + Format.decimals(training.loss(training.validation()), 4)
            + " · right " + training.right(training.training()) + " of " + training.settings().points()
            + ", validation " + training.right(training.validation()) + " of " + ToyTraining.VALIDATION_POINTS;
    }

    /** Without the digits that a double has too many. */
    private static String shown(double value) {
        return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    // ---- the map ----

    private Matrix map() {
        Matrix values = PlaneMap.values(training::score, MAP_GRID);
        PlaneMap map = new PlaneMap(drawing, MAP_LEFT, TOP, MAP_SIZE).fill(values, 0.5, PlanePicture.STRENGTH);
        if (training.settings().layers() > 0 && training.settings().neurons() <= MOST_LINES) {
            map.lines((Dense) training.network().layers().get(0));
        }
        map.border(values, true).points(training.training()).frame().axes(PlanePicture.X, PlanePicture.Y, -1, 0, 1);
        return values;
    }

    // ---- the neurons ----

    private void neurons() {
        int layers = training.settings().layers();
        if (layers == 0) {
            drawing.text("no hidden layer: the border is a straight line", RIGHT, TOP + 10, 0, Drawing.FONT, Palette.MUTED);
            return;
        }
        int grid = training.settings().neurons() > MANY_NEURONS ? SMALL_NEURON_GRID : NEURON_GRID;
        List<Matrix> outputs = training.network().activations(PlaneMap.grid(grid));
        double width = (RIGHT_WIDTH - BETWEEN_LAYERS * (layers - 1.0)) / layers;
        for (int i = 0; i < layers; i++) {
            double left = RIGHT + i * (width + BETWEEN_LAYERS);
            drawing.text("hidden layer " + (i + 1), left, TOP - 12, 0, Drawing.FONT, Palette.INK);
            // The layers are dense, activation, dense, activation, …
            layer(left, width, grid, outputs.get(2 * i), outputs.get(2 * i + 1), restOf(training.network(), 2 * i + 1));
        }
    }

    /** What an activation gives for a weighted sum of 0: white. */
    private static float restOf(Network network, int layer) {
        Layer activation = network.layers().get(layer);
        return activation instanceof Sigmoid ? 0.5f : 0;
    }

    /** A map for each column of z and a, [grid·grid × neurons]: coloured by a, with a line where z is 0. */
    private void layer(double left, double width, int grid, Matrix z, Matrix a, float rest) {
        int neurons = z.cols();
        int columns = columns(neurons, width);
        double tile = tile(neurons, columns, width);
        for (int j = 0; j < neurons; j++) {
            Matrix values = column(a, j, grid).map(v -> v - rest);
            new PlaneMap(drawing, left + j % columns * (tile + GAP), TOP + j / columns * (tile + GAP), tile)
                .fill(values, PlanePicture.largest(values), 1).border(column(z, j, grid), false).frame();
        }
    }

    /** As many beside each other as make the tiles largest. */
    private static int columns(int neurons, double width) {
        int best = 1;
        for (int columns = 2; columns <= neurons; columns++) {
            if (tile(neurons, columns, width) > tile(neurons, best, width)) {
                best = columns;
            }
        }
        return best;
    }

    private static double tile(int neurons, int columns, double width) {
        int rows = (neurons + columns - 1) / columns;
        return Math.min(LARGEST_TILE, Math.min((width + GAP) / columns, (double) (NEURONS_HEIGHT + GAP) / rows) - GAP);
    }

    private static Matrix column(Matrix m, int j, int side) {
        Matrix column = Matrix.zeros(side, side);
        for (int i = 0; i < side * side; i++) {
            column.data()[i] = m.get(i, j);
        }
        return column;
    }

    // ---- the loss ----

    private void loss() {
        XYChart chart = Charts.line("", "step", "loss");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(Math.max(10.0, training.steps())).setYAxisMin(0.0)
            .setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal).setLegendPadding(12)
            .setChartTitleVisible(false);
        if (training.steps() == 0) {
            chart.getStyler().setYAxisMax(1.0);
        } else {
            double[] steps = training.trainingLoss().steps();
            chart.addSeries("training", steps, training.trainingLoss().losses()).setLineStyle(ChartTheme.SOLID);
            // Thin: XChart begins its dashes anew at each point, and of many points none would be left.
            chart.addSeries("validation", steps, training.validationLoss().losses()).setLineStyle(new BasicStroke(1.1f));
        }
        Picture picture = ChartPicture.of(chart, RIGHT_WIDTH, HEIGHT - LOSS_TOP, scale);
        drawing.g.drawImage(picture.image(), RIGHT, LOSS_TOP, RIGHT_WIDTH, HEIGHT - LOSS_TOP, null);
    }
}
