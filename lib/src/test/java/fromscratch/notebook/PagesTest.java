package fromscratch.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The notebooks and the pages around them as a reader clicks through them: links, their order, the exercises. */
class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("fromscratch.data", "../data")).toAbsolutePath().getParent();
    private static final List<String> TEXTS = List.of("README.md", "environment.md", "data/README.md", "lib/src/bench/README.md");
    /** The page of formulas is for looking things up. */
    private static final String WITHOUT_EXERCISES = "99-";

    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|(?:src|href)=\")([^)\"\\s]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern BACK = Pattern.compile("(?m)^← \\[[^]]+]\\(([^)]+)\\)");
    private static final Pattern ON = Pattern.compile("(?m)\\[[^]]+]\\(([^)]+)\\) →$");

    /** Of a notebook or a text, which has one only. */
    private record Cell(String where, boolean isText, List<String> tags, String source) {
    }

    @Test
    void each_link_leads_to_a_file_and_each_anchor_to_a_heading() {
        List<String> broken = new ArrayList<>();
        pages().forEach(page -> cells(page).filter(Cell::isText).forEach(cell ->
            links(cell.source()).filter(link -> !leadsSomewhere(page, link)).forEach(link ->
                broken.add(ROOT.relativize(page) + cell.where() + ": " + link))));

        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void each_notebook_leads_to_the_next_and_the_next_leads_back() {
        List<Path> notebooks = notebooks().toList();
        for (int i = 1; i < notebooks.size(); i++) {
            String before = name(notebooks.get(i - 1));
            String after = name(notebooks.get(i));

            assertThat(targets(ON, notebooks.get(i - 1))).as("the way on from %s, at its beginning and its end", before)
                .containsExactly(after, after);
            assertThat(targets(BACK, notebooks.get(i))).as("the way back from %s, at its beginning and its end", after)
                .containsExactly(before, before);
        }
    }

    @Test
    void each_notebook_has_an_exercise_with_a_checker_and_a_folded_solution() {
        notebooks().filter(notebook -> !name(notebook).startsWith(WITHOUT_EXERCISES)).forEach(notebook -> {
            List<Cell> cells = cells(notebook).toList();
            List<Integer> gaps = tagged(cells, "your-turn");
            List<Integer> checkers = tagged(cells, "checker");

            assertThat(checkers).as("checkers of %s, one for each gap", name(notebook)).isNotEmpty().hasSameSizeAs(gaps);
            for (int checker : checkers) {
                assertThat(cells.get(checker + 1).source()).as("%s, behind the checker%s", name(notebook), cells.get(checker).where())
                    .startsWith("<details><summary>Solution</summary>").contains("```java\n").endsWith("</details>");
            }
        });
    }

    @Test
    void a_link_to_nothing_is_found() {
        Path readme = ROOT.resolve("README.md");

        assertThat(links("[a](b.md) `[c](d)` $[n](m)$ ![e](f.png) <img src=\"g.png\"> [h](https://h.org) [i](#j)"))
            .containsExactly("b.md", "f.png", "g.png", "#j");
        assertThat(leadsSomewhere(readme, "environment.md#what-is-where")).isTrue();
        assertThat(leadsSomewhere(readme, "environment.md#what-is-there")).isFalse();
        assertThat(leadsSomewhere(readme, "notebooks/00-start-here.ipynb#The-series")).isFalse();
        assertThat(leadsSomewhere(readme, "notebooks/00-start-there.ipynb")).isFalse();
        assertThat(leadsSomewhere(readme, "#start")).isTrue();
    }

    // ---- links ----

    /** The links within the project; those to other sites are not tried. */
    private static Stream<String> links(String source) {
        return LINK.matcher(prose(source)).results().map(found -> found.group(1))
            .filter(link -> !link.matches("(?i)[a-z][a-z+.-]*:.*"));
    }

    /** Without code and formulas, where brackets are no links. */
    private static String prose(String source) {
        return source.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "").replaceAll("(?s)\\$\\$.*?\\$\\$", "")
            .replaceAll("\\$[^$\n]*\\$", "");
    }

    private static boolean leadsSomewhere(Path from, String link) {
        int hash = link.indexOf('#');
        String file = URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
        Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
        return Files.exists(target)
            && (hash < 0 || anchors(target).contains(URLDecoder.decode(link.substring(hash + 1), StandardCharsets.UTF_8)));
    }

    /** The headings as Jupyter makes anchors of them, and as GitHub does in texts. */
    private static Set<String> anchors(Path page) {
        UnaryOperator<String> anchor = name(page).endsWith(".ipynb")
            ? heading -> heading.replace(' ', '-')
            : heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "").replace(' ', '-');
        return cells(page).filter(Cell::isText)
            .flatMap(cell -> HEADING.matcher(cell.source().replaceAll("(?s)```.*?```", "")).results())
            .map(found -> found.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("[`*]", ""))
            .map(anchor).collect(Collectors.toSet());
    }

    private static List<String> targets(Pattern pattern, Path notebook) {
        return cells(notebook).filter(Cell::isText).flatMap(cell -> pattern.matcher(cell.source()).results())
            .map(found -> found.group(1)).toList();
    }

    // ---- pages ----

    private static Stream<Path> pages() {
        return Stream.concat(TEXTS.stream().map(ROOT::resolve), notebooks());
    }

    /** In the order of their numbers: 05, 05b, 06. */
    private static Stream<Path> notebooks() {
        try (Stream<Path> files = Files.list(ROOT.resolve("notebooks"))) {
            return files.filter(file -> name(file).matches("\\d\\d[a-z]?-.*\\.ipynb")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Cell> cells(Path page) {
        String content;
        try {
            content = Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!name(page).endsWith(".ipynb")) {
            return Stream.of(new Cell("", true, List.of(), content));
        }
        List<Cell> cells = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(content).getAsJsonObject().getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            String source = joined(cell.get("source"));
            JsonElement tags = cell.getAsJsonObject("metadata").get("tags");
            String beginning = source.lines().findFirst().map(line -> line.substring(0, Math.min(60, line.length()))).orElse("");
            cells.add(new Cell(", cell " + (cells.size() + 1) + " \"" + beginning + "\"",
                cell.get("cell_type").getAsString().equals("markdown"),
                tags == null ? List.of() : tags.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList(),
                source));
        }
        return cells.stream();
    }

    /** A text in a notebook is a string, or a list of lines. */
    private static String joined(JsonElement text) {
        return text.isJsonArray()
            ? text.getAsJsonArray().asList().stream().map(JsonElement::getAsString).collect(Collectors.joining())
            : text.getAsString();
    }

    private static List<Integer> tagged(List<Cell> cells, String tag) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).tags().contains(tag)) {
                places.add(i);
            }
        }
        return places;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
