package fromscratch.data;

import fromscratch.files.Reason;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Reads an image file as bright ink on a black background, whichever way round it was: the photograph of a pen's
 * stroke on paper, or a digit that is already white on black.
 */
final class Photo {
    private static final List<String> FORMATS = List.of("image/png", "image/jpeg");
    /** Between ink and background, of 255: below it there is nothing to be seen. */
    private static final int LEAST_CONTRAST = 16;
    /** Larger pictures are scaled down to this: more than a digit needs, and the camera's noise averages out. */
    private static final int LONGEST_SIDE = 560;
    /** The pixels of the largest picture that is read: as numbers they take half a gigabyte. */
    private static final long MOST_PIXELS = 64_000_000;
    /** A file of any length may hold a picture of so many pixels, … */
    private static final long ALWAYS_PIXELS = 4_000_000;
    /** … and more for each of its bytes: PNG's compression makes them at most 1032 times shorter. */
    private static final long PIXELS_A_BYTE = 1032;
    /** A JPEG may send its picture in several scans, each finer; each goes over all pixels, and ten are usual. */
    private static final int MOST_SCANS = 1000;

    private Photo() {
    }

    /** @throws DataException if the file is no image that Java can read, or has one brightness all over */
    static Grey read(Path file) {
        Grey grey = luminance(decode(file));
        if (Math.max(grey.width(), grey.height()) > LONGEST_SIDE) {
            grey = grey.fit(LONGEST_SIDE);
        }
        double low = Arrays.stream(grey.values()).min().orElseThrow();
        double high = Arrays.stream(grey.values()).max().orElseThrow();
        if (high - low < LEAST_CONTRAST) {
            throw new DataException("Expected a digit, but all of " + file + " is of about the same brightness ("
                + Math.round(low) + " to " + Math.round(high) + " of 255). Take the picture again with more contrast.");
        }
        boolean darkInk = quantile(border(grey), 0.5) > (low + high) / 2;
        return withoutBackground(darkInk ? map(grey, v -> low + high - v) : grey, high);
    }

    private static BufferedImage decode(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException("Expected an image file, found the folder " + file + ". Name a file in it.");
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException("Expected an image file, but there is no file " + file + ". Check the path.");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Optional<ImageReader> found = reader(in);
            if (found.isPresent()) {
                return decode(file, found.get(), in);
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {   // damaged files make the decoders throw all sorts of exceptions
            String why = e instanceof IOException failure ? Reason.of(failure) : "it is damaged";
            throw new DataException("The image " + file + " cannot be read (" + why
                + "). Open it in an image program and save it again as PNG.", e);
        }
        throw new DataException("Expected an image, PNG or JPEG, but " + file + " is neither. Save it as PNG.");
    }

    /** By what the file begins with. Java's decoders of other formats are left alone: each could have its own mistakes. */
    private static Optional<ImageReader> reader(ImageInputStream in) {
        Iterator<ImageReader> all = ImageIO.getImageReaders(in);
        while (all.hasNext()) {
            ImageReader reader = all.next();
            if (Arrays.stream(reader.getOriginatingProvider().getMIMETypes()).anyMatch(FORMATS::contains)) {
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    /**
     * Asks for the size first: the decoders take memory for all pixels that a header claims. Notes in the file are
     * passed over.
     */
    private static BufferedImage decode(Path file, ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > Math.min(MOST_PIXELS, ALWAYS_PIXELS + PIXELS_A_BYTE * in.length())) {
                throw new DataException("The image " + file + " says that it has " + reader.getWidth(0) + "×"
                    + reader.getHeight(0) + " pixels in " + in.length() + " bytes: expected at most "
                        + MOST_PIXELS / 1_000_000
                    + " million, and fewer in a file as short as this. Scale it down in an image program.");
            }
            requireFewScans(file);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /**
     * A scan can be 20 bytes short: a short file could keep the decoder busy for hours. In a PNG these bytes mean
     * nothing.
     */
    private static void requireFewScans(Path file) throws IOException {
        int scans = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean jpeg = in.read() == 0xFF;
            for (int before = 0, b = in.read(); jpeg && b >= 0; before = b, b = in.read()) {
                scans += before == 0xFF && b == 0xDA ? 1 : 0;
            }
        }
        if (scans > MOST_SCANS) {
            throw new DataException("The image " + file + " consists of " + scans + " scans, more than " + MOST_SCANS
                + ". Open it in an image program and save it again as PNG.");
        }
    }

    /** 0 (black) … 255 (white); what is transparent shows white paper. */
    private static Grey luminance(BufferedImage image) {
        // getRGB would brighten a grey image: Java takes its values for linear light and converts them.
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !image.getColorModel().hasAlpha();
        double most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        int width = image.getWidth();
        double[] values = new double[width * image.getHeight()];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey
                ? image.getRaster().getSample(i % width, i / width, 0) * 255 / most
                : luminance(image.getRGB(i % width, i / width));
        }
        return new Grey(values, width, image.getHeight());
    }

    /** The weights of ITU-R recommendation BT.601. */
    private static double luminance(int argb) {
        int alpha = argb >>> 24;
        int luminance = 299 * (argb >> 16 & 0xFF) + 587 * (argb >> 8 & 0xFF) + 114 * (argb & 0xFF);   // of 255,000
        return (luminance * (alpha / 255.0) + 255_000 * (1 - alpha / 255.0)) / 1000;
    }

    /**
     * Takes the background's brightness away and stretches the rest to 0 … 255. How uneven the background is shows at
     * the border: paper has grain and shadows, a drawing by program has none. A tenth of the border may be ink.
     */
    private static Grey withoutBackground(Grey grey, double ink) {
        double[] border = border(grey);
        double middle = quantile(border, 0.5);
        double uneven = quantile(border, 0.9) - middle;
        double background = middle + Math.min(3 * uneven, (ink - middle) / 2);
        return map(grey, v -> Math.max(0, v - background) * 255 / (ink - background));
    }

    private static double[] border(Grey g) {
        double[] v = g.values();
        int last = v.length - g.width();
        IntStream topAndBottom = IntStream.range(0, g.width()).flatMap(x -> IntStream.of(x, last + x));
        IntStream sides = IntStream.range(1, g.height()).flatMap(y -> IntStream.of(y * g.width() - 1, y * g.width()));
        return IntStream.concat(topAndBottom, sides).mapToDouble(i -> v[i]).sorted().toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    private static Grey map(Grey grey, DoubleUnaryOperator f) {
        return new Grey(Arrays.stream(grey.values()).map(f).toArray(), grey.width(), grey.height());
    }
}
