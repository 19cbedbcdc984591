package fromscratch.nn;

import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A network as a safetensors file: its weights under the names of {@link Network#namedParameters}, and in the metadata
 * {@code architecture} ({@code "dense 784 128, batchnorm 128, relu, dropout 0.2, dense 128 10"}) and {@code preprocessing}
 * ({@code "lowest 0.0, highest 1.0, mean 0.0, standardDeviation 1.0"}), so that the file says by itself what it is. A
 * {@link Checkpoint} is such a file with more in it.
 */
final class ModelFile {
    private static final String ARCHITECTURE = "architecture";
    private static final String PREPROCESSING = "preprocessing";
    private static final String RUNNING_MEAN = ".running_mean";
    private static final String RUNNING_VARIANCE = ".running_var";
    private static final String KNOWN = "known are dense, batchnorm, dropout, relu, sigmoid and tanh";

    private ModelFile() {
    }

    static void write(Network network, Path file, Map<String, String> notes, Safetensors.Type type) {
        Map<String, Matrix> tensors = tables(network);
        if (type == Safetensors.Type.F16) {
            tensors.forEach(ModelFile::requireFits);
        }
        // Sorted, because Map.of has another order in each run.
        Map<String, String> metadata = new LinkedHashMap<>(new TreeMap<>(notes));
        metadata.putAll(description(network));
        new Safetensors(tensors, metadata).write(file, type);
    }

    /** The parameters and running means of a network by name: the matrices themselves, not copies. */
    static Map<String, Matrix> tables(Network network) {
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        network.namedParameters().forEach((name, parameter) -> tensors.put(name, parameter.value()));
        int batchNorms = 0;
        for (Layer layer : network.layers()) {
            if (layer instanceof BatchNorm norm) {
                batchNorms++;
                tensors.put("batchnorm" + batchNorms + RUNNING_MEAN, norm.runningMean());
                tensors.put("batchnorm" + batchNorms + RUNNING_VARIANCE, norm.runningVariance());
            }
        }
        return tensors;
    }

    /**
     * What a network is but for its numbers, as words in the metadata.
     *
     * @throws ModelFileException if it has a layer that {@link #read} could not make again
     */
    static Map<String, String> description(Network network) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(ARCHITECTURE, network.layers().stream().map(ModelFile::describe).collect(Collectors.joining(", ")));
        words.put(PREPROCESSING, describe(network.preprocessing()));
        return words;
    }

    private static void requireFits(String name, Matrix m) {
        float largest = Math.max(m.max(), -m.min());
        if (!(largest <= Float16.LARGEST)) {
            throw new ModelFileException(name + " has numbers up to " + largest + ", but 16 bits end at " + Float16.LARGEST
                + "; use save, which takes 32");
        }
    }

    static Network read(Path file) {
        Safetensors saved = Safetensors.read(file);
        String architecture = required(saved, file, ARCHITECTURE);
        List<Layer> layers = new ArrayList<>();
        int dense = 0;
        int batchNorms = 0;
        for (String words : architecture.split(", ")) {
            layers.add(switch (words.split(" ", 2)[0]) {
                case "dense" -> dense(saved, file, words, "dense" + ++dense);
                case "batchnorm" -> batchNorm(saved, file, words, "batchnorm" + ++batchNorms);
                case "dropout" -> dropout(file, words, layers.size() + 1);
                default -> activation(file, words);
            });
        }
        int tables = 2 * dense + 4 * batchNorms;
        if (saved.tensors().keySet().stream().filter(name -> !Checkpoint.isOwn(name)).count() != tables) {
            throw new ModelFileException(file + ": its architecture (" + architecture + ") needs " + tables
                + " tables of weights, found " + saved.tensors().keySet());
        }
        try {
            return new Network(layers.toArray(Layer[]::new)).withPreprocessing(preprocessing(saved, file));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file + ": " + e.getMessage());
        }
    }

    /** The metadata but for what the network itself is made from. */
    static Map<String, String> notes(Path file) {
        Map<String, String> notes = new LinkedHashMap<>(Safetensors.read(file).metadata());
        notes.keySet().removeAll(List.of(ARCHITECTURE, PREPROCESSING));
        notes.keySet().removeIf(Checkpoint::isOwn);
        return notes;
    }

    // ---- layers as words ----

    private static String describe(Layer layer) {
        if (layer instanceof Dense d) {
            return "dense " + d.weight().rows() + " " + d.weight().cols();
        }
        if (layer instanceof BatchNorm || layer instanceof Dropout
            || layer instanceof Relu || layer instanceof Sigmoid || layer instanceof Tanh) {
            return layer.toString();
        }
        throw new ModelFileException("the layer " + layer.getClass().getName() + " cannot be saved, because it could not be"
            + " loaded again; " + KNOWN);
    }

    private static Dense dense(Safetensors saved, Path file, String words, String name) {
        String[] sizes = words.split(" ");
        Matrix weight = table(saved, file, name + ".weight");
        Matrix bias = table(saved, file, name + ".bias");
        String found = "dense " + weight.rows() + " " + weight.cols();
        if (!found.equals(words) || bias.rows() != 1 || bias.cols() != weight.cols()) {
            throw new ModelFileException(file + ": its architecture says \"" + words + "\", but " + name + ".weight is "
                + weight.shape() + " and " + name + ".bias is " + bias.shape() + "; expected "
                + (sizes.length == 3 ? sizes[1] + "×" + sizes[2] + " and 1×" + sizes[2] : "two sizes after \"dense\"")
                + ". The file was put together wrongly; save the network again.");
        }
        return new Dense(weight, bias);
    }

    private static BatchNorm batchNorm(Safetensors saved, Path file, String words, String name) {
        Matrix gamma = table(saved, file, name + ".gamma");
        if (gamma.rows() != 1 || !words.equals("batchnorm " + gamma.cols())) {
            throw new ModelFileException(file + ": its architecture says \"" + words + "\", but " + name + ".gamma is "
                + gamma.shape() + ". The file was put together wrongly; save the network again.");
        }
        BatchNorm norm = new BatchNorm(gamma.cols());
        norm.gamma().set(Elementwise.IDENTITY, gamma);
        norm.beta().set(Elementwise.IDENTITY, rowLike(gamma, saved, file, name + ".beta"));
        norm.runningMean().set(Elementwise.IDENTITY, rowLike(gamma, saved, file, name + RUNNING_MEAN));
        norm.runningVariance().set(Elementwise.IDENTITY, rowLike(gamma, saved, file, name + RUNNING_VARIANCE));
        return norm;
    }

    private static Matrix rowLike(Matrix row, Safetensors saved, Path file, String name) {
        Matrix found = table(saved, file, name);
        if (!found.shape().equals(row.shape())) {
            throw new ModelFileException(file + ": the table " + name + " is " + found.shape() + "; expected " + row.shape());
        }
        return found;
    }

    /** Seeds differ from layer to layer, so that two layers of one width do not choose alike. */
    private static Dropout dropout(Path file, String words, int place) {
        try {
            return new Dropout(Double.parseDouble(words.substring("dropout".length())), new Rng(place));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file + ": its architecture says \"" + words + "\"; expected a rate of at least 0 and"
                + " less than 1 after \"dropout\"");
        }
    }

    private static Layer activation(Path file, String name) {
        if (!Activation.names().contains(name)) {
            throw new ModelFileException(file + ": its architecture has a layer \"" + name
                + "\", which is not known here; " + KNOWN);
        }
        return Activation.named(name);
    }

    private static Matrix table(Safetensors saved, Path file, String name) {
        Matrix m = saved.tensors().get(name);
        if (m == null) {
            throw new ModelFileException(file + ": the table " + name + " is missing; found " + saved.tensors().keySet());
        }
        return m;
    }

    private static String required(Safetensors saved, Path file, String key) {
        String value = saved.metadata().get(key);
        if (value == null) {
            throw new ModelFileException(file + ": its metadata has no \"" + key + "\"; expected a file that Network.save"
                + " wrote, found metadata " + saved.metadata().keySet());
        }
        return value;
    }

    // ---- preprocessing as words ----

    private static String describe(Preprocessing p) {
        return "lowest " + p.lowest() + ", highest " + p.highest() + ", mean " + p.mean()
            + ", standardDeviation " + p.standardDeviation();
    }

    private static Preprocessing preprocessing(Safetensors saved, Path file) {
        String words = required(saved, file, PREPROCESSING);
        try {
            String[] parts = words.split(", ");
            Preprocessing p = new Preprocessing(number(parts[0]), number(parts[1]), number(parts[2]), number(parts[3]));
            if (describe(p).equals(words)) {
                return p;
            }
        } catch (RuntimeException e) {
            // Too few parts, not numbers, or numbers that make no sense: all said below.
        }
        throw new ModelFileException(file + ": its preprocessing \"" + words + "\" is not understood; expected words like \""
            + describe(Preprocessing.pixels()) + "\"");
    }

    private static float number(String part) {
        return Float.parseFloat(part.substring(part.indexOf(' ') + 1));
    }
}
