package fromscratch.notebook.widgets;

import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.execution.CodeEvaluator;
import io.github.spencerpark.ijava.runtime.Kernel;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Optional;

/** The reader's own line from which something was thrown. */
public final class CellPlace {
    /** JShell's name for the class that it puts a statement of a cell into. */
    private static final String CELL_CLASS = "REPL.$JShell$";

    private CellPlace() {
    }

    /** The line's code; empty outside a notebook, and if no line of a cell had to do with it. */
    public static Optional<String> of(Throwable thrown) {
        JavaKernel kernel = Kernel.getKernelInstance();
        if (kernel == null) {
            return Optional.empty();
        }
        try {
            JShell shell = shell(kernel);
            return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(CELL_CLASS))
                .findFirst().flatMap(frame -> line(shell, frame));
        } catch (Throwable e) {
            return Optional.empty();   // the cell is running and the shell busy, or another IJava: then without the place
        }
    }

    /** IJava has no method that tells it. */
    private static JShell shell(JavaKernel kernel) throws ReflectiveOperationException {
        Field evaluator = JavaKernel.class.getDeclaredField("evaluator");
        evaluator.setAccessible(true);
        return ((CodeEvaluator) evaluator.get(kernel)).getShell();
    }

    private static Optional<String> line(JShell shell, StackTraceElement frame) {
        return shell.snippets().filter(snippet -> shell.status(snippet).isActive())
            .map(snippet -> wrapper(shell, snippet)).flatMap(Optional::stream)
            .filter(w -> frame.getClassName().equals(w.fullClassName()) || frame.getClassName().startsWith(w.fullClassName() + "$"))
            .findFirst()
            .map(w -> w.wrapped().lines().skip(frame.getLineNumber() - 1L).findFirst().orElse("").strip())
            .filter(code -> !code.isEmpty());
    }

    private static Optional<SnippetWrapper> wrapper(JShell shell, Snippet snippet) {
        try {
            return Optional.of(shell.sourceCodeAnalysis().wrapper(snippet));
        } catch (RuntimeException e) {
            return Optional.empty();   // some kinds of snippets have no code, such as imports
        }
    }
}
