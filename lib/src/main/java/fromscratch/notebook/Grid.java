package fromscratch.notebook;

import java.util.ArrayList;
import java.util.List;

/** A table of ready-made cells that becomes HTML, or text in columns. */
final class Grid {
    private final String caption;
    private final List<String> headers;
    private final boolean[] numeric;
    private final List<List<Cell>> rows = new ArrayList<>();
    private String note = "";

    /**
     * What stands in a cell.
     *
     * @param shade how much of the highlighting colour lies behind it, from 0 to 1
     */
    record Cell(String text, boolean bold, double shade) {
        Cell(String text) {
            this(text, false, 0);
        }
    }

    /** @param numeric which columns hold numbers, and are aligned to the right */
    Grid(String caption, List<String> headers, boolean[] numeric) {
        this.caption = caption;
        this.headers = headers;
        this.numeric = numeric;
    }

    void add(List<Cell> row) {
        rows.add(row);
    }

    /** A line below the table. */
    void note(String note) {
        this.note = note;
    }

    Html toHtml() {
        return new Html(html(), text());
    }

    /** Aligned twice: pages of GitHub drop the style, JupyterLab's style overrides the attribute. */
    private String html() {
        StringBuilder html = new StringBuilder("<table>");
        if (!caption.isEmpty()) {
            html.append("<caption style=\"text-align: left; white-space: nowrap\">").append(Html.escape(caption)).append("</caption>");
        }
        html.append("<thead><tr>");
        for (int c = 0; c < headers.size(); c++) {
            html.append("<th").append(align(c, "")).append('>').append(Html.escape(headers.get(c))).append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (List<Cell> row : rows) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                html.append(html(row.get(c), c));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>");
        return note.isEmpty() ? html.toString() : html.append("<p>").append(Html.escape(note)).append("</p>").toString();
    }

    private String html(Cell cell, int column) {
        String shade = cell.shade > 0 ? "; background-color: rgba(0, 114, 178, " + Format.decimals(cell.shade, 2) + ")" : "";
        String text = Html.escape(cell.text);
        return "<td" + align(column, shade) + ">" + (cell.bold ? "<b>" + text + "</b>" : text) + "</td>";
    }

    private String align(int column, String moreStyle) {
        String side = numeric[column] ? "right" : "left";
        return " align=\"" + side + "\" style=\"text-align: " + side + moreStyle + "\"";
    }

    private String text() {
        int[] widths = new int[headers.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = headers.get(c).length();
            for (List<Cell> row : rows) {
                widths[c] = Math.max(widths[c], row.get(c).text.length());
            }
        }
        StringBuilder text = new StringBuilder(caption.isEmpty() ? "" : caption + "\n");
        appendLine(text, headers, widths);
        rows.forEach(row -> appendLine(text, row.stream().map(Cell::text).toList(), widths));
        return text.append(note).toString().stripTrailing();
    }

    private void appendLine(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = cells.get(c);
            String blank = " ".repeat(widths[c] - cell.length());
            line.append(c == 0 ? "" : "  ").append(numeric[c] ? blank + cell : cell + blank);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
