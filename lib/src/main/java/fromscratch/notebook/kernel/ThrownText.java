package fromscratch.notebook.kernel;

import fromscratch.notebook.widgets.ReadableMessage;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a reader is told of something that was thrown: what, in which lines, what to do. Frames of the stack that are not
 * in a cell help nobody who reads a notebook, and are left out.
 */
final class ThrownText {
    private static final int MOST_PLACES = 5;
    private static final int MOST_CAUSES = 3;

    /** JShell gives a piece of a cell this for the name of a file. */
    private static final Pattern SNIPPET_FILE = Pattern.compile("#(.+)");
    /** Such as {@code because "REPL.$JShell$12.network" is null}. */
    private static final Pattern NULL_VARIABLE = Pattern.compile(
        "because \"REPL\\.\\$JShell\\$\\w+\\.(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)\" is null");
    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    private static final Pattern CLASS_AGAIN = Pattern.compile(
        "class REPL\\.\\$JShell\\$\\w+[.$](\\S+) cannot be cast to class REPL\\.\\$JShell\\$\\w+[.$]\\1 ");

    private static final Map<String, String> ADVICE = Map.of(
        "java.lang.OutOfMemoryError", "The kernel's memory is full. Kernel → Restart Kernel frees what is held; "
            + "./mvnw -Plab -Dkernel.heap=4g gives more.",
        "java.lang.StackOverflowError", "A method calls itself again and again, without end.");

    private final JShell shell;
    private final NotebookCells cells;

    ThrownText(JShell shell, NotebookCells cells) {
        this.shell = shell;
        this.cells = cells;
    }

    /** @param thrown what {@code e} tells of, with its causes; {@code null} if only JShell knows */
    List<String> lines(EvalException e, Throwable thrown, String cell) {
        List<String> lines = new ArrayList<>();
        Throwable cause = thrown != null && thrown.getClass().getName().equals(e.getExceptionClassName()) ? thrown.getCause() : e.getCause();
        boolean saysItsCause = cause != null && cause.toString().equals(e.getMessage());
        lines.add(saysItsCause ? ReadableMessage.of(e.getExceptionClassName(), null) : what(e));
        Stream.iterate(cause, c -> c != null, Throwable::getCause).limit(MOST_CAUSES)
            .filter(c -> saysItsCause || !isSaid(c, e)).forEach(c -> lines.add("  caused by " + what(c)));
        List<StackTraceElement> inCells = Arrays.stream(e.getStackTrace()).filter(ThrownText::isInCell).toList();
        inCells.stream().limit(MOST_PLACES).flatMap(frame -> place(frame, cell).stream()).distinct().forEach(lines::add);
        if (inCells.size() > MOST_PLACES) {
            lines.add("  and " + (inCells.size() - MOST_PLACES) + " calls before that");
        }
        advice(e, lines.get(0), cell).ifPresent(lines::add);
        return lines;
    }

    /** The library's own exceptions say all in their message, and others may repeat that of their cause. */
    private static boolean isSaid(Throwable cause, EvalException e) {
        return e.getExceptionClassName().startsWith("fromscratch.")
            || cause.getMessage() != null && String.valueOf(e.getMessage()).contains(cause.getMessage());
    }

    private static String what(Throwable thrown) {
        String message = "null".equals(thrown.getMessage()) ? null : thrown.getMessage();   // IJava makes a text of one that is not there
        return ReadableMessage.of(thrown instanceof EvalException e ? e.getExceptionClassName() : thrown.getClass().getName(), message);
    }

    private static boolean isInCell(StackTraceElement frame) {
        return frame.getFileName() != null && SNIPPET_FILE.matcher(frame.getFileName()).matches();
    }

    private Optional<String> place(StackTraceElement frame, String cell) {
        String id = frame.getFileName().substring(1);
        return shell.snippets().filter(snippet -> snippet.id().equals(id)).findFirst()
            .map(snippet -> CellLine.of(snippet.source(), frame.getLineNumber(), cell));
    }

    private Optional<String> advice(EvalException e, String what, String cell) {
        Optional<String> variable = nullVariable(e);
        if (variable.isPresent()) {
            return variable.map(name -> name + " has no value: it was set to null, or the cell that makes it failed, was stopped or has to be run again"
                + cells.whereMade(name, cell).map(place -> ": " + place.cell()).orElse("") + ".");
        }
        if (CLASS_AGAIN.matcher(String.valueOf(e.getMessage())).find()) {
            return Optional.of("The cell with this class was run again: run those that make its objects again, too.");
        }
        if (what.contains("Could not initialize class")) {
            return Optional.of("Its static values could not be computed when it was first used; the message then said why.");
        }
        return Optional.ofNullable(ADVICE.get(e.getExceptionClassName()));
    }

    /** A variable of a cell that was used although it is null, or given to a method that could not use it. */
    private Optional<String> nullVariable(EvalException e) {
        if (!e.getExceptionClassName().equals("java.lang.NullPointerException")) {
            return Optional.empty();
        }
        Matcher used = NULL_VARIABLE.matcher(String.valueOf(e.getMessage()));
        return used.find() ? Optional.of(used.group(1))
            : Arrays.stream(e.getStackTrace()).filter(ThrownText::isInCell).findFirst().flatMap(this::line)
                .flatMap(line -> NAME.matcher(line).results().map(MatchResult::group).filter(this::isNull).findFirst());
    }

    private Optional<String> line(StackTraceElement frame) {
        return shell.snippets().filter(snippet -> snippet.id().equals(frame.getFileName().substring(1))).findFirst()
            .flatMap(snippet -> snippet.source().lines().skip(Math.max(0, frame.getLineNumber() - 1)).findFirst());
    }

    private boolean isNull(String name) {
        return shell.variables().anyMatch(variable -> variable.name().equals(name) && shell.varValue(variable).equals("null"));
    }
}
