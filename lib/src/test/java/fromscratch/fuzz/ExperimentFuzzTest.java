package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.eval.Experiment;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

class ExperimentFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.texts(Experiment.defaults().toString(), "hidden=none activation=tanh", "seed=-1\tepochs=1", "",
            "learning-rate=1e-30 optimizer=adamw", "hidden=,", "=", "seed=1 seed=1");
    }

    @MethodSource("seeds")
    @FuzzTest
    void words_for_an_experiment_are_understood_or_refused(byte[] bytes) {
        String words = new String(bytes, StandardCharsets.UTF_8);
        Experiment experiment;
        try {
            experiment = Experiment.parse(words);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (!Experiment.parse(experiment.toString()).equals(experiment)) {
            throw new AssertionError("\"" + words + "\" is read as " + experiment + ", which is read as another experiment");
        }
    }
}
