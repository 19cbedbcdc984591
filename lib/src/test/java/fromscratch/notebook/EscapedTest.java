package fromscratch.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fromscratch.data.DataException;
import fromscratch.data.Dataset;
import fromscratch.data.ImageFolder;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.notebook.widgets.Button;
import fromscratch.notebook.widgets.Checkbox;
import fromscratch.notebook.widgets.Dropdown;
import fromscratch.notebook.widgets.LiveHtml;
import fromscratch.notebook.widgets.Problem;
import fromscratch.notebook.widgets.RecordingWire;
import fromscratch.notebook.widgets.Slider;
import fromscratch.notebook.widgets.TextField;
import fromscratch.notebook.widgets.Widget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What comes from data, names, words, messages, is shown as text: a page of JupyterLab may do anything its reader may. */
class EscapedTest {
    private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&<b>";
    private static final String ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;";
    private static final Path NOTEBOOKS = Path.of(System.getProperty("fromscratch.data", "../data")).toAbsolutePath()
        .resolveSibling("notebooks");

    @TempDir
    Path folder;

    /** Everything in this package that makes HTML, and in it text that would be a script if it were let. */
    private static final Map<String, Supplier<Html>> MAKERS = Map.of(
        "Tables.head(Table, int)", () -> Tables.head(Table.create(HOSTILE, StringColumn.create(HOSTILE, HOSTILE)), 5),
        "Tables.of(ConfusionMatrix, List)", () -> Tables.of(ConfusionMatrix.of(new int[] {0, 1}, new int[] {1, 1}, 2), List.of(HOSTILE, "b")),
        "Tables.of(Matrix)", () -> Tables.of(Matrix.of(Matrix.row(1, 2))),
        "Grid.toHtml()", () -> new Grid(HOSTILE, List.of(HOSTILE), new boolean[1]).toHtml(),
        "Notices.builtInDigits(String)", () -> Notices.builtInDigits(HOSTILE),
        "Notices.noClothes(String)", () -> Notices.noClothes(HOSTILE),
        "Notices.someClothes(int)", () -> Notices.someClothes(900),
        "BarDrawing.draw(double, String)", () -> BarDrawing.draw(0.5, HOSTILE),
        "BarDrawing.done(String)", () -> BarDrawing.done(HOSTILE),
        "DownloadProgress.bar(String, long, long)", () -> DownloadProgress.bar(HOSTILE, 1, 2));
    /** They say nothing but numbers. */
    private static final List<String> OF_NUMBERS = List.of("Tables.of(Matrix)", "Notices.someClothes(int)");
    /** They only pass on what one of the above makes. */
    private static final List<String> HELPERS = List.of("Notices.box(String, String[])", "ProgressBar.current()", "ProgressBar.end()");

    @Test
    void names_cells_and_messages_are_shown_as_text() {
        MAKERS.forEach((name, maker) -> {
            String html = maker.get().html();
            assertThat(Markup.strange(html)).as("markup in what %s makes", name).isEmpty();
            if (!OF_NUMBERS.contains(name)) {
                assertThat(html).as(name).contains(ESCAPED);
            }
        });
    }

    @Test
    void a_text_cannot_leave_the_quotes_of_an_attribute() {
        assertThat(Html.escape("\" onclick='alert(1)'")).isEqualTo("&quot; onclick=&#39;alert(1)&#39;");
    }

