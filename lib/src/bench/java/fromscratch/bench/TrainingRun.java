package fromscratch.bench;

import fromscratch.data.DataSets;
import fromscratch.data.TrainTest;
import fromscratch.eval.Evaluation;
import fromscratch.linalg.Kernels;
import fromscratch.linalg.Rng;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.Sgd;
import fromscratch.nn.SoftmaxCrossEntropy;
import fromscratch.nn.Trainer;
import fromscratch.nn.TrainingListener;

import java.util.Arrays;

/** One training from its first line to the test accuracy, as a reader would write it: a process of its own. */
public final class TrainingRun {
    private TrainingRun() {
    }

    /** Expects sizes such as {@code 784-128-64-10}, the batch size and the number of epochs. */
    public static void main(String[] args) {
        new Thread(Kernels::warmUp).start();   // while the data is loaded: as a notebook's kernel does when it starts
        long start = System.nanoTime();
        TrainTest data = DataSets.digits();
        Answer.print("loaded", (System.nanoTime() - start) / 1e9);
        Kernels.warmUp();   // waits until it is done
        train(data, sizes(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    static int[] sizes(String text) {
        return Arrays.stream(text.split("-")).mapToInt(Integer::parseInt).toArray();
    }

    static void train(TrainTest data, int[] sizes, int batchSize, int epochs) {
        Network network = Network.mlp(Relu::new, new Rng(1), sizes);
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1))
            .batchSize(batchSize).epochs(epochs).rng(new Rng(2))
            .listen(new TrainingListener() {
                @Override
                public void epochDone(History.Epoch epoch) {
                    Answer.print("epoch", epoch.seconds());
                }
            })
            .fit(data.train().x(), data.train().labels());
        Answer.print("loss", history.last().trainLoss());
        Answer.print("accuracy", Evaluation.accuracy(network, data.test()));
    }
}
