package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Rng;

import java.util.List;
import java.util.stream.IntStream;

/** A data set for tests: noisy images of 4×4 with a bright row, whose number is the class. */
final class Stripes {
    private Stripes() {
    }

    static Dataset dataset(int size, long seed) {
        Rng rng = new Rng(seed);
        byte[] pixels = new byte[size * 16];
        int[] labels = IntStream.range(0, size).map(i -> rng.nextInt(4)).toArray();
        for (int i = 0; i < pixels.length; i++) {
            boolean bright = i % 16 / 4 == labels[i / 16];
            pixels[i] = (byte) (rng.nextInt(150) + (bright ? 105 : 0));
        }
        return new Dataset("stripes", 4, 4, new ByteMatrix(size, 16, pixels), labels, List.of("0", "1", "2", "3"));
    }
}
