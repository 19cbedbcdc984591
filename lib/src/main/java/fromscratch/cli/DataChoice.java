package fromscratch.cli;

import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.DownloadLines;
import fromscratch.data.ImageFolder;
import fromscratch.data.ImageFolder.Framing;
import fromscratch.data.TrainTest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The value of {@code --data}: a published data set by its name, or a folder of folders of pictures. */
final class DataChoice {
    private static final String BUILT_IN = "built-in";
    private static final List<String> CLOTHES = List.of("fashion-mnist", "fashion-mnist-sample");
    private static final List<String> NAMES = List.of("mnist", CLOTHES.get(0), CLOTHES.get(1), BUILT_IN);

    private final String words;
    private final Path folder;   // null: a published data set
    private final PrintWriter progress;

    private DataChoice(String words, Path folder, PrintWriter progress) {
        this.words = words;
        this.folder = folder;
        this.progress = progress;
    }

    /** Refuses what is neither a name nor a folder. */
    static DataChoice of(String words, CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        if (NAMES.contains(words)) {
            return new DataChoice(words, null, err);
        }
        try {
            Path folder = Path.of(words);
            if (Files.isDirectory(folder)) {
                return new DataChoice(words, folder, err);
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new ParameterException(spec.commandLine(), "--data: expected one of " + String.join(", ", NAMES)
            + ", or a folder with a folder of pictures for each class; found " + words);
    }

    boolean isFolder() {
        return folder != null;
    }

    /** How the pictures of a published data set were made: digits are centred, clothes fill the picture. */
    Framing framing() {
        return CLOTHES.contains(words) ? Framing.WHOLE : Framing.CENTRED;
    }

    /** Its name: the last part of a folder's path, so that a saved network does not tell where its maker keeps things. */
    String name() {
        return isFolder() ? folder.toAbsolutePath().normalize().getFileName().toString() : words;
    }

    /** The images to learn from: of a folder, all. */
    Dataset training(Framing framing) {
        return isFolder() ? ImageFolder.read(folder, framing) : published().train();
    }

    /** The images to be tested on: of a folder, all, labelled by their folder's place among these classes. */
    Dataset testing(Framing framing, List<String> classes) {
        return isFolder() ? ImageFolder.read(folder, framing, classes) : published().test();
    }

    private TrainTest published() {
        return DataSets.named(words.equals(BUILT_IN) ? "built-in digits" : words, new DownloadLines(progress::println));
    }
}
