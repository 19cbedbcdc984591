package fromscratch.data;

import fromscratch.linalg.ByteMatrix;

import java.util.List;
import java.util.stream.IntStream;

/** Data sets for tests. */
final class SmallData {
    private SmallData() {
    }

    /** {@code size} images of 3×2 whose pixels are 0, 1, 2, … 255, 0, 1, …, with the labels 0, 1, 2, 0, 1, … */
    static Dataset dataset(int size) {
        byte[] pixels = new byte[size * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        int[] labels = IntStream.range(0, size).map(i -> i % 3).toArray();
        return new Dataset("small", 3, 2, new ByteMatrix(size, 6, pixels), labels, List.of("a", "b", "c"));
    }
}
