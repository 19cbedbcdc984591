package fromscratch.notebook.kernel;

/**
 * Kernel → Interrupt Kernel, the button ■. One interrupt can be lost: IJava's does nothing while a statement is still
 * being compiled, and some methods of Java's own, such as those for pictures, forget that they were interrupted. So
 * it is said again until the cell has ended, and what it was doing has, too.
 */
final class StopButton {
    private static final long MILLISECONDS_BETWEEN = 200;

    private final Runnable interrupt;
    private final CellThreads threads;
    private long cell;
    private boolean cellRuns;
    private long stoppedCell;
    private Thread insisting;

    /** @param interrupt ends the statement that runs at the moment, if there is one */
    StopButton(Runnable interrupt, CellThreads threads) {
        this.interrupt = interrupt;
        this.threads = threads;
    }

    synchronized void cellBegins() {
        cell++;
        cellRuns = true;
    }

    synchronized void cellEnds() {
        cellRuns = false;
    }

    synchronized void press() {
        stoppedCell = cell;
        if (again() && insisting == null) {
            insisting = new Thread(this::insist, "fromscratch-stop");
            insisting.setDaemon(true);
            insisting.start();
        }
    }

    private void insist() {
        try {
            do {
                Thread.sleep(MILLISECONDS_BETWEEN);
            } while (goesOn());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody else knows this thread", e);
        }
    }

    private synchronized boolean goesOn() {
        boolean more = again();
        if (!more) {
            insisting = null;
        }
        return more;
    }

    /** Returns whether anything was still running. */
    private boolean again() {
        boolean sameCell = cellRuns && cell == stoppedCell;
        if (sameCell) {
            interrupt.run();
        }
        return threads.interruptStopped() | sameCell;
    }
}
