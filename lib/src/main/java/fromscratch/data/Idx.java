package fromscratch.data;

import fromscratch.files.Reason;
import fromscratch.files.WholeFile;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Heap;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The file format of MNIST (described at the end of "The MNIST database of handwritten digits", LeCun, Cortes and
 * Burges). Big-endian:
 * <pre>
 * images   00 00 08 03   number of images   height   width   one byte a pixel, row after row
 * labels   00 00 08 01   number of labels   one byte a label
 * </pre>
 * The first four bytes, the magic number, mean: unsigned bytes (08) in three (03) or one (01) dimensions. Whether a
 * file is gzipped is seen from its content, not from its name. Reading and writing throw
 * {@link java.util.concurrent.CancellationException} if the thread is interrupted.
 */
public final class Idx {
    private static final int IMAGES = 0x00000803;
    private static final int LABELS = 0x00000801;
    private static final int BUFFER = 1 << 16;
    /** A gzipped file may unpack to this many bytes, MNIST's images and a bit, … */
    private static final long ALWAYS_UNPACKED = 64 << 20;
    /** … and a large one to this many times its length. MNIST's unpack to 5 times, and nothing to more than 1032 times. */
    private static final int MOST_UNPACKED = 100;

    private Idx() {
    }

    /** Images without labels: pixels [count × width·height]. */
    public record Images(ByteMatrix pixels, int width, int height) {
    }

    /**
     * The images of a file.
     *
     * @throws DataException if the file is not there, damaged, or not an IDX file of images
     */
    public static Images readImages(Path file) {
        return read(file, in -> {
            expect(IMAGES, file, in);
            int count = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            byte[] pixels = content(file, in, count + " images of " + height + "×" + width, count, height, width);
            return new Images(new ByteMatrix(count, height * width, pixels), width, height);
        });
    }

