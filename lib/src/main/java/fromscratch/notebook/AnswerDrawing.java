package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An image as a network sees it, and beside it a bar for the probability of each class. */
final class AnswerDrawing {
    /** Width and height of the image, in CSS pixels. */
    static final int IMAGE = 196;
    private static final int TOP = 22;
    private static final int LINE = 20;
    private static final int GAP = 24;
    private static final int BARS = 150;

    private final Matrix probabilities;
    private final List<String> names;
    private final int guess;

    private AnswerDrawing(Matrix probabilities, List<String> names) {
        this.probabilities = probabilities;
        this.names = names;
        this.guess = probabilities.argMaxRows()[0];
    }

    /**
     * @param image         a square
     * @param probabilities [1 × classes]
     * @param below         lines of text below both
     */
    static Picture draw(BufferedImage image, Matrix probabilities, List<String> names, List<String> below) {
        AnswerDrawing answer = new AnswerDrawing(probabilities, names);
        double bars = 1 + IMAGE + 1 + GAP
            + names.stream().mapToDouble(name -> Drawing.widthOf(name, Drawing.BOLD)).max().orElse(0) + 8;
        int width = (int) Math.ceil(Math.max(bars + BARS + Drawing.widthOf(" 100.0 %", Drawing.BOLD) + 4,
            below.stream().mapToDouble(line -> Drawing.widthOf(line, Drawing.FONT)).max().orElse(0) + 2));
        int middle = Math.max(IMAGE + 2, LINE * names.size());
        Drawing drawing = new Drawing(width, TOP + middle + LINE * below.size() + 4);
        drawing.text("as the network sees it", 1, TOP / 2.0, 0, Drawing.FONT, Palette.MUTED);
        drawing.text(answer.verdict(), 1 + IMAGE + 1 + GAP, TOP / 2.0, 0, Drawing.BOLD, Palette.RIGHT);
        drawing.fill(Palette.MUTED, 0, TOP, IMAGE + 2, IMAGE + 2);
        drawing.g.drawImage(image, 1, TOP + 1, IMAGE, IMAGE, null);
        for (int c = 0; c < names.size(); c++) {
            answer.drawBar(drawing, c, bars, TOP + LINE * (c + 0.5));
        }
        for (int i = 0; i < below.size(); i++) {
            drawing.text(below.get(i), 1, TOP + middle + LINE * (i + 0.5) + 2, 0, Drawing.FONT, Palette.INK);
        }
        return drawing.picture(answer.words(below));
    }

    private void drawBar(Drawing drawing, int c, double left, double y) {
        boolean isGuess = c == guess;
        Color color = isGuess ? Palette.RIGHT : Palette.MUTED;
        double length = Math.max(1, BARS * probabilities.get(0, c));
        drawing.text(names.get(c), left - 8, y, 1, isGuess ? Drawing.BOLD : Drawing.FONT, isGuess ? color : Palette.INK);
        drawing.fill(color, left, y - 6, length, 12);
        drawing.text(percent(c), left + length + 4, y, 0, isGuess ? Drawing.BOLD : Drawing.FONT, Palette.INK);
    }

    private String verdict() {
        return "it reads " + names.get(guess) + ", " + percent(guess) + " sure";
    }

    private String percent(int c) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * probabilities.get(0, c));
    }

    private String words(List<String> below) {
        String all = IntStream.range(0, names.size()).mapToObj(c -> names.get(c) + ": " + percent(c))
            .collect(Collectors.joining(", "));
        return "The network " + verdict().substring(3) + " (" + all + ")"
            + below.stream().map(line -> "\n" + line).collect(Collectors.joining());
    }
}
