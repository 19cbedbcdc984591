package fromscratch.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/**
 * An image and what it shows in words.
 *
 * @param image  the pixels, usually twice as many in each direction as it is wide and high on the page: sharp on any screen
 * @param width  on the page, in CSS pixels
 * @param height on the page, in CSS pixels
 * @param text   what is to be seen, for those who can't see it
 */
public record Picture(BufferedImage image, int width, int height, String text) implements Output {
    /** @throws IllegalArgumentException if the text says nothing */
    public Picture {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a picture needs a text that says what is to be seen, for those who can't see it");
        }
    }

    /** An image that is shown pixel by pixel. */
    public static Picture of(BufferedImage image, String text) {
        return new Picture(image, image.getWidth(), image.getHeight(), text);
    }

    /** The image as a PNG file. */
    public byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {   // not a file in between
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void addTo(DisplayData data) {
        data.putData(MIMEType.IMAGE_PNG, Base64.getEncoder().encodeToString(png()),
            Map.of("width", width, "height", height, "alt", text));
    }

    @Override
    public String toString() {
        return text;
    }
}
