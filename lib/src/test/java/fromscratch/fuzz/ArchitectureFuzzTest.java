package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.nn.ModelFileException;
import fromscratch.nn.Network;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The words in a file that is otherwise sound: which layers a network has, and behind a line's end how it prepares its inputs. */
class ArchitectureFuzzTest {
    private static final String PIXELS = "\nlowest 0.0, highest 1.0, mean 0.0, standardDeviation 1.0";

    static Stream<byte[]> seeds() {
        return Seeds.texts(Seeds.ARCHITECTURE + PIXELS, "dense 3 2" + PIXELS, Seeds.ARCHITECTURE + "\nlowest NaN, highest 1.0",
            "relu, dense 2 3", "", " ", ", ,", "dropout", "dropout 1e-3, dropout NaN, dropout 0x1p-1", "batchnorm 0, batchnorm -1");
    }

    @MethodSource("seeds")
    @FuzzTest
    void words_for_layers_are_understood_or_refused(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        byte[] file = Seeds.network(words[0], words.length == 2 ? words[1] : PIXELS.substring(1));
        ForeignFile.read(file, "model.safetensors", ModelFileException.class, 4, 400, path -> Network.load(path).toString());
    }
}
