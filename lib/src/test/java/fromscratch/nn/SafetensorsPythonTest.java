package fromscratch.nn;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Saved networks in the hands of a NumPy user who knows the format's own reader and our metadata, and the way back.
 * Maven runs this after the notebooks, when there is a .venv, see lib/pom.xml.
 */
class SafetensorsPythonTest {
    @TempDir
    Path folder;

    private Path python;

    @BeforeEach
    void find_python() throws Exception {
        python = Stream.of("../.venv", ".venv")
            .flatMap(venv -> Stream.of(Path.of(venv, "bin", "python"), Path.of(venv, "Scripts", "python.exe")))
            .map(path -> path.toAbsolutePath().normalize()).filter(Files::exists).findFirst().orElse(null);
        assumeTrue(python != null && run("import numpy, safetensors").exitCode() == 0,
            "the project has no .venv with safetensors yet: ./mvnw verify makes it and then runs this test");
    }

    @Test
    void python_computes_the_same_outputs_from_a_saved_network() throws Exception {
        Rng rng = new Rng(1);
        Network network = new Network(new Dense(6, 5, rng), new Relu(), new Dense(5, 5, rng), new Sigmoid(),
            new Dense(5, 4, rng), new Tanh(), new Dense(4, 3, rng))
            .withPreprocessing(Preprocessing.standardisedPixels(0.1307, 0.3081));
        network.parameters().forEach(p -> p.value().add(Matrix.normal(p.value().rows(), p.value().cols(), 0, 0.1f, rng)));
        Matrix x = Matrix.uniform(7, 6, 0, 1, rng);
        network.save(folder.resolve("model.safetensors"), Map.of("note", "98 % → good"));
        new Safetensors(Map.of("x", x), Map.of()).write(folder.resolve("x.safetensors"));

        runPython("""
            import numpy as np
            from safetensors import safe_open
            from safetensors.numpy import load_file, save_file

            activations = {"relu": lambda z: np.maximum(z, 0), "sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh}

            weights = load_file("model.safetensors")
            with safe_open("model.safetensors", framework="numpy") as file:
                metadata = file.metadata()
            assert metadata["note"] == "98 % → good", metadata
            preprocessing = dict(part.split(" ") for part in metadata["preprocessing"].split(", "))

            a = load_file("x.safetensors")["x"]
            a = (a - float(preprocessing["mean"])) / float(preprocessing["standardDeviation"])
            number = 0
            for layer in metadata["architecture"].split(", "):
                if layer.startswith("dense "):
                    number += 1
                    a = a @ weights[f"dense{number}.weight"] + weights[f"dense{number}.bias"]
                else:
                    a = activations[layer](a)
            save_file({"y": a}, "y.safetensors")
            """);

        assertSame(network.outputs(x), table("y"));
    }

    @Test
    void python_reads_the_same_numbers_of_16_bits_and_writes_them() throws Exception {
        Matrix all = Matrix.zeros(1, 1 << 16);   // every one that there is
        for (int half = 0; half < 1 << 16; half++) {
            all.set(0, half, Float16.toFloat((short) half));
        }
        new Safetensors(Map.of("half", all), Map.of()).write(folder.resolve("half.safetensors"), Safetensors.Type.F16);
        Matrix floats = Matrix.normal(100, 100, 0, 1, new Rng(3)).map(v -> StrictMath.pow(10, 4 * v));
        new Safetensors(Map.of("x", floats), Map.of()).write(folder.resolve("x.safetensors"));
        runPython("""
            import numpy as np
            from safetensors.numpy import load_file, save_file

            half = load_file("half.safetensors")["half"]
            assert half.dtype == np.float16, half.dtype
            expected = np.arange(65536, dtype=np.uint16).view(np.float16)
            assert np.array_equal(half[0], expected, equal_nan=True)
            with np.errstate(over="ignore"):
                save_file({"y": load_file("x.safetensors")["x"].astype(np.float16)}, "y.safetensors")
            """);
        assertThat(table("y")).isEqualTo(floats.map(v -> Float16.toFloat(Float16.fromFloat((float) v))));
    }

    @Test
    void a_network_that_python_wrote_is_loaded_and_computes_the_same_outputs() throws Exception {
        runPython("""
            import numpy as np
            from safetensors.numpy import save_file

            rng = np.random.default_rng(1)
            w1, b1, w2, b2, x = (rng.normal(size=shape).astype(np.float32)
                                 for shape in [(6, 5), (1, 5), (5, 3), (1, 3), (7, 6)])
            save_file({"dense1.weight": w1, "dense1.bias": b1, "dense2.weight": w2, "dense2.bias": b2},
                      "model.safetensors",
                      metadata={"architecture": "dense 6 5, tanh, dense 5 3",
                                "preprocessing": "lowest -10.0, highest 10.0, mean 0.5, standardDeviation 2.0"})
            save_file({"x": x}, "x.safetensors")
            save_file({"y": np.tanh((x - 0.5) / 2 @ w1 + b1) @ w2 + b2}, "y.safetensors")
            """);

        assertSame(Network.load(folder.resolve("model.safetensors")).outputs(table("x")), table("y"));
    }

    private Matrix table(String name) {
        return Safetensors.read(folder.resolve(name + ".safetensors")).tensors().get(name);
    }

    private static void assertSame(Matrix ours, Matrix pythons) {
        assertThat(pythons.shape()).isEqualTo("7×3");
        assertThat(ours.maxDifference(pythons)).isLessThan(1e-5f);
    }

    // ---- running Python ----

    private record Run(int exitCode, String output) {
    }

    private void runPython(String script) throws Exception {
        Run run = run(script);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    /** In isolation (-I) from what the user has set and installed for other Pythons. */
    private Run run(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(python.toString(), "-I", "-X", "utf8", "-")
            .directory(folder.toFile()).redirectErrorStream(true).start();
        try (OutputStream toPython = process.getOutputStream()) {
            toPython.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
