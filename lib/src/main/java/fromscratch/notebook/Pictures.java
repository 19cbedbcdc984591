package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.data.ImageFolder;
import fromscratch.data.MnistStyle;
import fromscratch.data.Strokes;
import fromscratch.data.ToyProblem.Points;
import fromscratch.eval.Mistake;
import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Network;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Images of digits and of weights, their pixels enlarged but not blurred; ink is dark, paper is white. */
public final class Pictures {
    /** On the page, in CSS pixels. */
    private static final int LARGE = 224;
    private static final int SMALL = 70;
    private static final int DRAWING = 100;
    private static final int MOST_IMAGES = 1_000;

    private Pictures() {
    }

    // ---- digits ----

    /**
     * One image, large.
     *
     * @param pixels [1 × side·side] from 0 (paper) to 1 (ink)
     * @throws IllegalArgumentException if it is not one row that makes a square
     */
    public static Picture digit(Matrix pixels) {
        int side = side(pixels);
        return Tile.sheet(List.of(new Tile(ink(pixels, 0, side, LARGE), List.of(), Tile.Mark.NONE)), LARGE,
            "image of " + side + "×" + side + " pixels");
    }

    /**
     * One image and what a network says to it: a bar for the probability of each class, named 0, 1, 2, …
     *
     * @param pixels        [1 × side·side] from 0 (paper) to 1 (ink)
     * @param probabilities [1 × classes]
     * @param below         lines of text below both
     * @throws IllegalArgumentException if the pixels are not one row that makes a square, or the probabilities not one row
     */
    public static Picture answer(Matrix pixels, Matrix probabilities, String... below) {
        if (probabilities.rows() != 1 || probabilities.cols() == 0) {
            throw new IllegalArgumentException("answer: expected the probabilities of one image in one row, such as 1×10, found "
                + probabilities.shape());
        }
        List<String> names = IntStream.range(0, probabilities.cols()).mapToObj(Integer::toString).toList();
        return AnswerDrawing.draw(ink(pixels, 0, side(pixels), AnswerDrawing.IMAGE), probabilities, names, List.of(below));
    }

    /**
     * Drawings in MNIST's form, and below each its name, what a network reads, and how sure it is.
     *
     * @param network  of 784 inputs, whose classes are 0, 1, 2, …
     * @param drawings by name, in the order in which they are shown
     * @throws IllegalArgumentException if there is no drawing, or the network has not 784 inputs
     */
    public static Picture answers(Network network, Map<String, Strokes> drawings) {
        Matrix images = Matrix.zeros(drawings.size(), MnistStyle.SIDE * MnistStyle.SIDE);
        List<String> captions = new ArrayList<>();
        drawings.forEach((name, strokes) -> {
            Matrix image = strokes.image(ImageFolder.Framing.CENTRED);
            System.arraycopy(image.data(), 0, images.data(), captions.size() * image.size(), image.size());
            Matrix probabilities = network.probabilities(image);
            captions.add(String.format(Locale.ROOT, "%s: %d, %.1f %%", name, probabilities.argMaxRows()[0],
                100 * probabilities.max()));
        });
        return grid(images, MnistStyle.SIDE, captions, DRAWING);
    }

    /** Image {@code index} of a data set, large, with the name of its class. */
    public static Picture digit(Dataset data, int index) {
        return Tile.sheet(List.of(new Tile(ink(data.image(index), 0, data.width(), LARGE),
            List.of(data.className(data.label(index))), Tile.Mark.NONE)), LARGE, describe(data, index));
    }

    /** Images of a data set with the names of their classes: {@code digits(test, 0, 1, 2)} or an array. */
    public static Picture digits(Dataset data, int... indices) {
        return sheet(data, indices, i -> List.of(data.className(data.label(i))), i -> Tile.Mark.NONE, "Images: ");
    }

    /**
     * Images with what a network took them for: blue and ✓ if that is right, orange and ✗ and the truth if not.
     *
     * @param predicted the network's guess for <em>every</em> image of the data set, as {@code network.predict} gives it
     * @throws IllegalArgumentException if there isn't one guess for each image
     */
    public static Picture guesses(Dataset data, int[] indices, int[] predicted) {
        if (predicted.length != data.size()) {
            throw new IllegalArgumentException("guesses: the data set has " + data.size() + " images, but there are "
                + predicted.length + " guesses; each image needs one");
        }
        return sheet(data, indices,
            i -> guess(data, i, predicted[i]),
            i -> predicted[i] == data.label(i) ? Tile.Mark.RIGHT : Tile.Mark.WRONG, "Guesses: ");
    }

