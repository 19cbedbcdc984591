package fromscratch.notebook.widgets;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Jobs that are done one after the other on a thread of their own. A job that comes before an earlier one of the same
 * key was begun takes its place: of many moves of a slider only the last one counts. The thread ends when there is
 * nothing to do, and with the kernel.
 */
public final class Mailbox {
    private final String name;
    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
    private Thread thread;

    /** @param name that of its thread, for those who look at a list of threads */
    public Mailbox(String name) {
        this.name = name;
    }

    /** Has the job done soon. What it throws is lost. */
    public synchronized void post(Object key, Runnable job) {
        waiting.put(key, job);
        if (thread == null) {
            thread = new Thread(this::work, name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        for (Runnable job = next(); job != null; job = next()) {
            try {
                job.run();
            } catch (Throwable e) {
                // Said by the job, if anything can be said: the next one is to be done all the same.
            }
        }
    }

    private synchronized Runnable next() {
        Iterator<Runnable> jobs = waiting.values().iterator();
        if (!jobs.hasNext()) {
            thread = null;
            return null;
        }
        Runnable job = jobs.next();
        jobs.remove();
        return job;
    }
}
