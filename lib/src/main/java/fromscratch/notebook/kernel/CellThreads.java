package fromscratch.notebook.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that run the statements of cells. It knows which of them runs a statement that was stopped. */
final class CellThreads extends ThreadPoolExecutor {
    private final Map<Thread, Future<?>> running = new HashMap<>();

    CellThreads() {
        super(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "cell");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable statement) {
        synchronized (running) {
            running.put(thread, (Future<?>) statement);
        }
    }

    @Override
    protected void afterExecute(Runnable statement, Throwable thrown) {
        synchronized (running) {
            running.remove(Thread.currentThread());
        }
    }

    /** Interrupts those that go on with a statement that was stopped; returns whether there are any. */
    boolean interruptStopped() {
        synchronized (running) {   // so that none begins with the next statement meanwhile
            boolean any = false;
            for (Map.Entry<Thread, Future<?>> entry : running.entrySet()) {
                if (entry.getValue().isCancelled()) {
                    entry.getKey().interrupt();
                    any = true;
                }
            }
            return any;
        }
    }
}
