package fromscratch.notebook.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import jdk.jshell.ImportSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The notebook that the kernel runs the cells of, as it was last saved. Jupyter does not tell a kernel which one it is:
 * JupyterLab gives its path in an environment variable; otherwise it is the one in the working folder in which the cells
 * stand that were run.
 */
final class NotebookCells {
    private static final String SUFFIX = ".ipynb";
    private static final Pattern COMMENTS = Pattern.compile("(\\s+|//.*\\R|/\\*(?s:.*?)\\*/)*");
    private static final Pattern VAR = Pattern.compile("(?:final\\s+)?var\\s+([\\p{javaJavaIdentifierPart}]+)\\s*=");

    private final SourceCodeAnalysis analysis;
    private final Path folder;
    private final String session;
    private final Set<String> ran = new HashSet<>();

    NotebookCells(SourceCodeAnalysis analysis) {
        this(analysis, Path.of(""), System.getenv("JPY_SESSION_NAME"));
    }

    /** @param session the notebook, or {@code null} if only the folder is known */
    NotebookCells(SourceCodeAnalysis analysis, Path folder, String session) {
        this.analysis = analysis;
        this.folder = folder;
        this.session = session;
    }

    /** A cell of code: its number among these, counted from 1, and the last heading before it, if there is one. */
    private record Cell(int number, String heading, String source) {
    }

    /**
     * Where something is made: how a reader finds the cell, what stands there, and whether that is above the cell that
     * asks.
     */
    record Place(String cell, String line, boolean above) {
    }

    /** Remembers that this cell was run. */
    void ran(String source) {
        ran.add(source.strip());
    }

    /**
     * Where a variable, method, type or import of this name is made: the last such place above the cell, or else the
     * first one below. Empty if no cell makes it, or if nobody knows which notebook this is.
     */
    Optional<Place> whereMade(String name, String asking) {
        List<Cell> cells = notebook(asking);
        int own = cells.stream().filter(cell -> cell.source().equals(asking.strip())).mapToInt(Cell::number).findFirst()
            .orElse(Integer.MAX_VALUE);
        Optional<Place> made = Optional.empty();
        for (Cell cell : cells) {
            boolean below = cell.number() > own;
            if (cell.number() == own || below && made.isPresent()) {
                continue;
            }
            Optional<Place> here = lineThatMakes(name, cell.source()).map(line -> new Place(shown(cell), line, !below));
            made = here.isPresent() ? here : made;
        }
        return made;
    }

    private static String shown(Cell cell) {
        return "code cell " + cell.number() + (cell.heading().isEmpty() ? "" : ", under the heading “" + cell.heading() + "”");
    }

    // ---- which notebook ----

    private List<Cell> notebook(String asking) {
        if (session != null && session.endsWith(SUFFIX) && Files.isReadable(Path.of(session))) {
            return read(Path.of(session));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().map(NotebookCells::read)
                .filter(cells -> known(cells, asking) > 0)
                .max(Comparator.comparingLong(cells -> known(cells, asking))).orElse(List.of());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** How many of its cells were run; the one that asks counts most, as others begin with the same imports. */
    private long known(List<Cell> cells, String asking) {
        return cells.stream().map(Cell::source)
            .mapToLong(source -> source.equals(asking.strip()) ? 1_000 : ran.contains(source) ? 1 : 0).sum();
    }

    private static List<Cell> read(Path file) {
        List<Cell> cells = new ArrayList<>();
        try {
            String heading = "";
            for (JsonElement element : JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                String source = text(cell.get("source")).strip();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    cells.add(new Cell(cells.size() + 1, heading, source));
                } else {
                    heading = lastHeading(source).orElse(heading);
                }
            }
        } catch (IOException | JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            return List.of();   // no notebook, or one that is being written just now
        }
        return cells;
    }

    /** A text of a notebook is one string, or one for each line. */
    private static String text(JsonElement source) {
        return source.isJsonPrimitive() ? source.getAsString()
            : String.join("", StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
                    .map(JsonElement::getAsString).toList());
    }

    private static Optional<String> lastHeading(String markdown) {
        return markdown.lines().filter(line -> line.matches("#{1,6} .*")).reduce((first, second) -> second)
            .map(line -> line.replaceFirst("#+ +", "").strip());
    }

    // ---- which cell ----

    private Optional<String> lineThatMakes(String name, String source) {
        if (!source.contains(name) && !source.contains("import ")) {
            return Optional.empty();
        }
        for (String rest = source; !rest.isBlank(); ) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.source() == null) {
                return Optional.empty();   // not Java
            }
            for (Snippet snippet : analysis.sourceToSnippets(info.source())) {
                String code = COMMENTS.matcher(snippet.source()).replaceFirst("");
                if (makes(snippet, name) || isVar(code, name)) {
                    return code.lines().findFirst();
                }
            }
            rest = info.remaining();
        }
        return Optional.empty();
    }

    private static boolean makes(Snippet snippet, String name) {
        return snippet instanceof ImportSnippet i ? imports(i, name) : snippet instanceof PersistentSnippet p && p.name().equals(name);
    }

    /** JShell makes no variable of a {@code var} whose type it cannot find out, as when what that comes from is not there either. */
    private static boolean isVar(String code, String name) {
        Matcher matcher = VAR.matcher(code);
        return matcher.lookingAt() && matcher.group(1).equals(name);
    }

    private static boolean imports(ImportSnippet snippet, String name) {
        String from = snippet.fullname();
        if (!from.endsWith(".*")) {
            return from.endsWith("." + name);
        }
        String container = from.substring(0, from.length() - 2);
        if (!snippet.isStatic()) {
            return type(container + "." + name).isPresent();
        }
        return type(container).filter(type -> Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getFields()))
            .anyMatch(member -> member.getName().equals(name))).isPresent();
    }

    private static Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(name, false, NotebookCells.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {   // the latter where only the case of letters differs, on Windows
            return Optional.empty();
        }
    }
}
