package fromscratch.data;

import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A drawing made with a pen on a sheet of {@value #SIDE}×{@value #SIDE} pixels, as the strokes of the pen. In a text each
 * stroke is a line, {@code "22: 90,60 190,60 130,230"}: a pen 22 pixels thick is put down 90 pixels from the left and
 * 60 from the top, and moved straight to (190, 60) and (130, 230).
 *
 * @param strokes in the order in which they were drawn
 */
public record Strokes(List<Stroke> strokes) {
    /** Width and height of the sheet, in pixels: ten for each pixel of MNIST's images. */
    public static final int SIDE = 10 * MnistStyle.SIDE;
    /** The thickest pen, in pixels. */
    public static final int THICKEST = 80;
    /** Longer texts are refused: it would take hours to draw so much. */
    static final int LONGEST_TEXT = 200_000;

    private static final Pattern STROKE = Pattern.compile("\\d{1,3}:(?: \\d{1,3},\\d{1,3})++");

    /**
     * One movement of the pen.
     *
     * @param thickness of the pen, in pixels
     * @param path      where it went, at least one point: x₀, y₀, x₁, y₁, … in pixels from the left and from the top
     */
    public record Stroke(int thickness, List<Integer> path) {
        /**
         * Copies the path.
         *
         * @throws IllegalArgumentException if the pen has no such thickness or leaves the sheet
         */
        public Stroke {
            path = List.copyOf(path);
            if (thickness < 1 || thickness > THICKEST) {
                throw new IllegalArgumentException("Stroke: expected a pen from 1 to " + THICKEST + " pixels, found "
                    + thickness + ".");
            }
            if (path.isEmpty() || path.size() % 2 != 0 || path.stream().anyMatch(place -> place < 0 || place > SIDE)) {
                throw new IllegalArgumentException("Stroke: expected points x₀, y₀, x₁, y₁, … from 0 to " + SIDE + ", found "
                    + path + ".");
            }
        }

        private void drawOn(Ink ink) {
            for (int i = 0; i < path.size(); i += 2) {
                int before = Math.max(0, i - 2);   // the first point is a dot
                ink.line(path.get(before), path.get(before + 1), path.get(i), path.get(i + 1), thickness / 2.0);
            }
        }

        @Override
        public String toString() {
            return thickness + ":" + IntStream.range(0, path.size())
                .mapToObj(i -> (i % 2 == 0 ? " " : ",") + path.get(i)).collect(Collectors.joining());
        }
    }

    /** Copies the list. */
    public Strokes {
        strokes = List.copyOf(strokes);
    }

    /** An empty sheet. */
    public static Strokes none() {
        return new Strokes(List.of());
    }

    /**
     * A drawing as a text, one stroke a line, see above; empty lines are passed over.
     *
     * @throws DataException if it is no such text
     */
    public static Strokes parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new DataException("Expected a drawing of at most " + LONGEST_TEXT + " characters, found " + text.length()
                + ". Clear the sheet and draw less.");
        }
        List<Stroke> strokes = new ArrayList<>();
        for (String line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            strokes.add(parseStroke(line));
        }
        return new Strokes(strokes);
    }

    private static Stroke parseStroke(String line) {
        if (STROKE.matcher(line).matches()) {
            String[] numbers = line.split("[:, ]+");
            try {
                return new Stroke(Integer.parseInt(numbers[0]),
                    Arrays.stream(numbers).skip(1).map(Integer::valueOf).toList());
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        String found = line.length() > 40 ? line.substring(0, 40) + "…" : line;
        throw new DataException("Expected a stroke such as \"22: 90,60 190,60\", a pen of 1 to " + THICKEST
            + " pixels and points from 0 to " + SIDE + "; found \"" + found + "\".");
    }

    /** The drawing before its last stroke; an empty one stays empty. */
    public Strokes withoutLast() {
        return new Strokes(strokes.subList(0, Math.max(0, strokes.size() - 1)));
    }

    /** The sheet, [SIDE·SIDE], row after row, from 0 (paper) to 255 (ink). */
    public byte[] pixels() {
        Ink ink = new Ink(SIDE);
        strokes.forEach(stroke -> stroke.drawOn(ink));
        double[] values = ink.grey().values();
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(values[i]);
        }
        return pixels;
    }

    /**
     * The drawing as a network sees it, [1 × 784], from 0 (paper) to 1 (ink).
     *
     * @param framing {@code CENTRED} puts it in MNIST's form, {@code WHOLE} leaves it where it was drawn
     */
    public Matrix image(ImageFolder.Framing framing) {
        byte[] image = switch (framing) {
            case CENTRED -> MnistStyle.centred(pixels(), SIDE, SIDE);
            case WHOLE -> MnistStyle.whole(pixels(), SIDE, SIDE);
        };
        return new ByteMatrix(1, image.length, image).row(0);
    }

    /** In words where the ink is, such as {@code 2 strokes, 40 to 210 from the left, 30 to 250 from the top of 280}. */
    public String describe() {
        if (strokes.isEmpty()) {
            return "an empty sheet";
        }
        return (strokes.size() == 1 ? "1 stroke" : strokes.size() + " strokes") + ", " + extent(0) + " from the left and "
            + extent(1) + " from the top of " + SIDE;
    }

    private String extent(int axis) {
        IntSummaryStatistics places = strokes.stream().map(Stroke::path)
            .flatMapToInt(path -> IntStream.range(0, path.size()).filter(i -> i % 2 == axis).map(path::get))
            .summaryStatistics();
        return places.getMin() + " to " + places.getMax();
    }

    /** The text that {@link #parse} understands. */
    @Override
    public String toString() {
        return strokes.stream().map(Stroke::toString).collect(Collectors.joining("\n"));
    }
}
