package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.data.DataException;
import fromscratch.data.Idx;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class GzipFuzzTest {
    /** Gzip makes nothing more than 1032 times shorter; the array grows by doubling, and labels are unpacked to ints. */
    private static final int TIMES = 6 * 1032;

    static Stream<byte[]> seeds() {
        return Seeds.idx().map(Seeds::gzipped);
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_gzipped_file_is_read_or_refused(byte[] bytes) {
        ForeignFile.read(bytes, "images.gz", DataException.class, 4, TIMES, Idx::readImages);
        ForeignFile.read(bytes, "labels.gz", DataException.class, 4, TIMES, Idx::readLabels);
        byte[] packed = Seeds.gzipped(bytes);   // for what the checksum would not let through
        ForeignFile.read(packed, "images.gz", DataException.class, 4, TIMES, Idx::readImages);
    }
}
