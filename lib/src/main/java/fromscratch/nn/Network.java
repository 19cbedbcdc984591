package fromscratch.nn;

import fromscratch.linalg.Cancellation;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Layers in a row: the output of each is the input of the next. */
public final class Network {
    /** Prediction takes so many examples at a time: enough for fast products, few enough for the processor's caches. */
    private static final int PREDICTION_BATCH = 500;

    private final List<Layer> layers;
    private final List<Parameter> parameters;
    private final int inputs;
    private final int outputs;
    private Preprocessing preprocessing = Preprocessing.none();

    /**
     * A network of the given layers; the first must be {@link Dense}, which says how many inputs there are.
     *
     * @throws IllegalArgumentException if there is no layer or one does not fit the layer before it
     */
    public Network(Layer... layers) {
        if (layers.length == 0 || !(layers[0] instanceof Dense first)) {
            throw new IllegalArgumentException("Network: the first layer must be a Dense layer, which says how many"
                + " inputs there are; found " + (layers.length == 0 ? "no layer" : layers[0]));
        }
        this.layers = List.of(layers);
        this.inputs = first.weight().rows();
        int width = inputs;
        for (int i = 0; i < layers.length; i++) {
            try {
                width = layers[i].outputs(width);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Network: layer " + (i + 1) + " does not fit the one before it: "
                    + e.getMessage());
            }
        }
        this.outputs = width;
        this.parameters = this.layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /**
     * A multilayer perceptron: dense layers with an activation between each two. Weights start as
     * {@link Init#HE} says for ReLU and as {@link Init#GLOROT} says otherwise; biases start at zero.
     *
     * @param activation makes an activation layer, such as {@code Relu::new}
     * @param sizes      inputs, the hidden layers' neurons, outputs: {@code 784, 128, 64, 10}
     * @throws IllegalArgumentException if there are fewer than two sizes or one is not positive
     */
    public static Network mlp(Supplier<? extends Layer> activation, Rng rng, int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException("mlp: expected at least the number of inputs and of outputs, found "
                + sizes.length + " sizes");
        }
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("mlp: every size must be at least 1, found " + size);
            }
        }
        Init init = activation.get() instanceof Relu ? Init.HE : Init.GLOROT;
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            if (i > 1) {
                layers.add(activation.get());
            }
            layers.add(new Dense(sizes[i - 1], sizes[i], init, rng));
        }
        return new Network(layers.toArray(Layer[]::new));
    }

    // ---- forward and backward ----

    /**
     * The outputs of the last layer (for a classifier, the logits) for a batch.
     *
     * @param x [batch × inputs]
     * @return  [batch × outputs]
     * @throws IllegalArgumentException if {@code x} does not have as many columns as this network has inputs
     */
    public Matrix forward(Matrix x) {
        return activations(x).get(layers.size() - 1);
    }

    /**
     * What every layer gives for a batch, first layer to last: element i belongs to {@code layers().get(i)}, and the
     * last element is {@link #forward(Matrix)}.
     *
     * @param x [batch × inputs]
     * @return  for each layer [batch × its outputs]
     * @throws IllegalArgumentException if {@code x} does not have as many columns as this network has inputs
     */
    public List<Matrix> activations(Matrix x) {
        requireInputs(x.cols());
        List<Matrix> outputs = new ArrayList<>();
        Matrix a = preprocessing.apply(x);
        for (Layer layer : layers) {
            a = layer.forward(a);
            outputs.add(a);
        }
        return outputs;
    }

    /**
     * The outputs for a batch that is being learned: as {@link #forward(Matrix)}, but through
     * {@link Layer#forwardTraining(Matrix)} of each layer.
     */
    public Matrix forwardTraining(Matrix x) {
        requireInputs(x.cols());
        Matrix a = preprocessing.apply(x);
        for (Layer layer : layers) {
            a = layer.forwardTraining(a);
        }
        return a;
    }

    /**
     * The outputs for the batch in {@code space.x}, which is changed by preprocessing, written to {@code
     * space.outputs}.
     */
    void forward(Workspace space) {
        forwardThroughFirst(space);
        for (int i = 1; i < layers.size(); i++) {
            layers.get(i).forward(space.outputs.get(i - 1), space.outputs.get(i));
        }
    }

    /** As {@link #forward(Workspace)}, for a batch that is being learned. */
    void forwardTraining(Workspace space) {
        forwardThroughFirst(space);
        for (int i = 1; i < layers.size(); i++) {
            layers.get(i).forwardTraining(space.outputs.get(i - 1), space.outputs.get(i));
        }
    }

    private void forwardThroughFirst(Workspace space) {
        if (!preprocessing.isIdentity()) {
            preprocessing.apply(space.x, space.x);
        }
        ((Dense) layers.get(0)).forward(space.x, space.outputs.get(0), space.zeros);
    }

    /** Backpropagation from {@code space.outputGradient()}, which the loss has written. */
    void backward(Workspace space) {
        for (int i = layers.size() - 1; i > 0; i--) {
            layers.get(i).parameterGradients(space.gradients.get(i));
            layers.get(i).inputGradient(space.gradients.get(i), space.gradients.get(i - 1));
        }
        layers.get(0).parameterGradients(space.gradients.get(0));
    }

    /**
     * Backpropagation: passes ∂loss/∂outputs back through the layers, each of which keeps the gradients of its
     * parameters. Belongs to the {@link #forward} or {@link #forwardTraining} before it.
     *
     * @param dOutputs ∂loss/∂outputs [batch × outputs]
     * @throws IllegalStateException    if there was no {@link #forward} yet
     * @throws IllegalArgumentException if {@code dOutputs} has not the shape of the outputs
     */
    public void backward(Matrix dOutputs) {
        Matrix d = dOutputs;
        for (int i = layers.size() - 1; i > 0; i--) {
            d = layers.get(i).backward(d);
        }
        layers.get(0).parameterGradients(d);
    }

    /** {@link #backward(Workspace)} and a step of plain gradient descent in one. */
    void descend(Workspace space, float learningRate) {
        for (int i = layers.size() - 1; i > 0; i--) {
            // The weights lead the gradient back before they are changed.
            layers.get(i).inputGradient(space.gradients.get(i), space.gradients.get(i - 1));
            layers.get(i).descend(space.gradients.get(i), learningRate);
        }
        layers.get(0).descend(space.gradients.get(0), learningRate);
    }

    // ---- predicting ----

    /**
     * The outputs for any number of examples, computed in batches.
     *
     * @param x [examples × inputs]
     * @return  [examples × outputs]
     * @throws IllegalArgumentException if there are not as many columns as this network has inputs, or the inputs are
     *                                  not what {@link #preprocessing} says they must be
     * @throws CancellationException    if the thread is interrupted, as by a notebook's stop button
     */
    public Matrix outputs(Rows x) {
        requireInputs(x.cols());
        Matrix all = Matrix.zeros(x.rows(), outputs);
        int[] index = new int[x.rows()];
        Arrays.setAll(index, i -> i);
        Workspace space = new Workspace(this, x, predictionBatch(x));
        for (int from = 0; from < x.rows(); from += PREDICTION_BATCH) {
            int to = Math.min(x.rows(), from + PREDICTION_BATCH);
            if (from > 0) {
                Cancellation.check("predicting " + x.rows() + " examples");
            }
            if (space.x.rows() != to - from) {
                space = new Workspace(this, x, to - from);
            }
            x.copyRows(index, from, to, space.x);
            preprocessing.check(space.x);
            forward(space);
            System.arraycopy(space.output().data(), 0, all.data(), from * outputs, space.output().size());
        }
        return all;
    }

    /** How many of {@code x} prediction takes at a time. */
    int predictionBatch(Rows x) {
        return Math.min(PREDICTION_BATCH, x.rows());
    }

    /**
     * The probability of each class for each example, [examples × classes]: {@link #outputs(Rows)} through softmax.
     * Refuses what that refuses.
     */
    public Matrix probabilities(Rows x) {
        return SoftmaxCrossEntropy.softmax(outputs(x));
    }

    /** The most probable class of each example, [examples]. Refuses what {@link #outputs(Rows)} refuses. */
    public int[] predict(Rows x) {
        return outputs(x).argMaxRows();
    }

    // ---- what it is made of ----

    /** The number of inputs. */
    public int inputs() {
        return inputs;
    }

    /** The number of outputs: of classes, for a classifier. */
    public int outputs() {
        return outputs;
    }

    /** The layers, first to last. */
    public List<Layer> layers() {
        return layers;
    }

    /** Every parameter, first layer to last, weights before biases. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The parameters by name, in the same order: {@code dense1.weight}, {@code dense1.bias}, {@code batchnorm1.gamma},
     * {@code batchnorm1.beta}, {@code dense2.weight}, … Those of a layer of your own class Scale are
     * {@code scale1.parameter1}, and so on.
     */
    public Map<String, Parameter> namedParameters() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Layer layer : layers) {
            String kind = layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            String name = kind + counts.merge(kind, 1, Integer::sum) + ".";
            for (int i = 0; i < layer.parameters().size(); i++) {
                named.put(name + parameterName(layer, i), layer.parameters().get(i));
            }
        }
        return named;
    }

    private static String parameterName(Layer layer, int i) {
        if (layer instanceof Dense) {
            return i == 0 ? "weight" : "bias";
        }
        return layer instanceof BatchNorm ? (i == 0 ? "gamma" : "beta") : "parameter" + (i + 1);
    }

    /** What prediction needs: the values of all parameters, then the {@link Layer#state} of all layers. */
    List<Matrix> values() {
        return Stream.concat(parameters.stream().map(Parameter::value), layers.stream().flatMap(l -> l.state().stream()))
            .toList();
    }

    /** How many numbers training adjusts. */
    public int parameterCount() {
        return parameters.stream().mapToInt(p -> p.value().size()).sum();
    }

    /** What it expects of its inputs and does to them first. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Sets what this network expects of its inputs and does to them first. Returns this network. */
    public Network withPreprocessing(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        return this;
    }

    // ---- keeping it ----

    /**
     * Writes architecture, preprocessing and weights to a safetensors file, which PyTorch and NumPy users can open too.
     * An existing file is replaced at once or not at all.
     *
     * @throws ModelFileException if the file cannot be written, or a layer is not one of this package, which
     *                            {@link #load} could not make again
     */
    public void save(Path file) {
        save(file, Map.of());
    }

    /** As {@link #save(Path)}, with {@code notes} of your own: how it was trained, its test accuracy. */
    public void save(Path file, Map<String, String> notes) {
        ModelFile.write(this, file, notes, Safetensors.Type.F32);
    }

    /**
     * As {@link #save(Path, Map)}, with 16 bits for each number: a file of half the size. What {@link #load} makes of it
     * has the nearest weights with three to four decimal digits, so measure the accuracy of the loaded network.
     *
     * @throws ModelFileException also if a weight is larger than 65504, the end of these numbers
     */
    public void saveHalf(Path file, Map<String, String> notes) {
        ModelFile.write(this, file, notes, Safetensors.Type.F16);
    }

    /**
     * A network as {@link #save} wrote it. It predicts as the saved one did; training it further, a {@link Dropout} layer
     * chooses from a new generator, whose seed is the layer's place in the network.
     *
     * @throws ModelFileException if the file cannot be read, is damaged, or its weights do not fit its architecture
     */
    public static Network load(Path file) {
        return ModelFile.read(file);
    }

    /**
     * What was noted when the network in this file was saved, by {@link #save(Path, Map)} or another program.
     *
     * @throws ModelFileException if the file cannot be read or is damaged
     */
    public static Map<String, String> notes(Path file) {
        return ModelFile.notes(file);
    }

    private void requireInputs(int found) {
        if (found != inputs) {
            throw new IllegalArgumentException("this network takes " + inputs + " inputs for each example, found " + found);
        }
    }

    /** A line for each layer with its number of parameters, and their sum. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Network of " + inputs + " inputs and " + outputs + " outputs");
        for (Layer layer : layers) {
            int count = layer.parameters().stream().mapToInt(p -> p.value().size()).sum();
            text.append("\n  ").append(count == 0 ? layer : countLine(layer, count));
        }
        return text.append("\n  ").append(countLine("together", parameterCount())).toString();
    }

    private static String countLine(Object what, int count) {
        return String.format(Locale.ROOT, "%-18s%,10d parameters", what, count);
    }
}
