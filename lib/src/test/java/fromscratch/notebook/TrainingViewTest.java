package fromscratch.notebook;

import fromscratch.data.Dataset;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.nn.Dense;
import fromscratch.nn.History;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import fromscratch.nn.TrainingListener.Plan;
import fromscratch.nn.TrainingListener.Step;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingViewTest {
    /** Two images of 2×2 pixels, the first with ink at the top left, the second at the bottom right. */
    private static final Dataset TWO = new Dataset("two", 2, 2,
        new ByteMatrix(2, 4, new byte[] {-1, 0, 0, 0, 0, 0, 0, -1}), new int[] {0, 1}, List.of("dot", "spot"));

    /** Ink at the top left speaks for class 0; nothing else does anything, so that the second image is read as "dot" too. */
    private static Network seesTheFirst() {
        Matrix w = Matrix.zeros(4, 2);
        w.set(0, 0, 3);
        return new Network(new Dense(w, Matrix.of(Matrix.row(0, -1))));
    }

    private static TrainingView after(int steps, Network network) {
        TrainingView view = new TrainingView(TWO);
        view.started(new Plan(3, steps, 200));
        for (int step = 1; step <= steps; step++) {
            view.stepDone(new Step(1, step, 2L * step, 0.5, network));
        }
        return view;
    }

    @Test
    void says_in_words_what_it_shows() {
        TrainingView view = after(1, seesTheFirst());
        assertThat(view.picture(1).text()).isEqualTo("""
            Training, epoch 1 of 3, step 1 of 1
            Network 4-2 looking at dot: it reads dot with 98.2 %, right
            no epoch is done yet""");
        view.epochDone(new History.Epoch(1, 0.5, 0.8, Double.NaN, Double.NaN, 1));
        view.epochDone(new History.Epoch(2, 0.5, 0.995, Double.NaN, Double.NaN, 1));
        assertThat(view.picture(1).text()).endsWith("right and wrong in each epoch: 160 and 40; 199 and 1");
    }

    @Test
    void asks_about_one_image_after_the_other() {
        assertThat(after(2, seesTheFirst()).picture(1).text()).contains("looking at spot: it reads dot with 73.1 %, wrong");
        assertThat(after(3, seesTheFirst()).picture(1).text()).contains("looking at dot");
    }

    @Test
    void has_the_same_size_at_any_time_and_no_colour_but_what_the_weights_say() {
        TrainingView view = after(1, seesTheFirst());
        Picture early = view.picture(1);
        view.epochDone(new History.Epoch(1, 0.5, 0.8, Double.NaN, Double.NaN, 1));
        Picture late = view.picture(2);
        assertThat(late.width()).isEqualTo(early.width()).isEqualTo(900);
        assertThat(late.height()).isEqualTo(early.height());
        assertThat(late.image().getWidth()).isEqualTo(1800);
    }

    @Test
    void a_line_has_the_colour_of_its_weight_and_begins_at_its_pixel() {
        Matrix positive = Matrix.zeros(4, 2);
        positive.set(3, 0, 2);
        Matrix negative = positive.scale(-1);
        // From the middle of the bottom right pixel of the image, at (159, 255), to the upper of the two outputs.
        assertThat(onTheWay(positive)).isEqualTo(0xFFDD6600);   // vermillion and blue, in 16 shades
        assertThat(onTheWay(negative)).isEqualTo(0xFF0077AA);
        assertThat(onTheWay(Matrix.zeros(4, 2))).isNotIn(0xFFDD6600, 0xFF0077AA);
    }

    private static int onTheWay(Matrix weights) {
        BufferedImage image = after(1, new Network(new Dense(weights, Matrix.zeros(1, 2)))).picture(2).image();
        double x1 = 12 + 147;
        double y1 = 34 + 12 + 100 + 147;
        double x2 = 676;
        double y2 = 34 + 12 + 198 - 17;
        return image.getRGB((int) (2 * (x1 + x2) / 2), (int) (2 * (y1 + y2) / 2));
    }

    @Test
    void large_networks_are_drawn_in_part() {
        Network large = Network.mlp(Relu::new, new Rng(1), 4, 200, 50, 2);
        assertThat(Pictures.network(large, TWO, 0).text()).startsWith("Network 4-200-50-2 looking at dot");
    }

    @Test
    void mistakes_are_explained() {
        Network other = Network.mlp(Relu::new, new Rng(1), 5, 2);
        assertThatThrownBy(() -> Pictures.network(other, TWO, 0)).hasMessageContaining("5 inputs").hasMessageContaining("2×2 pixels");
        assertThatThrownBy(() -> new TrainingView(TWO.take(0))).hasMessageContaining("at least one image");
    }
}
