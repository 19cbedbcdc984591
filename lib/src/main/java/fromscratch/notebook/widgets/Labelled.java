package fromscratch.notebook.widgets;

import java.util.Objects;

/** What has a label, can be used by the reader, and has a place for a red line below it. */
abstract class Labelled extends Widget {
    private static final Mailbox CALLBACKS = new Mailbox("fromscratch-controls");

    private volatile String label;
    private final Style style;
    private final Problem problem = new Problem();
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

    /** Has something that a reader wrote done on the thread for all callbacks, see {@link Mailbox}. */
    final void later(Object key, Runnable work) {
        CALLBACKS.post(key, () -> guarded(work));
    }

    /** Shows below the control what went wrong, until something goes well. */
    final void complain(Throwable thrown) {
        problem.show(thrown);
    }

    /** What is thrown is shown below the control, whatever it is. */
    final void guarded(Runnable work) {
        try {
            work.run();
            problem.clear();
        } catch (Throwable e) {
            complain(e);
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
