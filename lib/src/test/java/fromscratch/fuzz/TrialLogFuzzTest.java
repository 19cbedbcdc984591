package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.eval.TrialLog;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class TrialLogFuzzTest {
    static final String HEADER = "hidden,activation,optimizer,learning-rate,batch-size,epochs,seed,parameters,multiplications,"
        + "train-loss,train-accuracy,validation-loss,validation-accuracy,diverged,seconds\n";
    private static final String LINE = "\"128,64\",relu,sgd,0.1,32,20,1,109386,123456,0.01,0.99,0.02,0.98,false,1.234\n";

    static Stream<byte[]> seeds() {
        return Seeds.texts(HEADER, HEADER + LINE + LINE, HEADER + LINE + "none,tanh,adam,1,1,1,1,1,1,,,,,true,0.1\n",
            HEADER + LINE + "\"128,6", "hidden,act", "epoch,train-loss\n1,0.5\n", "");
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_log_of_trials_is_read_or_refused(byte[] bytes) {
        ForeignFile.read(bytes, "trials.csv", IllegalArgumentException.class, 16, 1000, file -> new TrialLog(file).read());
        ForeignFile.read(bytes, "trials.csv", IllegalArgumentException.class, 16, 1000, file -> {
            new TrialLog(file).prepare();
            new TrialLog(file).read();
        });
    }
}
