package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.data.DataException;
import fromscratch.data.Idx;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class IdxFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.idx();
    }

    @MethodSource("seeds")
    @FuzzTest
    void an_idx_file_is_read_or_refused(byte[] bytes) {
        ForeignFile.read(bytes, "images", DataException.class, 4, 20, Idx::readImages);
        ForeignFile.read(bytes, "labels", DataException.class, 4, 40, Idx::readLabels);
    }
}
