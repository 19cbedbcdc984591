package fromscratch.data;

import fromscratch.files.Reason;
import fromscratch.linalg.ByteMatrix;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The data sets by name. Each is loaded once and then shared, as long as there is memory for it: a cell that is run
 * again costs nothing, and two variables don't hold the same 55 MB twice.
 *
 * <p>The files come from the folder that the environment variable {@code FROMSCRATCH_DATA} names, else from the
 * project's data folder (system property {@code fromscratch.data}), else they are downloaded into that, unless
 * {@code FROMSCRATCH_OFFLINE} is 1. A download that failed is not tried again by the same process.
 */
public final class DataSets {
    private static final String MNIST = "mnist";
    private static final String FASHION_MNIST = "fashion-mnist";
    private static final String FASHION_MNIST_SAMPLE = "fashion-mnist-sample";
    private static final String BUILT_IN_DIGITS = "built-in digits";

    private static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    private static final List<String> CLOTHES = List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal",
        "Shirt", "Sneaker", "Bag", "Ankle boot");

    static final DataFolders.Published PUBLISHED_MNIST = published(MNIST,
        Download.Checksum.SHA256_OF_CONTENT,
        List.of("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"),
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
    static final DataFolders.Published PUBLISHED_FASHION_MNIST = published(FASHION_MNIST,
        Download.Checksum.MD5_OF_FILE,
        List.of("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        "25c81989df183df01b3e8a0aad5dffbe",
        "bef4ecab320f06d8554ea6380940ec79",
        "bb300cfdad3c16e7a12a480ee83cd310");
    /** Any part of Fashion-MNIST, of any size: there is nothing to check it against, and nowhere to fetch it from. */
    private static final DataFolders.Published FASHION_MNIST_PART = published(FASHION_MNIST_SAMPLE,
        Download.Checksum.MD5_OF_FILE, List.of(), "", "", "", "");

    private static final Map<String, SoftReference<TrainTest>> loaded = new HashMap<>();
    private static DataFolders folders;
    private static Path unpacked;

    private DataSets() {
    }

    /**
     * MNIST: 60,000 + 10,000 handwritten digits of 28×28 (LeCun, Cortes and Burges, 1998).
     *
     * @throws DataException if it cannot be had
     */
    public static TrainTest mnist() {
        return named(MNIST);
    }

    /**
     * Fashion-MNIST: 60,000 + 10,000 pictures of clothes of 28×28 (Xiao, Rasul and Vollgraf, 2017).
     *
     * @throws DataException if it cannot be had
     */
    public static TrainTest fashionMnist() {
        return named(FASHION_MNIST);
    }

    /** 20,000 + 4,000 handwriting-like digits of 28×28, drawn by {@link StrokeDigits}; always the same, always there. */
    public static TrainTest builtInDigits() {
        return named(BUILT_IN_DIGITS);
    }

    /** MNIST if it can be had, else the built-in digits: then {@link #whyBuiltIn()} says why. */
    public static TrainTest digits() {
        return digits(Download.Progress.NONE);
    }

    /** {@link #digits()}, telling {@code progress} about a download. */
    public static TrainTest digits(Download.Progress progress) {
        return named(whyNot(MNIST, progress).isEmpty() ? MNIST : BUILT_IN_DIGITS);
    }

    /**
     * Why {@link #digits()} gives the built-in digits, and what to do about it, in plain sentences; empty if it gives
     * MNIST.
     */
    public static Optional<String> whyBuiltIn() {
        return whyNot(MNIST, Download.Progress.NONE);
    }

    /**
     * Fashion-MNIST if it can be had; else a part of it, if one lies in a folder {@code fashion-mnist-sample}; else the
     * built-in digits. The name of the data set says which.
     */
    public static TrainTest clothes() {
        return clothes(Download.Progress.NONE);
    }

    /** {@link #clothes()}, telling {@code progress} about a download. */
    public static TrainTest clothes(Download.Progress progress) {
        if (whyNot(FASHION_MNIST, progress).isEmpty()) {
            return named(FASHION_MNIST);
        }
        return named(whyNot(FASHION_MNIST_SAMPLE, progress).isEmpty() ? FASHION_MNIST_SAMPLE : BUILT_IN_DIGITS);
    }

    /** Why {@link #clothes()} does not give all of Fashion-MNIST, and what to do about it; empty if it does. */
    public static Optional<String> whyNotAllClothes() {
        return whyNot(FASHION_MNIST, Download.Progress.NONE);
    }

    private static Optional<String> whyNot(String name, Download.Progress progress) {
        try {
            named(name, progress);
            return Optional.empty();
        } catch (DataException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * A data set by its name: {@code mnist}, {@code fashion-mnist}, {@code fashion-mnist-sample} or
     * {@code built-in digits}.
     *
     * @throws DataException            if it cannot be had
     * @throws IllegalArgumentException if there is no data set of that name
     */
    public static TrainTest named(String name) {
        return named(name, Download.Progress.NONE);
    }

    /** {@link #named(String)}, telling {@code progress} about a download. */
    public static synchronized TrainTest named(String name, Download.Progress progress) {
        SoftReference<TrainTest> known = loaded.get(name);
        TrainTest data = known == null ? null : known.get();
        if (data == null) {
            data = load(name, progress);
            loaded.put(name, new SoftReference<>(data));
        }
        return data;
    }

    private static TrainTest load(String name, Download.Progress progress) {
        return switch (name) {
            case MNIST -> read(PUBLISHED_MNIST, DIGITS, progress);
            case FASHION_MNIST -> read(PUBLISHED_FASHION_MNIST, CLOTHES, progress);
            case FASHION_MNIST_SAMPLE -> read(FASHION_MNIST_PART, CLOTHES, progress);
            case BUILT_IN_DIGITS -> new TrainTest(draw(20_000, 1), draw(4_000, 2));
            default -> throw new IllegalArgumentException("There is no data set \"" + name + "\". Choose \"" + MNIST
                + "\", \"" + FASHION_MNIST + "\", \"" + FASHION_MNIST_SAMPLE + "\" or \"" + BUILT_IN_DIGITS + "\".");
        };
    }

    private static TrainTest read(DataFolders.Published set, List<String> classNames, Download.Progress progress) {
        Path folder = folders().find(set, progress);
        try {
            return read(set.name(), folder, classNames);
        } catch (DataException e) {
            throw set.mirrors().isEmpty() ? e
                : new DataException(e.getMessage() + " Or delete that file: then it is downloaded again.", e);
        }
    }

    static TrainTest read(String name, Path folder, List<String> classNames) {
        return new TrainTest(readPart(name, folder, "train", classNames), readPart(name, folder, "t10k", classNames));
    }

    private static Dataset readPart(String name, Path folder, String part, List<String> classNames) {
        return Idx.readDataset(name, DataFolders.file(folder, part + "-images-idx3-ubyte"),
            DataFolders.file(folder, part + "-labels-idx1-ubyte"), classNames);
    }

    private static Dataset draw(int count, long seed) {
        int[] labels = StrokeDigits.labels(count, seed);
        int side = MnistStyle.SIDE;
        return new Dataset(BUILT_IN_DIGITS, side, side,
            new ByteMatrix(count, side * side, StrokeDigits.images(labels, seed)), labels, DIGITS);
    }

    /**
     * One of the four IDX files of {@link #digits()}, not gzipped, for a reader who opens it byte by byte:
     * {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} or
     * {@code t10k-labels-idx1-ubyte}. It is written into a temporary folder, which goes with the process.
     *
     * @throws DataException            if it cannot be written
     * @throws IllegalArgumentException if there is no file of that name
     */
    public static synchronized Path idxFile(String name) {
        List<String> names = PUBLISHED_MNIST.items().stream().map(i -> DataFolders.withoutGz(i.file())).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("There is no IDX file \"" + name + "\". Choose one of " + names + ".");
        }
        TrainTest digits = digits();
        Dataset part = name.startsWith("train") ? digits.train() : digits.test();
        Path file = unpackedFolder().resolve(name);
        if (!Files.exists(file)) {
            if (name.contains("images")) {
                Idx.writeImages(file, part.x(), part.width(), part.height());
            } else {
                Idx.writeLabels(file, part.labels());
            }
            file.toFile().deleteOnExit();
        }
        return file;
    }

    private static Path unpackedFolder() {
        if (unpacked == null) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            try {
                unpacked = Files.createTempDirectory(temporary, "fromscratch-idx");
                unpacked.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new DataException("Could not make a folder in " + temporary + ": "
                    + Reason.of(e) + ". See that you may write there and that there is room on the disk, or name "
                    + "another folder in the environment variable JAVA_TOOL_OPTIONS: -Djava.io.tmpdir=FOLDER.", e);
            }
        }
        return unpacked;
    }

    private static DataFolders folders() {
        if (folders == null) {
            folders = DataFolders.fromSettings();
        }
        return folders;
    }

    /** Looks into other folders from now on, or with null into those of the settings again. For tests. */
    static synchronized void lookInto(DataFolders others) {
        folders = others;
        loaded.clear();
        unpacked = null;
    }

    private static DataFolders.Published published(String name, Download.Checksum checksum, List<String> mirrors,
                                                   String... sums) {
        List<String> files = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
        return new DataFolders.Published(name, mirrors.stream().map(URI::create).toList(),
            IntStream.range(0, 4).mapToObj(i -> new Download.Item(files.get(i), checksum, sums[i])).toList());
    }

    /**
     * Fetches MNIST if it isn't there, and says in one sentence where it is or why not. With {@code --which digits} or
     * {@code --which clothes} the last line is the name of the data set that {@link #digits()} or {@link #clothes()}
     * gives.
     */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        if (words.equals(List.of("--which", "clothes"))) {
            whyNot(FASHION_MNIST, new DownloadLines(System.out::println)).ifPresent(System.out::println);
            System.out.println(clothes().train().name());
            return;
        }
        Optional<String> whyBuiltIn = whyNot(MNIST, new DownloadLines(System.out::println));
        System.out.println(whyBuiltIn.map(why -> why + " Until then the built-in digits are used.")
            .orElseGet(() -> "MNIST is in " + folders().find(PUBLISHED_MNIST, Download.Progress.NONE) + "."));
        if (words.equals(List.of("--which", "digits"))) {
            System.out.println(digits().train().name());
        }
    }
}
