package fromscratch.data;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ImageFolderTest {
    @TempDir
    Path folder;

    @Test
    void one_folder_a_class_in_alphabetical_order() throws IOException {
        save(bar(Color.BLACK, Color.WHITE), "png", "one/b.png");
        save(bar(Color.BLACK, Color.WHITE), "jpg", "one/a.JPG");
        save(bar(Color.WHITE, Color.BLACK), "png", "eight/a.png");
        Files.createFile(folder.resolve(".DS_Store"));
        Files.createFile(folder.resolve("one/.DS_Store"));
        Files.createFile(folder.resolve("one/Thumbs.db"));
        Files.createFile(folder.resolve("README.txt"));
        Dataset data = ImageFolder.read(folder);
        assertThat(data.classNames()).containsExactly("eight", "one");
        assertThat(data.labels()).containsExactly(0, 1, 1);
        assertThat(data.width()).isEqualTo(28);
        assertThat(data.height()).isEqualTo(28);
        assertThat(data.image(0)).isEqualTo(ImageFolder.readImage(folder.resolve("eight/a.png")));
        assertThat(data.image(1)).isEqualTo(ImageFolder.readImage(folder.resolve("one/a.JPG")));
        assertThat(data.image(2)).isEqualTo(ImageFolder.readImage(folder.resolve("one/b.png")));
    }

    @Test
    void pictures_of_a_folder_whatever_they_show() throws IOException {
        Path b = save(bar(Color.BLACK, Color.WHITE), "png", "b.PNG");
        Path a = save(bar(Color.BLACK, Color.WHITE), "jpg", "a.jpeg");
        Files.createFile(folder.resolve("notes.txt"));
        Files.createDirectory(folder.resolve("c.png"));
        assertThat(ImageFolder.pictures(folder)).containsExactly(a, b);
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.pictures(folder.resolve("c.png")))
            .withMessageContaining("found none");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.pictures(a))
            .withMessageContaining("Expected a folder of pictures");
    }

    @Test
    void labels_can_be_those_of_a_network_that_knows_more_classes() throws IOException {
        save(bar(Color.BLACK, Color.WHITE), "png", "3/a.png");
        save(bar(Color.BLACK, Color.WHITE), "png", "7/a.png");
        List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        Dataset data = ImageFolder.read(folder, ImageFolder.Framing.CENTRED, digits);
        assertThat(data.labels()).containsExactly(3, 7);
        assertThat(data.classNames()).isEqualTo(digits);
        assertThatExceptionOfType(DataException.class)
            .isThrownBy(() -> ImageFolder.read(folder, ImageFolder.Framing.CENTRED, List.of("3", "8")))
            .withMessageContaining("the classes [3, 8]").withMessageContaining("found 7");
    }

    @Test
    void ink_is_bright_whichever_way_round_the_picture_was() throws IOException {
        Matrix blackOnWhite = ImageFolder.readImage(save(bar(Color.BLACK, Color.WHITE), "png", "a.png"));
        Matrix whiteOnBlack = ImageFolder.readImage(save(bar(Color.WHITE, Color.BLACK), "png", "b.png"));
        Matrix blueOnYellow = ImageFolder.readImage(save(bar(Color.BLUE, Color.YELLOW), "png", "c.png"));
        Matrix onTransparent = ImageFolder.readImage(save(bar(Color.BLACK, new Color(0, 0, 0, 0)), "png", "d.png"));
        Matrix dim = ImageFolder.readImage(save(bar(new Color(40, 40, 40), new Color(110, 110, 110)), "png", "e.png"));
        Matrix chalk = ImageFolder.readImage(save(bar(new Color(230, 230, 230), new Color(50, 50, 50)), "png", "f.png"));
        assertThat(blackOnWhite.shape()).isEqualTo("1×784");
        assertThat(blackOnWhite.get(0, 14 * 28 + 14)).isEqualTo(1);
        assertThat(blackOnWhite.get(0, 0)).isZero();
        assertThat(Arrays.asList(whiteOnBlack, blueOnYellow, onTransparent, dim, chalk)).containsOnly(blackOnWhite);
    }

    @Test
    void transparent_and_white_are_the_same_paper() throws IOException {
        BufferedImage image = bar(Color.BLACK, new Color(0, 0, 0, 0));
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(20, 0, 30, 56);
        Matrix onWhite = ImageFolder.readImage(save(bar(Color.BLACK, Color.WHITE), "png", "white.png"));
        assertThat(ImageFolder.readImage(save(image, "png", "both.png"))).isEqualTo(onWhite);
    }

    /** A tall, narrow I whose serifs run along the whole of the upper and the lower edge. */
    @Test
    void all_four_edges_tell_what_is_paper() throws IOException {
        BufferedImage image = new BufferedImage(12, 28, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 2, 4, 24);
        pen.fillRect(8, 2, 4, 24);
        Matrix read = ImageFolder.readImage(save(image, "png", "serifs.png"), ImageFolder.Framing.WHOLE);
        assertThat(read.get(0, 14 * 28 + 13)).as("ink").isEqualTo(1);
        assertThat(read.get(0, 14 * 28 + 8)).as("paper").isZero();
    }

    @Test
    void grey_stays_the_grey_of_the_file() throws IOException {
        BufferedImage grey = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(14, 14, 0, 255);
        grey.getRaster().setSample(15, 14, 0, 100);
        Matrix image = ImageFolder.readImage(save(grey, "png", "grey.png"), ImageFolder.Framing.WHOLE);
        assertThat(image.get(0, 14 * 28 + 15)).isEqualTo(100 / 255f);
    }

    @Test
    void framing() throws IOException {
        Path file = save(bar(Color.BLACK, Color.WHITE), "png", "bar.png");   // 10 of 56 pixels wide, at the left
        Matrix centred = ImageFolder.readImage(file);
        Matrix whole = ImageFolder.readImage(file, ImageFolder.Framing.WHOLE);
        assertThat(centred.get(0, 14 * 28 + 14)).isEqualTo(1);
        assertThat(whole.get(0, 14 * 28 + 14)).isZero();
        assertThat(whole.get(0, 14 * 28 + 3)).isEqualTo(1);
    }

    /** Pencil on paper with grain, in a light that falls off to the right: the same image comes out, nearly. */
    @Test
    void photograph() throws IOException {
        BufferedImage photo = bar(new Color(70, 70, 80), new Color(180, 180, 170));
        Rng rng = new Rng(1);
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                Color c = new Color(photo.getRGB(x, y));
                int light = 10 - x / 3 + rng.nextInt(8);
                photo.setRGB(x, y, new Color(c.getRed() + light, c.getGreen() + light, c.getBlue() + light).getRGB());
            }
        }
        Matrix clean = ImageFolder.readImage(save(bar(Color.BLACK, Color.WHITE), "png", "clean.png"));
        Matrix read = ImageFolder.readImage(save(photo, "png", "photo.png"));
        assertThat(read.maxDifference(clean)).isLessThan(0.25f);
    }

    @Test
    void noise_of_a_large_photograph_averages_out() throws IOException {
        BufferedImage photo = new BufferedImage(1400, 1400, BufferedImage.TYPE_INT_RGB);
        BufferedImage small = bar(Color.BLACK, Color.WHITE);
        Rng rng = new Rng(1);
        for (int y = 0; y < 1400; y++) {
            for (int x = 0; x < 1400; x++) {
                int paperOrInk = small.getRGB(x / 25, y / 25) == Color.WHITE.getRGB() ? 180 : 80;
                int c = (int) Math.max(0, Math.min(255, paperOrInk + 15 * rng.nextGaussian()));
                photo.setRGB(x, y, new Color(c, c, c).getRGB());
            }
        }
        Matrix clean = ImageFolder.readImage(save(small, "png", "clean.png"));
        Matrix read = ImageFolder.readImage(save(photo, "png", "photo.png"));
        assertThat(read.maxDifference(clean)).isLessThan(0.25f);
    }

    @Test
    void stroke_that_runs_over_the_edge() throws IOException {
        BufferedImage image = new BufferedImage(56, 56, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 10, 56);
        Matrix read = ImageFolder.readImage(save(image, "png", "edge.png"));
        assertThat(read.get(0, 14 * 28 + 14)).isEqualTo(1);
        assertThat(read.sum()).isEqualTo(20 * 4);
    }

    /** Then the edge doesn't tell how uneven the paper is: whatever is nearer to it than to the ink is taken for it. */
    @Test
    void with_ink_at_the_edge_paper_ends_half_way_to_the_ink() throws IOException {
        int[] columns = {230, 230, 230, 230, 230, 230, 185, 130};   // ink, its blurred edge, and then the paper
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 784; i++) {
            image.getRaster().setSample(i % 28, i / 28, 0, i % 28 < columns.length ? columns[i % 28] : 50);
        }
        Matrix read = ImageFolder.readImage(save(image, "png", "edge.png"), ImageFolder.Framing.WHOLE);
        assertThat(read.get(0, 5)).isEqualTo(1);
        assertThat(read.get(0, 6)).as("half way from 140 to 230").isEqualTo(128 / 255f);
        assertThat(read.get(0, 7)).isZero();
    }

    @Test
    void text_file_among_the_pictures() throws IOException {
        save(bar(Color.BLACK, Color.WHITE), "png", "0/a.png");
        Files.writeString(folder.resolve("0/notes.txt"), "hello");
        assertRefused("Expected only pictures", "notes.txt");
    }

    @Test
    void text_that_is_called_a_picture() throws IOException {
        Files.createDirectory(folder.resolve("0"));
        Files.writeString(folder.resolve("0/a.png"), "hello");
        assertRefused("a.png is neither");
    }

    @Test
    void picture_cut_off() throws IOException {
        Path file = save(bar(Color.BLACK, Color.WHITE), "png", "0/a.png");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));
        assertRefused("a.png cannot be read");
    }

    @Test
    void picture_of_nothing() throws IOException {
        save(bar(Color.WHITE, Color.WHITE), "png", "0/a.png");
        assertRefused("a.png", "same brightness (255 to 255 of 255)");
    }

    @Test
    void faint_grey_is_nothing() throws IOException {
        BufferedImage grey = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 28, 28, 0, IntStream.range(0, 784).map(i -> i == 400 ? 215 : 200).toArray());
        save(grey, "png", "0/a.png");
        assertRefused("a.png", "same brightness (200 to 215 of 255)");
    }

    @Test
    void empty_class_folder() throws IOException {
        Files.createDirectory(folder.resolve("0"));
        Files.createFile(folder.resolve("0/.DS_Store"));
        assertRefused("Expected pictures", "found none");
    }

    @Test
    void no_class_folders() throws IOException {
        save(bar(Color.BLACK, Color.WHITE), "png", "a.png");
        assertRefused("one folder a class", "found none");
    }

    @Test
    void no_folder() {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.read(folder.resolve("x")))
            .withMessageContaining("Expected a folder");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.readImage(folder.resolve("x.png")))
            .withMessageContaining("there is no file");
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> ImageFolder.read(folder))
            .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    /** A picture of 56×56 with an upright bar, 10×40, whose left edge is 2 from the left. */
    private static BufferedImage bar(Color ink, Color paper) {
        BufferedImage image = new BufferedImage(56, 56,
            paper.getAlpha() == 255 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 56; y++) {
            for (int x = 0; x < 56; x++) {
                boolean inside = x >= 2 && x < 12 && y >= 8 && y < 48;
                image.setRGB(x, y, (inside ? ink : paper).getRGB());
            }
        }
        return image;
    }

    private Path save(BufferedImage image, String format, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }
}
