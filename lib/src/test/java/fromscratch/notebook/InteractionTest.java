package fromscratch.notebook;

import fromscratch.notebook.widgets.RecordingWire;
import fromscratch.notebook.widgets.Slider;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class InteractionTest {
    private static final int SECONDS = 30;

    @Test
    void draws_at_once_and_again_after_a_move() throws InterruptedException {
        Slider<Integer> slider = Slider.whole("n", 0, 10).at(3);
        BlockingQueue<Integer> drawn = new LinkedBlockingQueue<>();
        Interaction interaction = new Interaction(() -> {
            drawn.add(slider.value());
            return Picture.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "n is " + slider.value());
        }, slider);
        assertThat(drawn.poll()).isEqualTo(3);
        assertThat(interaction.output().text()).isEqualTo("n is 3");
        assertThat(interaction.output().toDisplayData().toString()).isNotNull();
        RecordingWire.move(slider, "value", 5);
        assertThat(drawn.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void fails_at_once_if_the_first_drawing_does() {
        Slider<Integer> slider = Slider.whole("n", 0, 10);
        assertThatIllegalStateException().isThrownBy(() -> new Interaction(() -> {
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
