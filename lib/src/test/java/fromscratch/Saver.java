package fromscratch;

import fromscratch.data.Idx;
import fromscratch.eval.Experiment;
import fromscratch.eval.Trial;
import fromscratch.eval.TrialLog;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Dense;
import fromscratch.nn.History;
import fromscratch.nn.Network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves the same files again and again, until it is killed: in round n everything in them is n. At the end of a round it
 * prints n; what was saved then must be on the disk.
 */
final class Saver {
    private static final int WIDTH = 100;
    private static final int IMAGES = 100;

    private final Path model;
    private final Path images;
    private final Path log;

    Saver(Path folder) {
        model = folder.resolve("model.safetensors");
        images = folder.resolve("images-idx3-ubyte");
        log = folder.resolve("log.csv");
    }

    public static void main(String[] args) {
        Saver saver = new Saver(Path.of(args[0]));
        for (int n = Files.exists(saver.model) ? saver.inModel() + 1 : 1; ; n++) {
            saver.save(n);
            System.out.println(n);
        }
    }

    private void save(int n) {
        Matrix weights = Matrix.zeros(WIDTH, WIDTH);
        Arrays.fill(weights.data(), n);
        Network network = new Network(new Dense(weights, Matrix.zeros(1, WIDTH)));
        network.save(model, Map.of("n", String.valueOf(n)));
        byte[] pixels = new byte[IMAGES * WIDTH];
        Arrays.fill(pixels, (byte) n);
        Idx.writeImages(images, new ByteMatrix(IMAGES, WIDTH, pixels), WIDTH, 1);
        new TrialLog(log).append(new Trial(Experiment.defaults().withSeed(n), network, new History(List.of()),
            Optional.of("not trained"), n));
    }

    /** The round that the network was saved in; fails if it is not whole. */
    int inModel() {
        int n = Integer.parseInt(Network.notes(model).get("n"));
        for (float weight : Network.load(model).parameters().get(0).value().data()) {
            require(weight == n, model);
        }
        return n;
    }

    /** The round of the images, as far as a byte can say; fails if they are not whole. */
    int inImages() {
        byte[] pixels = Idx.readImages(images).pixels().data();
        require(pixels.length == IMAGES * WIDTH, images);
        for (byte pixel : pixels) {
            require(pixel == pixels[0], images);
        }
        return pixels[0] & 0xFF;
    }

    /** The seeds in the log: one for each round. */
    List<Long> inLog() {
        return new TrialLog(log).read().longColumn("seed").asList();
    }

    private static void require(boolean whole, Path file) {
        if (!whole) {
            throw new IllegalStateException(file + " is a mixture");
        }
    }
}
