package fromscratch.data;

import java.util.Locale;
import java.util.function.Consumer;

/** A line when a file starts to arrive and one when it is there, for a terminal: a bar would fill a log with rubbish. */
public record DownloadLines(Consumer<String> print) implements Download.Progress {
    @Override
    public void update(String file, long bytes, long total) {
        if (bytes == 0) {
            print.accept("Downloading " + file + " ...");
        } else if (bytes == total) {
            print.accept(String.format(Locale.ROOT, "  %.1f MB", bytes / 1e6));
        }
    }

    @Override
    public void waiting() {
        print.accept("Another program is downloading the same files: waiting for it ...");
    }
}
