package fromscratch;

import fromscratch.data.Augment;
import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.eval.Pca;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Elementwise;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Adam;
import fromscratch.nn.AdamW;
import fromscratch.nn.BatchNorm;
import fromscratch.nn.Dense;
import fromscratch.nn.Dropout;
import fromscratch.nn.Init;
import fromscratch.nn.Layer;
import fromscratch.nn.Loss;
import fromscratch.nn.MeanSquaredError;
import fromscratch.nn.Network;
import fromscratch.nn.Optimizer;
import fromscratch.nn.Preprocessing;
import fromscratch.nn.Relu;
import fromscratch.nn.RmsProp;
import fromscratch.nn.Schedule;
import fromscratch.nn.Sgd;
import fromscratch.nn.Sigmoid;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Tanh;
import fromscratch.nn.Trainer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the library computes, boiled down to a few hexadecimal digits for each part of it. They are the same on every
 * machine, with every Java, however many threads there are: {@link DigestTest} compares them with those stored in
 * {@code digests.properties}, and {@code ./mvnw -Pdigest} prints them.
 */
final class Digest {
    private Digest() {
    }

    /** Prints what {@link #all} gives, one line each, as in the stored file. */
    public static void main(String[] args) {
        System.out.println("# Java " + Runtime.version().feature() + ", " + Kernels.description());
        all().forEach((name, digest) -> System.out.println(name + " = " + digest));
    }

    /** A digest for each part of the library; real MNIST is among them where it is at hand. */
    static Map<String, String> all() {
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("functions", functions());
        digests.put("products", products());
        digests.put("layers-and-losses", layersAndLosses());
        digests.put("optimisers", optimisers());
        Dataset drawn = DataSets.builtInDigits().train();
        digests.put("training-on-built-in-digits", training(drawn));
        digests.put("training-with-batchnorm-and-dropout", trainingNormalised(drawn));
        digests.put("augmentation", augmentation(drawn));
        digests.put("principal-components", principalComponents());
        if (DataSets.digits().train().name().equals("mnist")) {
            digests.put("training-on-mnist", training(DataSets.digits().train()));
        }
        return digests;
    }

    private static String functions() {
        Matrix x = Matrix.normal(50, 41, 0, 20, new Rng(1));
        List<Matrix> results = new ArrayList<>();
        for (Elementwise f : Elementwise.values()) {
            results.add(x.map(f));
        }
        return of(results);
    }

    private static String products() {
        Rng rng = new Rng(2);
        List<Matrix> results = new ArrayList<>();
        for (int[] s : new int[][] {{1, 1, 1}, {33, 900, 65}, {300, 500, 310}, {128, 64, 10}}) {
            Matrix a = Matrix.normal(s[0], s[1], 0, 1, rng);
            Matrix b = Matrix.normal(s[1], s[2], 0, 1, rng);
            results.add(a.product(b));
            results.add(a.transpose().transposedProduct(b));
            results.add(a.productTransposed(b.transpose()));
            results.add(a.colSums());
            results.add(a.rowSums());
        }
        return of(results);
    }

    private static String layersAndLosses() {
        Rng rng = new Rng(3);
        List<Matrix> results = new ArrayList<>();
        for (Supplier<Layer> activation : List.<Supplier<Layer>>of(Relu::new, Sigmoid::new, Tanh::new)) {
            for (Loss loss : List.of(new SoftmaxCrossEntropy(), new MeanSquaredError())) {
                Network network = Network.mlp(activation, rng, 20, 70, 33, 7)
                    .withPreprocessing(Preprocessing.standardisedPixels(0.13, 0.31));
                Matrix x = Matrix.uniform(19, 20, 0, 1, rng);
                Matrix targets = Matrix.uniform(19, 7, 0, 1, rng);
                Matrix outputs = network.forward(x);
                network.backward(loss.gradient(outputs, targets));
                results.add(outputs);
                results.add(SoftmaxCrossEntropy.softmax(outputs));
                results.add(Matrix.of(Matrix.row((float) loss.value(outputs, targets))));
                network.parameters().forEach(p -> results.add(p.gradient()));
            }
        }
        return of(results);
    }

    private static String optimisers() {
        List<Matrix> results = new ArrayList<>();
        for (Optimizer optimizer : List.of(new Sgd(0.1), new Sgd(0.1).momentum(0.9), new Sgd(0.1).momentum(0.9).nesterov(),
                new Sgd(0.1).weightDecay(0.01), new RmsProp(), new Adam(), new AdamW())) {
            Rng rng = new Rng(4);
            Network network = Network.mlp(Tanh::new, rng, 30, 41, 5);
            Matrix x = Matrix.normal(64, 30, 0, 1, rng);
            new Trainer(network, new MeanSquaredError(), optimizer).batchSize(16).epochs(5)
                .fit(x, Matrix.normal(64, 5, 0, 1, rng));
            network.parameters().forEach(p -> results.add(p.value()));
        }
        return of(results);
    }

    /** The weights after 400 steps of mini-batches. */
    private static String training(Dataset digits) {
        Network network = Network.mlp(Relu::new, new Rng(5), 784, 128, 64, 10);
        Dataset some = digits.slice(0, 12_800);
        new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1)).batchSize(32).epochs(1).rng(new Rng(6))
            .fit(some.x(), some.labels());
        return of(network.parameters().stream().map(p -> p.value()).toList());
    }

    /** Weights and running means after 100 steps with everything that training can use. */
    private static String trainingNormalised(Dataset digits) {
        Rng rng = new Rng(11);
        BatchNorm norm = new BatchNorm(64);
        Network network = new Network(new Dense(784, 64, Init.normal(0.05), rng), norm, new Relu(),
            new Dropout(0.2, rng.split()), new Dense(64, 10, rng));
        Dataset some = digits.slice(0, 3_200);
        Augment augment = new Augment(28, 28).shift(1);
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01)).batchSize(64).epochs(2).rng(rng)
            .schedule(Schedule.warmUp(0.2, Schedule.oneCycle()))
            .eachEpoch((x, epoch) -> augment.apply((ByteMatrix) x, new Rng(epoch)))
            .fit(some.x(), some.labels());
        List<Matrix> results = new ArrayList<>(norm.state());
        network.parameters().forEach(p -> results.add(p.value()));
        return of(results);
    }

    private static String augmentation(Dataset digits) {
        ByteMatrix some = ((ByteMatrix) digits.x()).select(new Rng(7).permutation(500));
        ByteMatrix distorted = new Augment(28, 28).shift(2).rotate(15).scale(0.15).shear(0.1).elastic(5, 30)
            .apply(some, new Rng(8));
        return of(List.of(distorted.rows(0, distorted.rows())));
    }

    private static String principalComponents() {
        Matrix x = Matrix.normal(200, 30, 0, 1, new Rng(9)).product(Matrix.normal(30, 40, 0, 1, new Rng(10)));
        Pca pca = Pca.of(x, 6);
        return of(List.of(pca.components(), pca.project(x)));
    }

    /** The first sixteen digits of SHA-256 over all bits of all elements. */
    private static String of(List<Matrix> matrices) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Matrix m : matrices) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * m.size() + 8).putInt(m.rows()).putInt(m.cols());
                for (float value : m.data()) {
                    bytes.putFloat(value);
                }
                sha.update(bytes.array());
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
