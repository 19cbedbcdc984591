package fromscratch.notebook.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that run the statements of cells. It knows which of them runs a statement that was stopped, and what was thrown. */
final class CellThreads extends ThreadPoolExecutor {
    private final Map<Thread, Future<?>> running = new HashMap<>();
    private volatile Throwable thrown;

    CellThreads() {
        super(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "cell");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** IJava tells the class and the message of what a statement throws, but not its cause: so it is kept here. */
    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> statement) {
        return super.newTaskFor(() -> {
            try {
                return statement.call();
            } catch (InvocationTargetException e) {
                thrown = e.getCause();
                throw e;
            }
        });
    }

    /** What a statement has thrown since the last time this was asked; {@code null} if nothing. */
    Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;   // what it holds may be large
        return taken;
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
            running.notifyAll();
        }
    }

    /** Whether a statement that was stopped still goes on after so long: it does not look whether it is to stop. */
    boolean goesOnAfter(long milliseconds) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        synchronized (running) {
            try {
                while (running.values().stream().anyMatch(Future::isCancelled) && end - System.nanoTime() > 0) {
                    TimeUnit.NANOSECONDS.timedWait(running, end - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return running.values().stream().anyMatch(Future::isCancelled);
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