    @Test
    void everything_that_makes_html_is_tried() {
        Stream<JavaMethod> methods = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("fromscratch.notebook").stream().flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getRawReturnType().isEquivalentTo(Html.class) && !method.getName().startsWith("lambda$"));
        assertThat(methods.map(EscapedTest::signature)).containsExactlyInAnyOrderElementsOf(
            Stream.concat(MAKERS.keySet().stream(), HELPERS.stream()).toList());
    }

    private static String signature(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName() + method.getRawParameterTypes().stream()
            .map(type -> type.getSimpleName()).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A new name here means: look whether it escapes. */
    @Test
    void a_widgets_html_is_set_in_few_places() {
        Stream<String> places = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("fromscratch.notebook").get(LiveHtml.class).getMethod("set", String.class, String.class)
            .getCallsOfSelf().stream().map(call -> call.getOriginOwner().getSimpleName()).distinct();
        assertThat(places).containsExactlyInAnyOrder("LiveHtml", "LiveView", "Problem", "RunBoard", "StatusLine");
    }

    /** A widget's HTML goes into the page as it is, also what would run without a script element. */
    @Test
    void a_message_is_shown_as_text_below_a_control_in_a_live_drawing_and_beside_it() {
        try (RecordingWire wire = new RecordingWire()) {
            Problem problem = new Problem();
            problem.line().toView();
            problem.show(new IllegalStateException(HOSTILE));
            LiveView view = new LiveView();
            view.widget().toView();
            view.show(Rendering.of(HOSTILE));
            StatusLine status = new StatusLine();
            status.widget().toView();
            status.say(HOSTILE);

            assertThat(wire.html()).hasSize(3).allSatisfy(html -> {
                assertThat(Markup.strange(html)).isEmpty();
                assertThat(html).contains(ESCAPED);
            });
        }
    }

    /** ipywidgets shows labels as text, unless it is told otherwise. */
    @Test
    void labels_of_controls_are_text() {
        try (RecordingWire wire = new RecordingWire()) {
            Stream.<Widget>of(Slider.whole(HOSTILE, 0, 1), Button.of(HOSTILE), Checkbox.of(HOSTILE, true), TextField.of(HOSTILE, HOSTILE),
                Dropdown.of(HOSTILE, HOSTILE)).forEach(Widget::toView);

            assertThat(wire.html()).allSatisfy(html -> assertThat(html).as("the line for problems").isEmpty());
            assertThat(wire.states()).anySatisfy(state -> assertThat(state).contains("\"description\":"))
                .allSatisfy(state -> assertThat(state).doesNotContain("_allow_html"));
        }
    }

    @Test
    void a_folder_and_a_file_may_have_a_script_for_a_name() throws IOException {
        assumeTrue(File.separatorChar == '/', "no such names on Windows");
        String name = "<img src=x onerror=alert(1)>";
        Path picture = Files.createDirectories(folder.resolve("digits").resolve(name)).resolve(name + ".png");
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.setRGB(14, 14, 0xFFFFFF);
        ImageIO.write(image, "png", picture.toFile());
        Dataset digits = ImageFolder.read(folder.resolve("digits"));

        ConfusionMatrix confusion = ConfusionMatrix.of(digits.labels(), digits.labels(), 1);
        assertShownAsText(Tables.of(confusion, digits.classNames()).html());
        assertShownAsText(Tables.head(Tables.perClass(confusion, digits.classNames()), 5).html());

        Files.writeString(picture, "no picture");
        DataException refused = catchThrowableOfType(DataException.class, () -> ImageFolder.read(folder.resolve("digits")));
        assertShownAsText(Notices.builtInDigits(refused.getMessage()).html());
    }

    private static void assertShownAsText(String html) {
        assertThat(Markup.strange(html)).isEmpty();
        assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    /** It is a file of its own, sent as it is: nothing from elsewhere can get into it. */
    @Test
    void the_only_script_is_that_of_the_canvas() throws IOException {
        try (Stream<Path> files = Files.walk(NOTEBOOKS.resolveSibling("lib/src/main"))) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> text(file).contains("<script")))
                .extracting(file -> file.getFileName().toString()).containsExactly("drawing-pad.html");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stored_outputs_hold_no_script() throws IOException {
        List<String> strange = new ArrayList<>();
        try (Stream<Path> notebooks = Files.list(NOTEBOOKS)) {
            for (Path notebook : notebooks.filter(path -> path.toString().endsWith(".ipynb")).sorted().toList()) {
                JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
                for (JsonElement cell : json.getAsJsonArray("cells")) {
                    outputs(cell.getAsJsonObject()).flatMap(EscapedTest::strange)
                        .forEach(what -> strange.add(notebook.getFileName() + ": " + what));
                }
            }
        }
        assertThat(strange).as("what stored outputs hold beside text, tables and pictures").isEmpty();
    }

    private static Stream<JsonObject> outputs(JsonObject cell) {
        return !cell.has("outputs") ? Stream.of()
            : cell.getAsJsonArray("outputs").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(output -> output.has("data")).map(output -> output.getAsJsonObject("data"));
    }

    private static Stream<String> strange(JsonObject data) {
        return data.keySet().stream().flatMap(type -> switch (type) {
            case "text/plain", "image/png" -> Stream.of();
            case "text/html" -> Markup.strange(text(data.get(type))).stream();
            default -> Stream.of(type);
        });
    }

    private static String text(JsonElement lines) {
        return lines.isJsonPrimitive() ? lines.getAsString()
            : lines.getAsJsonArray().asList().stream().map(JsonElement::getAsString).collect(Collectors.joining());
    }
}
