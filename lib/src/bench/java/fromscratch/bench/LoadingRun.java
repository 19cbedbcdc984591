package fromscratch.bench;

import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.Idx;
import fromscratch.data.TrainTest;

import java.nio.file.Path;

/** How long a process that was just started takes until a data set is ready. */
public final class LoadingRun {
    private LoadingRun() {
    }

    /** Expects a data set's name; a folder after it receives the data as IDX files, for programs that can't draw digits. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        TrainTest data = DataSets.named(args[0]);
        Answer.print("loaded", (System.nanoTime() - start) / 1e9);
        if (args.length > 1) {
            write(data.train(), Path.of(args[1]), "train");
            write(data.test(), Path.of(args[1]), "t10k");
        }
    }

    private static void write(Dataset part, Path folder, String name) {
        Idx.writeImages(folder.resolve(name + "-images-idx3-ubyte.gz"), part.x(), part.width(), part.height());
        Idx.writeLabels(folder.resolve(name + "-labels-idx1-ubyte.gz"), part.labels());
    }
}
