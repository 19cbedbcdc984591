package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.data.DataException;
import fromscratch.data.ImageFolder;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class PictureFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.pictures();
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_picture_is_read_or_refused(byte[] bytes) {
        ImageFolder.Framing framing = ImageFolder.Framing.values()[bytes.length % 2];
        ForeignFile.read(bytes, "picture.png", DataException.class, 160, 20_000, file -> ImageFolder.readImage(file, framing));
    }
}
