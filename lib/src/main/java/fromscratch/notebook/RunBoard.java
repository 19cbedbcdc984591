package fromscratch.notebook;

import fromscratch.notebook.TrainingRun.Report;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.LiveHtml;
import fromscratch.notebook.widgets.Mailbox;
import fromscratch.notebook.widgets.Problem;

import java.util.ArrayList;
import java.util.List;

/** Curves of the last few trainings in one picture, and a table of them. All is drawn on a thread of its own. */
final class RunBoard {
    /** The curves may cost a tenth of one core; nobody sees more than three of them a second. */
    private static final long REST_PER_WORK = 10;
    private static final long SHORTEST_REST = 300_000_000;   // nanoseconds
    private static final long LONGEST_REST = 2_000_000_000;
    private static final int MOST_ROWS = 20;

    private final int classes;
    private final LiveView curves = new LiveView();
    private final LiveHtml table = new LiveHtml();
    private final Problem problem = new Problem();
    private final Mailbox drawings = new Mailbox("fromscratch-panel");
    private long nextDrawing = System.nanoTime();

    /** @param classes of the data that is trained on */
    RunBoard(int classes) {
        this.classes = classes;
        draw(List.of(), Drawing.SCALE);
    }

    Box widget() {
        return Box.column(curves.widget(), problem.line(), table);
    }

    /** Draws the curves of a training that goes on beside those of the finished ones, unless it has just done so. */
    void going(List<Report> finished, Report now) {
        List<Report> all = new ArrayList<>(finished);
        all.add(now);
        List<Report> shown = last(all, RunCharts.MOST);
        drawings.post("curves", () -> drawNowAndThen(shown));
    }

    /** Draws all, and as sharp as it can. */
    void finished(List<Report> finished) {
        List<Report> shown = last(finished, RunCharts.MOST);
        List<Report> rows = last(finished, MOST_ROWS);
        drawings.post("curves", () -> draw(shown, Drawing.SCALE));
        drawings.post("table", () -> tabulate(rows));
    }

    private static List<Report> last(List<Report> runs, int most) {
        return List.copyOf(runs.subList(Math.max(0, runs.size() - most), runs.size()));
    }

    private void drawNowAndThen(List<Report> shown) {
        long before = System.nanoTime();
        if (before - nextDrawing >= 0) {
            draw(shown, Drawing.DRAFT);
            long after = System.nanoTime();
            nextDrawing = after + Math.max(SHORTEST_REST, Math.min(LONGEST_REST, REST_PER_WORK * (after - before)));
        }
    }

    private void draw(List<Report> shown, int scale) {
        try {
            curves.show(RunCharts.draw(shown, classes, scale));
            problem.clear();
        } catch (Throwable e) {
            problem.show(e);   // on this thread nobody else would say it
        }
    }

    private void tabulate(List<Report> rows) {
        if (rows.isEmpty()) {
            table.set("", "");
        } else {
            Html html = Tables.head(RunTable.of(rows), MOST_ROWS);
            table.set(LiveView.STYLED + html.html() + "</div>", html.text());
        }
    }
}
