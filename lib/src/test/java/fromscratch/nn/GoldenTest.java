package fromscratch.nn;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Small networks against what PyTorch computed for them in double precision (src/test/resources/golden).
 * In single precision they agree to 1e-5 of the value, or 1e-7 where the value is near zero.
 */
class GoldenTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void agrees_with_pytorch(int number) throws Exception {
        JsonObject golden = read("/golden/mlp-" + number + ".json");
        Matrix x = matrix(golden.get("X"));
        int[] labels = new Gson().fromJson(golden.get("labels"), int[].class);
        Network network = network(golden);
        Matrix targets = Matrix.oneHot(labels, network.outputs());
        Loss loss = new SoftmaxCrossEntropy();

        assertActivationsClose(network, x, golden.getAsJsonArray("activations"));
        Matrix logits = network.forward(x);
        assertClose(SoftmaxCrossEntropy.softmax(logits), matrix(golden.get("probabilities")));
        assertClose(loss.value(logits, targets), golden.get("loss"));
        network.backward(loss.gradient(logits, targets));
        List<Parameter> parameters = network.parameters();
        for (int l = 0; l < golden.getAsJsonArray("W").size(); l++) {
            assertClose(parameters.get(2 * l).gradient(), matrix(golden.getAsJsonArray("dW").get(l)));
            assertClose(parameters.get(2 * l + 1).gradient(), rowVector(golden.getAsJsonArray("db").get(l)));
        }
    }

    /** Of each dense layer together with the activation behind it, if there is one. */
    private static void assertActivationsClose(Network network, Matrix x, JsonArray expected) {
        Matrix a = x;
        for (int l = 0; l < expected.size(); l++) {
            a = network.layers().get(2 * l).forward(a);
            if (l < expected.size() - 1) {
                a = network.layers().get(2 * l + 1).forward(a);
            }
            assertClose(a, matrix(expected.get(l)));
        }
    }

    /** Each of the six files has the same seven. */
    static Stream<Arguments> filesAndOptimizers() throws Exception {
        Set<String> names = read("/golden/mlp-1.json").getAsJsonObject("three_steps").keySet();
        assertThat(names).hasSize(7);
        return IntStream.rangeClosed(1, 6).boxed().flatMap(number -> names.stream().map(name -> arguments(number, name)));
    }

    @ParameterizedTest
    @MethodSource("filesAndOptimizers")
    void three_steps_agree_with_pytorch(int number, String optimizer) throws Exception {
        JsonObject golden = read("/golden/mlp-" + number + ".json");
        JsonObject after = golden.getAsJsonObject("three_steps").getAsJsonObject(optimizer);
        Network network = network(golden);
        Rows x = matrix(golden.get("X"));
        int[] labels = new Gson().fromJson(golden.get("labels"), int[].class);

        History history = new Trainer(network, new SoftmaxCrossEntropy(), optimizer(optimizer))
            .batchSize(labels.length).epochs(3).fit(x, labels);

        for (int step = 0; step < 3; step++) {
            assertClose(history.epochs().get(step).trainLoss(), after.getAsJsonArray("losses").get(step));
        }
        for (int l = 0; l < golden.getAsJsonArray("W").size(); l++) {
            assertClose(network.parameters().get(2 * l).value(), matrix(after.getAsJsonArray("W").get(l)));
            assertClose(network.parameters().get(2 * l + 1).value(), rowVector(after.getAsJsonArray("b").get(l)));
        }
    }

    /** By its name in the files; what the name does not say is as PyTorch has it by default. */
    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd lr=0.1" -> new Sgd(0.1);
            case "sgd lr=0.1 momentum=0.9" -> new Sgd(0.1).momentum(0.9);
            case "sgd lr=0.1 momentum=0.9 nesterov" -> new Sgd(0.1).momentum(0.9).nesterov();
            case "sgd lr=0.1 weight_decay=0.01" -> new Sgd(0.1).weightDecay(0.01);
            case "rmsprop lr=0.01" -> new RmsProp();
            case "adam lr=0.01" -> new Adam(0.01);
            case "adamw lr=0.01 weight_decay=0.1" -> new AdamW(0.01).weightDecay(0.1);
            default -> throw new IllegalArgumentException("no such optimiser here: " + name);
        };
    }

    private static Network network(JsonObject golden) {
        JsonArray weights = golden.getAsJsonArray("W");
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < weights.size(); l++) {
            layers.add(new Dense(matrix(weights.get(l)), rowVector(golden.getAsJsonArray("b").get(l))));
            if (l < weights.size() - 1) {
                layers.add(switch (golden.get("activation").getAsString()) {
                    case "relu" -> new Relu();
                    case "sigmoid" -> new Sigmoid();
                    default -> new Tanh();
                });
            }
        }
        return new Network(layers.toArray(Layer[]::new));
    }

    private static void assertClose(Matrix actual, Matrix expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < actual.size(); i++) {
            float value = expected.data()[i];
            assertThat(actual.data()[i]).isCloseTo(value, within(1e-7f + 1e-5f * Math.abs(value)));
        }
    }

    private static void assertClose(double actualLoss, JsonElement expected) {
        assertThat(actualLoss).isCloseTo(expected.getAsDouble(), withinPercentage(1e-3));
    }

    private static Matrix matrix(JsonElement json) {
        return Matrix.of(new Gson().fromJson(json, float[][].class));
    }

    private static Matrix rowVector(JsonElement json) {
        return Matrix.of(new Gson().fromJson(json, float[].class));
    }

    private static JsonObject read(String resource) throws Exception {
        try (Reader reader = new InputStreamReader(GoldenTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        }
    }
}
