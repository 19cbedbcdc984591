package fromscratch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of text whose columns stand below each other: words to the left, numbers to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int words;

    /**
     * A table with these headings.
     *
     * @param words so many columns hold words, the first ones
     */
    TextTable(int words, List<String> headings) {
        this.words = words;
        row(headings);
    }

    /** One more row, with as many values as there are headings. */
    void row(List<String> values) {
        rows.add(values.stream().map(Printable::of).toList());
    }

    /** A line for each row. */
    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.get(0).size())
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0)).toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String blanks = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? "" : GAP).append(c < words ? row.get(c) + blanks : blanks + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
