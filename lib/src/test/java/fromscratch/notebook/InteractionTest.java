package fromscratch.notebook;

import fromscratch.notebook.widgets.RecordingWire;
import fromscratch.notebook.widgets.Slider;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.lang.ref.WeakReference;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class InteractionTest {
    private static final int SECONDS = 30;

    @Test
    void draws_at_once_and_again_after_a_move() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10).at(3);
        BlockingQueue<Integer> drawn = new LinkedBlockingQueue<>();
        Output.Live live = Interaction.of(() -> {
            drawn.add(slider.value());
            return Picture.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "n is " + slider.value());
        }, slider);
        assertThat(drawn.poll()).isEqualTo(3);
        assertThat(live.text()).isEqualTo("n is 3");
        assertThat(live.toDisplayData().toString()).isNotNull();
        RecordingWire.move(slider, "value", 5);
        assertThat(drawn.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(5);
    }

    /** A picture has some megabytes, and a reader runs a cell many times; the kernel keeps what its controls call. */
    @Test
    void the_first_picture_is_not_kept() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        AtomicReference<WeakReference<BufferedImage>> first = new AtomicReference<>();
        show(slider, () -> {
            BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
            first.compareAndSet(null, new WeakReference<>(image));
            return Picture.of(image, "black");
        });
        for (int i = 0; i < 100 && first.get().get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(first.get().get()).isNull();
        RecordingWire.move(slider, "value", 5);   // so that the slider lives until here
    }

    private static void show(Slider<Integer> slider, Supplier<?> drawing) {
        Interaction.of(drawing, slider).toDisplayData();
    }

    @Test
    void fails_at_once_if_the_first_drawing_does() {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        assertThatIllegalStateException().isThrownBy(() -> Interaction.of(() -> {
            throw new IllegalStateException("no");
        }, slider)).withMessage("no");
    }

    @Test
    void shows_what_is_not_a_picture_as_text() {
        LiveView view = new LiveView();
        view.show(Picture.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "black"));
        assertThat(view.widget().text()).isEqualTo("black");
        view.show(new Output.Text("a < b"));
        assertThat(view.widget().text()).isEqualTo("a < b");
    }
}