    /**
     * The labels of a file, each from 0 to 255.
     *
     * @throws DataException if the file is not there, damaged, or not an IDX file of labels
     */
    public static int[] readLabels(Path file) {
        return read(file, in -> {
            expect(LABELS, file, in);
            int count = in.readInt();
            byte[] bytes = content(file, in, count + " labels", count);
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = bytes[i] & 0xFF;
            }
            return labels;
        });
    }

    /**
     * Images and their labels together.
     *
     * @throws DataException if one of the files cannot be read, or they do not belong together
     */
    public static Dataset readDataset(String name, Path images, Path labels, List<String> classNames) {
        Images read = readImages(images);
        int[] classes = readLabels(labels);
        if (classes.length != read.pixels().rows()) {
            throw new DataException("Expected one label an image, found " + read.pixels().rows() + " images in " + images
                + " and " + classes.length + " labels in " + labels + ". Take both from the same data set, both "
                + "\"train\" or both \"t10k\".");
        }
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] >= classNames.size()) {
                throw new DataException("Expected labels from 0 to " + (classNames.size() - 1) + ", found " + classes[i]
                    + " for image " + i + " in " + labels + ". Give as many class names as there are classes.");
            }
        }
        return new Dataset(name, read.width(), read.height(), read.pixels(), classes, classNames);
    }

    /**
     * Writes one image a row of {@code pixels} [count × width·height]; gzipped if the name ends in {@code .gz}.
     *
     * @throws DataException            if the file cannot be written
     * @throws IllegalArgumentException if the rows are not width·height long
     */
    public static void writeImages(Path file, ByteMatrix pixels, int width, int height) {
        if (pixels.cols() != (long) width * height) {
            throw new IllegalArgumentException("writeImages: images of " + width + "×" + height + " pixels need "
                + (long) width * height + " columns, found " + pixels.cols() + ".");
        }
        write(file, out -> {
            out.writeInt(IMAGES);
            out.writeInt(pixels.rows());
            out.writeInt(height);
            out.writeInt(width);
            out.write(pixels.data());
        });
    }

    /**
     * Writes labels from 0 to 255; gzipped if the name ends in {@code .gz}.
     *
     * @throws DataException            if the file cannot be written
     * @throws IllegalArgumentException if a label does not fit into a byte
     */
    public static void writeLabels(Path file, int[] labels) {
        if (Arrays.stream(labels).anyMatch(label -> label < 0 || label > 255)) {
            throw new IllegalArgumentException("writeLabels: IDX keeps a label in one byte, so it must be from 0 to 255.");
        }
        write(file, out -> {
            out.writeInt(LABELS);
            out.writeInt(labels.length);
            for (int label : labels) {
                out.writeByte(label);
            }
        });
    }

    /** The content of a file, unpacked if it is gzipped. */
    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Stoppable.input(Files.newInputStream(file), "reading " + file), BUFFER);
        try {
            return startsLikeGzip(in) ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean startsLikeGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzip;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    /** All that can be wrong with a file as such; what is wrong with its content is said by {@code reading}. */
    private static <T> T read(Path file, Reading<T> reading) {
        if (Files.isDirectory(file)) {
            throw new DataException("Expected an IDX file, found the folder " + file + ". Name a file in it.");
        }
        if (!Files.exists(file)) {
            throw new DataException("There is no file " + file + ". Check the path, or download the data set again.");
        }
        try {
            if (Files.size(file) == 0) {
                throw new DataException("Expected an IDX file, but " + file + " is empty. Get it again.");
            }
            try (DataInputStream in = new DataInputStream(open(file))) {
                return reading.from(in);
            }
        } catch (EOFException e) {
            throw new DataException(file + " is cut off: it ends in the middle of its header or of its gzipped content. "
                + "Get it again.", e);
        } catch (ZipException e) {
            throw new DataException(file + " is damaged: its gzipped content cannot be unpacked (" + e.getMessage()
                + "). Get it again.", e);
        } catch (IOException e) {
            throw new DataException("Could not read " + file + ": " + Reason.of(e) + ".", e);
        }
    }

    private static void expect(int magic, Path file, DataInputStream in) throws IOException {
        int found = in.readInt();
        if (found != magic) {
            throw new DataException(String.format(Locale.ROOT,
                "Expected an IDX file of %s (magic number 0x%08X), found %s (0x%08X) in %s. Check which file is which.",
                magic == IMAGES ? "images" : "labels", magic, described(found), found, file));
        }
    }

    /** What a file is that starts with these four bytes. */
    private static String described(int magic) {
        byte[] bytes = {(byte) (magic >>> 24), (byte) (magic >>> 16), (byte) (magic >>> 8), (byte) magic};
        if (magic == IMAGES) {
            return "a file of images";
        }
        if (magic == LABELS) {
            return "a file of labels";
        }
        if (magic >>> 16 == 0) {
            return "an IDX file with another kind of content";
        }
        if (bytes[0] == 'P' && bytes[1] == 'K') {
            return "a ZIP archive, to be unpacked first,";
        }
        for (byte b : bytes) {
            if (b < ' ') {
                return "something that is not IDX";
            }
        }
        return "text that starts with \"" + new String(bytes, StandardCharsets.US_ASCII)
            + "\", perhaps an error page that was stored in place of the file,";
    }

    /** The rest of the file, which must be exactly as long as the header's {@code sizes}, multiplied, claim. */
    private static byte[] content(Path file, InputStream in, String claim, int... sizes) throws IOException {
        long claimed = 1;
        for (int size : sizes) {
            if (size < 1 || claimed * size > Integer.MAX_VALUE - 8) {
                throw new DataException("The header of " + file + " claims " + claim + ", but a file holds at least one "
                    + "and fits into 2 GB. It is damaged: get it again.");
            }
            claimed *= size;
        }
        // Memory is taken according to the file's real length, so that a damaged header can't ask for all of it.
        // Gzipped MNIST unpacks to five times its length: one array, filled in place.
        int first = (int) Math.min(claimed, 16 * Files.size(file));
        Heap.require(first, "what " + file + " holds");
        byte[] bytes = new byte[first];
        int filled = in.readNBytes(bytes, 0, bytes.length);
        long most = Math.max(ALWAYS_UNPACKED, MOST_UNPACKED * Files.size(file));
        while (filled == bytes.length && filled < claimed) {
            if (filled > most) {
                throw new DataException(String.format(Locale.ROOT, "%s has %,d bytes, but unpacks to more than %,d: that is "
                    + "no data set, but made to fill the memory. If you trust it, unpack it with gunzip first.",
                    file, Files.size(file), most));
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(claimed, 2L * filled));
            filled += in.readNBytes(bytes, filled, bytes.length - filled);
        }
        if (filled < claimed) {
            throw new DataException(String.format(Locale.ROOT,
                "%s is cut off: its header claims %s, that is %,d bytes, but only %,d follow. Get it again.",
                file, claim, claimed, filled));
        }
        if (in.read() >= 0) {   // also makes the gzip stream check its own checksum
            throw new DataException(String.format(Locale.ROOT,
                "%s is longer than its header says: that claims %s, that is %,d bytes, but more follow. Get it again.",
                file, claim, claimed));
        }
        return bytes;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void write(Path file, Writing writing) {
        boolean gzip = file.getFileName().toString().endsWith(".gz");
        try {
            WholeFile.write(file, bytes -> {
                OutputStream raw = new BufferedOutputStream(Stoppable.output(bytes, "writing " + file), BUFFER);
                try (DataOutputStream out = new DataOutputStream(gzip ? new GZIPOutputStream(raw, BUFFER) : raw)) {
                    writing.to(out);
                }
            });
        } catch (IOException e) {
            throw DataException.notWritten(file, e);
        }
    }
}