    /** Mistakes of a network with what it took each for, how sure it was, and the truth. */
    public static Picture mistakes(Dataset data, List<Mistake> mistakes) {
        List<Tile> tiles = mistakes.stream().map(m -> new Tile(ink(data.image(m.index()), 0, data.width(), SMALL),
            List.of(data.className(m.predicted()), String.format(Locale.ROOT, "%.1f %% sure", 100 * m.confidence()),
                "is " + data.className(m.truth())), Tile.Mark.WRONG)).toList();
        return Tile.sheet(tiles, SMALL, describe("Mistakes: ", tiles));
    }

    private static List<String> guess(Dataset data, int index, int predicted) {
        return data.label(index) == predicted ? List.of(data.className(predicted))
            : List.of(data.className(predicted), "is " + data.className(data.label(index)));
    }

    private static Picture sheet(Dataset data, int[] indices, IntFunction<List<String>> captions,
                                 IntFunction<Tile.Mark> marks, String text) {
        requireFew(indices.length);
        List<Tile> tiles = IntStream.of(indices)
            .mapToObj(i -> new Tile(ink(data.image(i), 0, data.width(), SMALL), captions.apply(i), marks.apply(i))).toList();
        return Tile.sheet(tiles, SMALL, describe(text, tiles));
    }

    private static void requireFew(int images) {
        if (images > MOST_IMAGES) {
            throw new IllegalArgumentException("a page has room for " + Format.count(MOST_IMAGES) + " images, found " + Format.count(images)
                + "; show some of them");
        }
    }

    private static String describe(String beginning, List<Tile> tiles) {
        return beginning + tiles.stream().map(t -> t.mark().text + String.join(", ", t.caption()))
            .collect(Collectors.joining("; "));
    }

    private static String describe(Dataset data, int index) {
        return "image " + index + " of " + data.name() + ": " + data.className(data.label(index));
    }

    /**
     * A network with image {@code index} on its way through it: what its neurons give, its strongest weights, its guess.
     *
     * @throws IllegalArgumentException if the images do not fit the network
     */
    public static Picture network(Network network, Dataset data, int index) {
        Drawing drawing = new Drawing(SideBySide.PAGE_WIDTH, NetworkDrawing.HEIGHT);
        return drawing.pictureOfFewColours(NetworkDrawing.draw(drawing, 0, network, data, index));
    }

    // ---- several ----

    /**
     * Charts and pictures in one row, as {@link Notebook#showSideBySide} shows them: for {@link Notebook#interact}.
     *
     * @throws IllegalArgumentException if there is anything else among them, or nothing at all
     */
    public static Picture sideBySide(Object... chartsAndPictures) {
        return SideBySide.of(Arrays.asList(chartsAndPictures));
    }

    // ---- numbers behind an image ----

    /**
     * One image so large that each pixel shows its number from 0 to 255.
     *
     * @param pixels [1 × side·side] from 0 (paper) to 1 (ink)
     * @throws IllegalArgumentException if it is not one row that makes a square of at most 32×32
     */
    public static Picture numbers(Matrix pixels) {
        int side = side(pixels);
        if (side > 32) {
            throw new IllegalArgumentException("numbers: expected at most 32×32 pixels, found " + side + "×" + side);
        }
        int cell = 28;
        Drawing drawing = new Drawing(side * cell + 2, side * cell + 2);
        for (int i = 0; i < side * side; i++) {
            float value = pixels.get(0, i);
            Color color = Palette.gray(value);
            int x = 1 + i % side * cell;
            int y = 1 + i / side * cell;
            drawing.fill(Palette.GRID, x, y, cell, cell);
            drawing.fill(color, x + 0.5, y + 0.5, cell - 1, cell - 1);
            drawing.text(String.valueOf(Math.round(255 * value)), x + cell / 2.0, y + cell / 2.0, 0.5, ChartTheme.TICKS,
                value == 0 ? Palette.MUTED : Palette.textOn(color));
        }
        return drawing.picture("the " + side + "×" + side + " pixels of an image as numbers from 0 to 255");
    }

    /** Image {@code index} of a data set with the numbers of its pixels. */
    public static Picture numbers(Dataset data, int index) {
        Picture picture = numbers(data.image(index));
        return new Picture(picture.image(), picture.width(), picture.height(),
            describe(data, index) + ", as numbers from 0 to 255");
    }

    // ---- rows of a matrix ----

