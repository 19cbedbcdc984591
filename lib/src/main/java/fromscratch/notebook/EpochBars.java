package fromscratch.notebook;

import fromscratch.nn.History;
import fromscratch.nn.TrainingListener;

import java.util.List;
import java.util.stream.Collectors;

/** How many training examples were read right and wrong in each epoch: a bar for those read wrong, and the numbers. */
final class EpochBars {
    static final int HEIGHT = 104;

    private static final int LEFT = 12;
    private static final int BARS_AT = 330;
    private static final int BAR_HEIGHT = 60;
    private static final int WIDEST = 40;

    private EpochBars() {
    }

    /**
     * Draws them over the whole width of the page.
     *
     * @param top where they begin; they are {@link #HEIGHT} high
     * @return the same in words
     */
    static String draw(Drawing drawing, double top, TrainingListener.Plan plan, List<History.Epoch> epochs) {
        drawing.fill(Palette.GRID, LEFT, top, SideBySide.PAGE_WIDTH - 2 * LEFT, 1);
        drawing.text("Training examples read in", LEFT, top + 20, 0, Drawing.FONT, Palette.MUTED);
        long most = Math.max(1, epochs.stream().mapToLong(e -> misses(e, plan)).max().orElse(1));
        double width = Math.min(WIDEST, (SideBySide.PAGE_WIDTH - LEFT - BARS_AT) / (double) plan.epochs());
        double bottom = top + 14 + BAR_HEIGHT;
        for (int i = 0; i < epochs.size(); i++) {
            double height = Math.max(1, (double) BAR_HEIGHT * misses(epochs.get(i), plan) / most);
            drawing.fill(Palette.WRONG, BARS_AT + i * width, bottom - height, Math.max(1, width - 2), height);
            if (i == 0 || i == plan.epochs() - 1) {
                drawing.text(String.valueOf(i + 1), BARS_AT + (i + 0.5) * width - 1, bottom + 12, 0.5, ChartTheme.TICKS,
                    Palette.MUTED);
            }
        }
        drawing.fill(Palette.MUTED, BARS_AT, bottom, width * plan.epochs() - 2, 1);
        if (!epochs.isEmpty()) {
            History.Epoch last = epochs.get(epochs.size() - 1);
            drawing.text("epoch " + last.number() + ":", LEFT, top + 40, 0, Drawing.FONT, Palette.INK);
            drawing.text(Format.count(hits(last, plan)) + " right", LEFT, top + 60, 0, Drawing.BOLD, Palette.RIGHT);
            drawing.text(Format.count(misses(last, plan)) + " wrong (bars)", LEFT, top + 80, 0, Drawing.BOLD, Palette.WRONG);
        }
        return epochs.isEmpty() ? "no epoch is done yet" : "right and wrong in each epoch: " + epochs.stream()
            .map(e -> Format.count(hits(e, plan)) + " and " + Format.count(misses(e, plan))).collect(Collectors.joining("; "));
    }

    private static long hits(History.Epoch epoch, TrainingListener.Plan plan) {
        return Math.round(epoch.trainAccuracy() * plan.examples());
    }

    private static long misses(History.Epoch epoch, TrainingListener.Plan plan) {
        return plan.examples() - hits(epoch, plan);
    }
}
