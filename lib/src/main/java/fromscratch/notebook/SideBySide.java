package fromscratch.notebook;

import org.knowm.xchart.internal.chartpart.IChart;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;

/** Charts and pictures in one row, as one picture: rows of several pictures don't survive every way to show a notebook. */
final class SideBySide {
    /** What JupyterLab has room for on a small screen, in CSS pixels. */
    static final int PAGE_WIDTH = 900;

    private static final int GAP = 20;
    private static final int MOST = 20;

    private SideBySide() {
    }

    static Picture of(List<?> things) {
        return of(things, Drawing.SCALE);
    }

    /** @param scale pixels for each CSS pixel in each direction */
    static Picture of(List<?> things, int scale) {
        if (things.isEmpty()) {
            throw new IllegalArgumentException("side by side: expected charts or pictures, found nothing");
        }
        if (things.size() > MOST) {
            throw new IllegalArgumentException("side by side: there is room for " + MOST + " charts or pictures, found " + things.size()
                + "; show them in several rows");
        }
        int room = (PAGE_WIDTH - GAP * (things.size() - 1)) / things.size();
        return compose(things.stream().map(thing -> picture(thing, room, scale)).toList(), scale);
    }

    private static Picture picture(Object thing, int room, int scale) {
        if (thing instanceof Picture || thing instanceof BufferedImage) {
            return (Picture) Rendering.of(thing);
        } else if (thing instanceof IChart chart) {
            int width = Math.min(room, chart.getWidth());
            return ChartPicture.of(chart, width, Math.max(width * 3 / 4, chart.getHeight() * width / chart.getWidth()), scale);
        }
        throw new IllegalArgumentException("side by side: only charts and pictures can stand so, found "
            + (thing == null ? "null" : "a " + thing.getClass().getSimpleName()) + "; use show(…) for it");
    }

    private static Picture compose(List<Picture> pictures, int scale) {
        int gaps = GAP * (pictures.size() - 1);
        int wanted = pictures.stream().mapToInt(Picture::width).sum();
        double shrink = Math.min(1, (double) (PAGE_WIDTH - gaps) / wanted);
        int width = gaps + pictures.stream().mapToInt(p -> (int) (p.width() * shrink)).sum();
        int height = pictures.stream().mapToInt(p -> (int) (p.height() * shrink)).max().getAsInt();
        Drawing drawing = new Drawing(width, height, scale);
        if (shrink < 1) {
            drawing.g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        }
        int x = 0;
        for (Picture picture : pictures) {
            int w = (int) (picture.width() * shrink);
            int h = (int) (picture.height() * shrink);
            drawing.g.drawImage(picture.image(), x, 0, w, h, null);
            x += w + GAP;
        }
        return drawing.picture(pictures.stream().map(Picture::text).collect(Collectors.joining("\n")));
    }
}
