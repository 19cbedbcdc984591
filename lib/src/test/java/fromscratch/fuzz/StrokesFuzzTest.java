package fromscratch.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import fromscratch.data.DataException;
import fromscratch.data.ImageFolder;
import fromscratch.data.Strokes;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What a page says was drawn on its canvas: any program in the browser may say it. */
class StrokesFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.texts("22: 10,10 100,200 280,280\n6: 0,0", "80: 140,140", "", "22: 999,999", "0: 1,1", "22: 1,1 \n", "22:1,1");
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_drawing_is_read_or_refused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Strokes strokes;
        try {
            strokes = Strokes.parse(text);
        } catch (DataException e) {
            return;
        }
        if (!Strokes.parse(strokes.toString()).equals(strokes)) {
            throw new AssertionError("\"" + text + "\" is read as " + strokes + ", which is read as another drawing");
        }
        strokes.image(ImageFolder.Framing.CENTRED);
    }
}
