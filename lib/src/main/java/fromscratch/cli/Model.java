package fromscratch.cli;

import fromscratch.data.ImageFolder;
import fromscratch.data.MnistStyle;
import fromscratch.linalg.Matrix;
import fromscratch.nn.Network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A saved network and what must be known to ask it about a picture; both stand in the notes of its file.
 *
 * @param network takes the 28×28 pixels of a picture
 * @param classes the name of each of its outputs
 * @param framing how the pictures were put into the 28×28 pixels that it learned from
 */
record Model(Network network, List<String> classes, ImageFolder.Framing framing) {
    /** The network of digits that comes with the project. */
    static final String DIGITS = "data/models/digits.safetensors";

    private static final String CLASSES = "classes";
    private static final String FRAMING = "framing";
    private static final int PIXELS = MnistStyle.SIDE * MnistStyle.SIDE;

    /**
     * Reads a file that {@link #save} wrote. One without these notes, as a notebook writes it, is taken for a network
     * of digits, its classes named 0, 1, 2, …
     *
     * @throws fromscratch.nn.ModelFileException if it is no saved network
     * @throws CommandException                  if it is one for other inputs than 28×28 pixels
     */
    static Model load(Path file) {
        Network network = Network.load(file);
        if (network.inputs() != PIXELS) {
            throw new CommandException(file + ": this network takes " + network.inputs() + " inputs, but a picture has "
                + PIXELS + ", 28 times 28 pixels. Choose a network that was trained on pictures.");
        }
        Map<String, String> notes = Network.notes(file);
        return new Model(network, classes(file, notes, network.outputs()), framing(file, notes));
    }

    private static List<String> classes(Path file, Map<String, String> notes, int outputs) {
        List<String> classes = notes.containsKey(CLASSES) ? List.of(notes.get(CLASSES).split("\n"))
            : IntStream.range(0, outputs).mapToObj(Integer::toString).toList();
        if (classes.size() != outputs) {
            throw new CommandException(file + ": it names " + classes.size() + " classes, but has " + outputs
                + " outputs. Train and save it again.");
        }
        return classes;
    }

    private static ImageFolder.Framing framing(Path file, Map<String, String> notes) {
        String found = notes.getOrDefault(FRAMING, word(ImageFolder.Framing.CENTRED));
        for (ImageFolder.Framing framing : ImageFolder.Framing.values()) {
            if (word(framing).equals(found)) {
                return framing;
            }
        }
        throw new CommandException(file + ": expected the framing \"centred\" or \"whole\" in its notes, found \"" + found
            + "\". Train and save it again.");
    }

    private static String word(ImageFolder.Framing framing) {
        return framing.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the network with what {@link #load} needs, and notes of any other kind.
     *
     * @throws fromscratch.nn.ModelFileException if it cannot be written
     */
    void save(Path file, Map<String, String> notes) {
        Map<String, String> all = new LinkedHashMap<>(notes);
        all.put(CLASSES, String.join("\n", classes));
        all.put(FRAMING, word(framing));
        network.save(file, all);
    }

    /**
     * The probability of each class for the picture in a file, [1 × classes].
     *
     * @throws fromscratch.data.DataException if it is not a picture that can be read
     */
    Matrix probabilities(Path picture) {
        return network.probabilities(ImageFolder.readImage(picture, framing));
    }
}
