package fromscratch.notebook;

import fromscratch.nn.History;
import fromscratch.notebook.TrainingRun.Report;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Progress;

import java.util.List;

/** How far a training is: a bar that fills up, and beside it a line of words. */
final class RunStatus {
    private final Progress bar = new Progress();
    private final StatusLine line = new StatusLine();

    RunStatus() {
        ready();
    }

    Box widget() {
        return Box.row(bar, line.widget());
    }

    /** Nothing has begun. */
    void ready() {
        show(0, "ready", true);
    }

    /** @param examples that one epoch has */
    void going(Report report, int examples) {
        long epoch = Math.min(report.experiment().epochs(), report.seen() / examples + 1);
        String words = "epoch " + epoch + " of " + report.experiment().epochs();
        if (report.seen() > 0 && report.seconds() > 0) {
            double speed = report.seen() / report.seconds();
            words += " · " + Format.count(Math.round(speed)) + " images/s · "
                + Format.duration((report.total() - report.seen()) / speed) + " left";
        }
        show(report.share(), (report.paused() ? "paused, Train goes on · " : "") + words + loss(report), report.paused());
    }

    /** It has come to its end, whatever the reason. */
    void ended(Report report) {
        List<History.Epoch> epochs = report.epochs();
        String accuracy = epochs.isEmpty() ? "" : " · validation accuracy "
            + Format.decimals(100 * epochs.get(epochs.size() - 1).validationAccuracy(), 2) + " %";
        show(report.share(), "run " + report.number() + " " + report.end() + " after "
            + Format.decimals(report.seconds(), 1) + " s" + accuracy, true);
    }

    private static String loss(Report report) {
        double[] losses = report.losses();
        return losses.length == 0 ? "" : " · loss " + Format.decimals(losses[losses.length - 1], 4);
    }

    private void show(double share, String words, boolean news) {
        bar.set(share, "");   // the line beside it says the rest
        line.say(words, news);
    }
}