    /**
     * Each row of a matrix as an image: pixels if nothing is negative, else, as for weights, blue for negative, white
     * for 0 and vermillion for positive elements, with one scale for all rows.
     *
     * @param rows  [images × width·height]
     * @param width of an image in pixels; must divide the number of columns
     */
    public static Picture grid(Matrix rows, int width) {
        return grid(rows, width, List.of());
    }

    /** As {@link #grid(Matrix, int)}, with a line of text below each image. */
    public static Picture grid(Matrix rows, int width, List<String> captions) {
        return grid(rows, width, captions, SMALL);
    }

    /**
     * As {@link #grid(Matrix, int, List)}, with larger or smaller images.
     *
     * @param size of an image on the page, in CSS pixels from left to right
     * @throws IllegalArgumentException if the rows are no such images, there are more than a thousand, there is not a
     *                                  caption for each, or the size is not above 0
     */
    public static Picture grid(Matrix rows, int width, List<String> captions, int size) {
        if (rows.size() == 0 || width < 1 || rows.cols() % width != 0) {
            throw new IllegalArgumentException("grid: rows of " + rows.cols() + " elements can't become images "
                + width + " pixels wide; the width must divide the number of columns");
        }
        if (!captions.isEmpty() && captions.size() != rows.rows()) {
            throw new IllegalArgumentException("grid: there are " + rows.rows() + " images, but " + captions.size()
                + " captions; each image needs one");
        }
        if (size < 1) {
            throw new IllegalArgumentException("grid: expected images at least 1 pixel wide on the page, found " + size);
        }
        requireFew(rows.rows());
        ColourScale colours = ColourScale.of(rows, 0);
        double limit = colours.limit();
        DoubleFunction<Color> color = colours.negative() ? v -> Palette.diverging(v / limit) : v -> Palette.gray(v / limit);
        List<Tile> tiles = new ArrayList<>();
        for (int r = 0; r < rows.rows(); r++) {
            tiles.add(new Tile(image(rows, r, width, limit == 0 ? v -> Palette.PAPER : color, size),
                captions.isEmpty() ? List.of() : List.of(captions.get(r)), Tile.Mark.NONE));
        }
        String text = rows.rows() + " images of " + width + "×" + rows.cols() / width + " pixels, " + colours.range();
        return Tile.sheet(tiles, size, captions.isEmpty() ? text : text + ": " + String.join("; ", captions));
    }

    // ---- the plane ----

    /**
     * The boundary that a function draws between two classes, on the square from −1.5 to 1.5 in both directions. Colours
     * say what the function gives: blue negative, white 0, vermillion positive, strongest for the largest value, and for
     * ½ if all are smaller. A line lies where it is 0. Class 0 are blue circles, class 1 vermillion diamonds.
     *
     * @param function from points [n × 2] to numbers [n × 1], such as a network's probability of class 1, minus ½
     * @throws IllegalArgumentException if the function does not give one number for each point
     */
    public static Picture boundary(String title, Points points, Function<Matrix, Matrix> function) {
        return boundary(title, PlanePicture.X, PlanePicture.Y, points, function);
    }

    /** As {@link #boundary(String, Points, Function)}, with other names for the coordinates than x₁ and x₂: short ones. */
    public static Picture boundary(String title, String xName, String yName, Points points,
                                   Function<Matrix, Matrix> function) {
        return PlanePicture.draw(title, xName, yName, points, function, null);
    }

    // ---- pixels ----

    private static int side(Matrix pixels) {
        int side = (int) Math.round(Math.sqrt(pixels.cols()));
        if (pixels.rows() != 1 || side == 0 || side * side != pixels.cols()) {
            throw new IllegalArgumentException("expected one image in one row, such as 1×784, found " + pixels.shape());
        }
        return side;
    }

    private static BufferedImage ink(Matrix rows, int row, int width, int cssWidth) {
        return image(rows, row, width, Palette::gray, cssWidth);
    }

    /** Each pixel becomes a square of whole device pixels, at least as many as are needed to fill {@code cssWidth}. */
    private static BufferedImage image(Matrix rows, int row, int width, DoubleFunction<Color> color, int cssWidth) {
        Cancellation.check("drawing images");
        int zoom = Math.max(1, (cssWidth * Drawing.SCALE + width - 1) / width);
        int height = rows.cols() / width;
        BufferedImage image = new BufferedImage(width * zoom, height * zoom, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height * zoom; y++) {
            for (int x = 0; x < width * zoom; x++) {
                image.setRGB(x, y, color.apply(rows.get(row, y / zoom * width + x / zoom)).getRGB());
            }
        }
        return image;
    }
}
