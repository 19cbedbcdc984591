package fromscratch.nn;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Small networks against what PyTorch computed for them in double precision (src/test/resources/golden).
 * In single precision they agree to 1e-5 of the value, or 1e-6 where the value is near zero.
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

        Matrix logits = network.forward(x);
        assertClose(SoftmaxCrossEntropy.softmax(logits), matrix(golden.get("probabilities")));
        assertThat(loss.value(logits, targets)).isCloseTo(golden.get("loss").getAsDouble(), within(1e-5));
        network.backward(loss.gradient(logits, targets));
        List<Parameter> parameters = network.parameters();
        for (int l = 0; l < golden.getAsJsonArray("W").size(); l++) {
            assertClose(parameters.get(2 * l).gradient(), matrix(golden.getAsJsonArray("dW").get(l)));
            assertClose(parameters.get(2 * l + 1).gradient(), rowVector(golden.getAsJsonArray("db").get(l)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void three_steps_of_gradient_descent_agree_with_pytorch(int number) throws Exception {
        JsonObject golden = read("/golden/mlp-" + number + ".json");
        JsonObject after = golden.getAsJsonObject("three_steps").getAsJsonObject("sgd lr=0.1");
        Network network = network(golden);
        Rows x = matrix(golden.get("X"));
        int[] labels = new Gson().fromJson(golden.get("labels"), int[].class);

        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1))
            .batchSize(labels.length).epochs(3).fit(x, labels);

        for (int step = 0; step < 3; step++) {
            assertThat(history.epochs().get(step).trainLoss())
                .isCloseTo(after.getAsJsonArray("losses").get(step).getAsDouble(), within(1e-5));
        }
        for (int l = 0; l < golden.getAsJsonArray("W").size(); l++) {
            assertClose(network.parameters().get(2 * l).value(), matrix(after.getAsJsonArray("W").get(l)));
            assertClose(network.parameters().get(2 * l + 1).value(), rowVector(after.getAsJsonArray("b").get(l)));
        }
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
            assertThat(actual.data()[i]).isCloseTo(value, within(1e-6f + 1e-5f * Math.abs(value)));
        }
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
