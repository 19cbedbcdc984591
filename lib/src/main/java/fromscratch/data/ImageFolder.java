package fromscratch.data;

import fromscratch.files.Reason;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A data set as folders of pictures, PNG or JPEG, one folder a class:
 * <pre>
 * digits/0/a.png   digits/0/b.jpg   digits/1/c.png   …
 * </pre>
 * The folders' names are the classes, in alphabetical order, and their labels count from 0: with the folders 3 and 7
 * alone, label 1 is a seven. To test a network that knows other classes too, {@linkplain #read(Path, Framing, List)
 * give their names}.
 *
 * <p>Only what lies in the folder is read: a link in it that leads elsewhere is refused, because a folder may come from
 * a stranger. The folder itself may be a link.
 *
 * <p>Each picture becomes grey, bright ink on black whichever way round it was, and 28×28 pixels. Turn photographs
 * upright first: the camera's note about its position is not read. Reading many pictures throws
 * {@link java.util.concurrent.CancellationException} if the thread is interrupted.
 */
public final class ImageFolder {
    /** What of a picture is put into the 28×28 pixels. */
    public enum Framing {
        /** The digit, fitted to 20×20 and centred as MNIST's are. */
        CENTRED,
        /** All of the picture, scaled to fit. */
        WHOLE
    }

    private ImageFolder() {
    }

    /** {@link #read(Path, Framing)} with the digits centred. */
    public static Dataset read(Path folder) {
        return read(folder, Framing.CENTRED);
    }

    /**
     * All pictures, class after class, in alphabetical order of their files.
     *
     * @throws DataException if there are no class folders, one of them is empty, a file in them is not a picture, or a
     *                       link leads out of the folder
     */
    public static Dataset read(Path folder, Framing framing) {
        return read(folder, framing, classFolders(folder).stream().map(ImageFolder::name).toList());
    }

    /**
     * All pictures, labelled by the places of their folders' names in {@code classNames}; some classes may have none.
     *
     * @throws DataException if a folder's name is not a class, and as {@link #read(Path, Framing)}
     */
    public static Dataset read(Path folder, Framing framing, List<String> classNames) {
        List<Path> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Path classFolder : classFolders(folder)) {
            int label = classNames.indexOf(name(classFolder));
            if (label < 0) {
                throw new DataException("Expected folders named by the classes " + classNames + " in " + folder + ", found "
                    + name(classFolder) + ". Rename it or move it elsewhere.");
            }
            requireWithin(folder, classFolder);
            for (Path picture : nothingButPictures(classFolder)) {
                requireWithin(folder, picture);
                pictures.add(picture);
                labels.add(label);
            }
        }
        int side = MnistStyle.SIDE;
        byte[] pixels = new byte[Math.multiplyExact(pictures.size(), side * side)];
        for (int i = 0; i < pictures.size(); i++) {
            Cancellation.check("reading the pictures in " + folder);
            System.arraycopy(pixels(pictures.get(i), framing), 0, pixels, i * side * side, side * side);
        }
        return new Dataset(name(folder), side, side, new ByteMatrix(pictures.size(), side * side, pixels),
            labels.stream().mapToInt(Integer::intValue).toArray(), classNames);
    }

    private static List<Path> classFolders(Path folder) {
        List<Path> classes = visible(folder).stream().filter(Files::isDirectory).toList();
        if (classes.isEmpty()) {
            throw new DataException("Expected one folder a class in " + folder + ", such as 0, 1, … 9, found none. "
                + "Sort the pictures into folders named by their class.");
        }
        return classes;
    }

    /** {@link #readImage(Path, Framing)} with the digit centred. */
    public static Matrix readImage(Path file) {
        return readImage(file, Framing.CENTRED);
    }

    /**
     * One picture as floats from 0 to 1, [1 × 784], ready to be recognised.
     *
     * @throws DataException if it is not a picture that can be read
     */
    public static Matrix readImage(Path file, Framing framing) {
        return new ByteMatrix(1, MnistStyle.SIDE * MnistStyle.SIDE, pixels(file, framing)).row(0);
    }

    /**
     * The pictures that lie in a folder, in alphabetical order, whatever they show. Other files and what is in its
     * folders are passed over.
     *
     * @throws DataException if it is no folder that can be looked into, no picture is in it, or one of them is a link
     *                       that leads out of it
     */
    public static List<Path> pictures(Path folder) {
        List<Path> pictures = visible(folder).stream().filter(ImageFolder::isPicture).toList();
        if (pictures.isEmpty()) {
            throw new DataException("Expected pictures, PNG or JPEG, in " + folder + ", found none. Check the path.");
        }
        pictures.forEach(picture -> requireWithin(folder, picture));
        return pictures;
    }

    private static boolean isPicture(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return !Files.isDirectory(file) && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
    }

    private static byte[] pixels(Path file, Framing framing) {
        Grey picture = Photo.read(file);
        return switch (framing) {
            case CENTRED -> MnistStyle.centred(picture);
            case WHOLE -> MnistStyle.whole(picture);
        };
    }

    private static List<Path> nothingButPictures(Path folder) {
        List<Path> files = visible(folder);
        if (files.isEmpty()) {
            throw new DataException("Expected pictures, PNG or JPEG, in " + folder + ", found none. Put some there or "
                + "delete the folder: each folder is a class.");
        }
        for (Path file : files) {
            if (!isPicture(file)) {
                throw new DataException("Expected only pictures, PNG or JPEG, in " + folder + ", found " + name(file)
                    + ". Move it elsewhere, or save it as PNG.");
            }
        }
        return files;
    }

    /** What is in a folder, by name, without what operating systems leave there. */
    private static List<Path> visible(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("Expected a folder of pictures, but " + folder + " is none. Check the path.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !name(file).startsWith(".")
                    && !List.of("thumbs.db", "desktop.ini", "__macosx").contains(name(file).toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(ImageFolder::name))
                .toList();
        } catch (IOException e) {
            throw new DataException("Could not look into " + folder + ": " + Reason.of(e) + ".", e);
        }
    }

    private static void requireWithin(Path folder, Path file) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new DataException("Expected only what lies in " + folder + ", but " + file + " is a link to "
                    + file.toRealPath() + ". Put a copy in its place if it belongs here, or delete it.");
            }
        } catch (IOException e) {
            throw new DataException("Could not look at " + file + ": " + Reason.of(e)
                + ". If it is a link, what it leads to is missing: delete it.", e);
        }
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
