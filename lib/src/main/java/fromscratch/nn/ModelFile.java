package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A network as a safetensors file: its weights under the names of {@link Network#namedParameters}, and in the metadata
 * {@code architecture} ({@code "dense 784 128, relu, dense 128 10"}) and {@code preprocessing}
 * ({@code "lowest 0.0, highest 1.0, mean 0.0, standardDeviation 1.0"}), so that the file says by itself what it is.
 */
final class ModelFile {
    private static final String ARCHITECTURE = "architecture";
    private static final String PREPROCESSING = "preprocessing";

    private ModelFile() {
    }

    static void write(Network network, Path file, Map<String, String> notes) {
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        network.namedParameters().forEach((name, parameter) -> tensors.put(name, parameter.value()));
        // Sorted, because Map.of has another order in each run.
        Map<String, String> metadata = new LinkedHashMap<>(new TreeMap<>(notes));
        metadata.put(ARCHITECTURE, network.layers().stream().map(ModelFile::describe).collect(Collectors.joining(", ")));
        metadata.put(PREPROCESSING, describe(network.preprocessing()));
        new Safetensors(tensors, metadata).write(file);
    }

    static Network read(Path file) {
        Safetensors saved = Safetensors.read(file);
        String architecture = required(saved, file, ARCHITECTURE);
        List<Layer> layers = new ArrayList<>();
        int denseLayers = 0;
        for (String words : architecture.split(", ")) {
            layers.add(words.startsWith("dense ")
                ? dense(saved, file, words, "dense" + ++denseLayers)
                : activation(file, words));
        }
        if (saved.tensors().size() != 2 * denseLayers) {
            throw new ModelFileException(file + ": its architecture (" + architecture + ") needs " + 2 * denseLayers
                + " tables of weights, found " + saved.tensors().keySet());
        }
        try {
            return new Network(layers.toArray(Layer[]::new)).withPreprocessing(preprocessing(saved, file));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file + ": " + e.getMessage());
        }
    }

    // ---- layers as words ----

    private static String describe(Layer layer) {
        if (layer instanceof Dense d) {
            return "dense " + d.weight().rows() + " " + d.weight().cols();
        }
        if (layer instanceof Relu || layer instanceof Sigmoid || layer instanceof Tanh) {
            return layer.toString();
        }
        throw new ModelFileException("the layer " + layer.getClass().getName() + " cannot be saved, because it could not be"
            + " loaded again; known are dense, relu, sigmoid and tanh");
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

    private static Layer activation(Path file, String name) {
        return switch (name) {
            case "relu" -> new Relu();
            case "sigmoid" -> new Sigmoid();
            case "tanh" -> new Tanh();
            default -> throw new ModelFileException(file + ": its architecture has a layer \"" + name
                + "\", which is not known here; known are dense, relu, sigmoid and tanh");
        };
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
