package fromscratch.fuzz;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import fromscratch.linalg.Rng;
import fromscratch.nn.BatchNorm;
import fromscratch.nn.Dense;
import fromscratch.nn.Dropout;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sigmoid;
import fromscratch.nn.Tanh;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Small sound files, from which the fuzzer goes astray. */
final class Seeds {
    /** Of the network in {@link #network}: each kind of layer once. */
    static final String ARCHITECTURE = "dense 3 4, batchnorm 4, relu, dropout 0.25, dense 4 3, sigmoid, dense 3 2, tanh";
    private static final int LENGTH_BYTES = 8;
    private static final byte[] SAVED = saved(file -> new Network(new Dense(3, 4, new Rng(1)), new BatchNorm(4), new Relu(),
        new Dropout(0.25, new Rng(2)), new Dense(4, 3, new Rng(3)), new Sigmoid(), new Dense(3, 2, new Rng(4)), new Tanh())
        .save(file, Map.of("note", "small")));

    private Seeds() {
    }

    static Stream<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    // ---- IDX ----

    static Stream<byte[]> idx() {
        return Stream.of(
            ByteBuffer.allocate(16 + 12).putInt(0x803).putInt(2).putInt(2).putInt(3).array(),
            ByteBuffer.allocate(8 + 5).putInt(0x801).putInt(5).array(),
            ByteBuffer.allocate(16).putInt(0x803).putInt(Integer.MAX_VALUE).putInt(1).putInt(1).array(),
            ByteBuffer.allocate(16 + 100 * 100).putInt(0x803).putInt(1).putInt(100).putInt(100).array(),
            "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] gzipped(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    // ---- pictures ----

    /** Each way in which PNG and JPEG store a pixel. */
    static Stream<byte[]> pictures() {
        Stream<byte[]> png = IntStream.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED)
            .boxed().flatMap(type -> Stream.of(picture(5, type, "png", false), picture(9, type, "png", true)));
        Stream<byte[]> jpeg = IntStream.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY)
            .boxed().flatMap(type -> Stream.of(picture(6, type, "jpeg", false), picture(7, type, "jpeg", true)));
        return Stream.concat(png, jpeg);
    }

    /** A white bar of this width on black. */
    static byte[] picture(int width) {
        return picture(width, BufferedImage.TYPE_BYTE_GRAY, "png", false);
    }

    /** Progressive: coarse first, then finer, which is written in another way. */
    private static byte[] picture(int width, int type, String format, boolean progressive) {
        BufferedImage image = new BufferedImage(20, 16, type);
        for (int x = 2; x < 2 + width; x++) {
            for (int y = 3; y < 13; y++) {
                image.setRGB(x, y, 0xFFFFFFFF);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    // ---- saved networks ----

    static Stream<byte[]> networks() {
        return Stream.of(SAVED, saved(file -> small().save(file)),
            saved(file -> new Network(new Dense(2, 2, new Rng(1)), new Relu()).saveHalf(file, Map.of())));
    }

    static Network small() {
        return new Network(new Dense(2, 2, new Rng(1)));
    }

    /** A sound file but for these words in it. */
    static byte[] network(String architecture, String preprocessing) {
        ByteBuffer old = ByteBuffer.wrap(SAVED).order(ByteOrder.LITTLE_ENDIAN);
        int dataStart = LENGTH_BYTES + (int) old.getLong();
        JsonObject header = JsonParser.parseString(
            new String(SAVED, LENGTH_BYTES, dataStart - LENGTH_BYTES, StandardCharsets.UTF_8)).getAsJsonObject();
        header.getAsJsonObject("__metadata__").addProperty("architecture", architecture);
        header.getAsJsonObject("__metadata__").addProperty("preprocessing", preprocessing);
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int dataLength = SAVED.length - dataStart;
        return ByteBuffer.allocate(LENGTH_BYTES + json.length + dataLength).order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length).put(json).put(SAVED, dataStart, dataLength).array();
    }

    static byte[] saved(Consumer<Path> save) {
        try {
            Path file = ForeignFile.temporaryFolder().resolve("seed.safetensors");
            save.accept(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
