package fromscratch.notebook.widgets;

import java.util.List;
import java.util.Objects;

/** What has a label, can be used by the reader, and has a place for a red line below it. */
abstract class Labelled extends Widget {
    private static final Mailbox CALLBACKS = new Mailbox("fromscratch-controls");

    private volatile String label;
    private final Style style;
    private final Problem problem = new Problem();
    private int complaints;   // so far, of the thread that hears of the reader; guarded by the problem
    private final Frame view;

    /** @param above what belongs to it and is shown above it */
    Labelled(String name, String style, String label, Widget... above) {
        super(name);
        this.label = Objects.requireNonNull(label, "a control needs a label; an empty text is one");
        this.view = new Frame(this, problem.line(), above);
        this.style = style == null ? null : Style.label(style);
        put("description", label);
    }

    /** What stands beside it. */
    public final String label() {
        return label;
    }

    final void relabel(String label) {
        this.label = label;
        put("description", label);
    }

    /** Whether it can be used; grey if not. */
    public final void enable(boolean enabled) {
        put("disabled", !enabled);
    }

    /**
     * Tells those who wait for it that the reader has done something: watchers at once, callbacks on the thread for all
     * callbacks, see {@link Mailbox}. What any of them throws is shown below the control, whatever it is.
     */
    final void tell(Object key, List<Runnable> watchers, Runnable callbacks) {
        int before = complaints();
        for (Runnable watcher : watchers) {
            try {
                watcher.run();
            } catch (Throwable e) {
                complain(e);
            }
        }
        CALLBACKS.post(key, () -> {
            try {
                callbacks.run();
                clear(before);
            } catch (Throwable e) {
                problem.show(e);
            }
        });
    }

    private int complaints() {
        synchronized (problem) {
            return complaints;
        }
    }

    /** Shows below the control what went wrong, until something that the reader does later goes well. */
    final void complain(Throwable thrown) {
        synchronized (problem) {
            complaints++;
            problem.show(thrown);
        }
    }

    /** All is well, unless there was another complaint since. */
    private void clear(int before) {
        synchronized (problem) {
            if (complaints == before) {
                problem.clear();
            }
        }
    }

    @Override
    final Frame view() {
        return view;
    }

    @Override
    void beforeOpening() {
        super.beforeOpening();
        if (style != null) {
            put("style", style.reference());
        }
    }
}
