package fromscratch.notebook;

import fromscratch.data.Download;

/** A progress bar for each file that is downloaded. */
final class DownloadProgress implements Download.Progress {
    private static final String WAITING = "Another program is downloading the same files: this cell waits for it.";

    private LiveOutput output = new LiveOutput();
    private String file = "";

    @Override
    public void update(String file, long bytes, long total) {
        if (!file.equals(this.file)) {
            this.file = file;
            output = new LiveOutput();
        }
        output.show(() -> bar(file, bytes, total));
    }

    @Override
    public void waiting() {
        new LiveOutput().show(() -> new Html("<div>" + WAITING + "</div>", WAITING));
    }

    static Html bar(String file, long bytes, long total) {
        String size = Format.decimals(bytes / 1e6, 1) + " MB";
        if (total <= 0) {
            return BarDrawing.draw(0, "downloading " + file + ", " + size);
        }
        return bytes < total
            ? BarDrawing.draw((double) bytes / total,
                    "downloading " + file + ", " + size + " of " + Format.decimals(total / 1e6, 1) + " MB")
            : BarDrawing.done("downloaded " + file + ", " + size);
    }
}
