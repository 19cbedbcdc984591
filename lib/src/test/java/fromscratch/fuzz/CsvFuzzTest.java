package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.data.Csv;
import fromscratch.data.DataException;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class CsvFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.texts("label,pixel0,pixel1,pixel2,pixel3\n3,0,1,254,255\n9,0,0,0,0\n",
            "7,0,1,2,3\r\n\r\n0,4,5,6,7", "label,\"pixel 0\"\n1,\"255\"\n", "\uFEFF1,0.0\n", "2,,\n", "1,256\n", "label\n", "a");
    }

    @MethodSource("seeds")
    @FuzzTest
    void digits_as_text_are_read_or_refused(byte[] bytes) {
        ForeignFile.read(bytes, "digits.csv", DataException.class, 24, 1000, Csv::read);
        ForeignFile.read(bytes, "digits.csv", DataException.class, 24, 1000,
            file -> Csv.read(file, 2, List.of("a", "b", "c")));
    }
}
