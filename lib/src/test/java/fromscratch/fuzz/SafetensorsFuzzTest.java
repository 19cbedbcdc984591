package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.nn.ModelFileException;
import fromscratch.nn.Network;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class SafetensorsFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.networks();
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_saved_network_is_read_or_refused(byte[] bytes) {
        ForeignFile.read(bytes, "model.safetensors", ModelFileException.class, 4, 400, file -> Network.load(file).toString());
        ForeignFile.read(bytes, "model.safetensors", ModelFileException.class, 4, 400, Network::notes);
    }
}
