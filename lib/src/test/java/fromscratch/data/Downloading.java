package fromscratch.data;

import fromscratch.linalg.Rng;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Downloads two files, in a process of its own, and prints {@code waiting}, and {@code there} or why they are not. */
final class Downloading {
    static final byte[] FIRST = bytes(1);
    static final byte[] SECOND = bytes(2);
    static final List<Download.Item> ITEMS = List.of(TestMirror.item("first", FIRST), TestMirror.item("second", SECOND));

    private Downloading() {
    }

    private static byte[] bytes(long seed) {
        Rng rng = new Rng(seed);
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) rng.nextInt(256);
        }
        return bytes;
    }

    /** @param args the mirror and the folder */
    public static void main(String[] args) throws IOException {
        try {
            new Download(List.of(URI.create(args[0])), Duration.ofMinutes(5)).fetch(Path.of(args[1]), ITEMS, new Download.Progress() {
                @Override
                public void update(String file, long bytes, long total) {
                }

                @Override
                public void waiting() {
                    System.out.println("waiting");
                }
            });
            System.out.println("there");
        } catch (DataException e) {
            System.out.println(e.getMessage());
        }
    }
}
