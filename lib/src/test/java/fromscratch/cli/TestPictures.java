package fromscratch.cli;

import javax.imageio.ImageIO;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Pictures for tests: bars on paper. */
final class TestPictures {
    private TestPictures() {
    }

    /** A folder with the class folders "flat" and "tall", so many bars of different size in each. */
    static Path bars(Path folder, int each) {
        for (int i = 0; i < each; i++) {
            bar(folder.resolve("flat/" + i + ".png"), 20 + i % 7, 4 + i % 3);
            bar(folder.resolve("tall/" + i + ".png"), 4 + i % 3, 20 + i % 7);
        }
        return folder;
    }

    /** A bar of the given size, of dark ink in the middle of white paper. */
    static Path bar(Path file, int width, int height) {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 40, 40);
        g.setColor(new Color(30, 30, 60));
        g.fillRect(20 - width / 2, 20 - height / 2, width, height);
        g.dispose();
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Path text(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a terminal that knows ASCII only, Java cannot name such files, and there is nothing to test. */
    static void assumeUmlautsInFileNames() {
        String encoding = System.getProperty("sun.jnu.encoding");
        assumeTrue(Charset.forName(encoding).newEncoder().canEncode("ü"),
            "file names are in " + encoding + " here, which has no umlauts");
    }
}
