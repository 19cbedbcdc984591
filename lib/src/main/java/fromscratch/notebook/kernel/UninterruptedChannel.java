package fromscratch.notebook.kernel;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import org.zeromq.ZMQ;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * The way of all that cells put out to the page. IJava lets the thread that runs a cell send; but the stop button
 * interrupts that thread, and the JeroMQ in IJava then closes a pipe of its own if it is just sending, so that the kernel
 * never says anything again (https://github.com/zeromq/jeromq/issues/834). Here a thread sends that nobody interrupts.
 */
final class UninterruptedChannel extends IOPubChannel {
    private final Executor sender = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "fromscratch-outputs");
        thread.setDaemon(true);
        return thread;
    });

    private UninterruptedChannel(ZMQ.Context context, HMACGenerator signatures) {
        super(context, signatures);
    }

    /** Takes the place of the connection's own channel; before it is connected. */
    static void replaceIn(JupyterConnection connection, KernelConnectionProperties properties) throws Exception {
        connection.getIOPub().close();
        NotebookKernel.hidden(JupyterConnection.class, "iopub")
            .set(connection, new UninterruptedChannel(ZMQ.context(1), properties.createHMACGenerator()));
    }

    /** Returns when the message is on its way, also if the calling thread is interrupted; that it was is not forgotten. */
    @Override
    public void sendMessage(Message<?> message) {
        try {
            CompletableFuture.runAsync(() -> super.sendMessage(message), sender).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
