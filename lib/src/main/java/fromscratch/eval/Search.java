package fromscratch.eval;

import fromscratch.data.Dataset;
import fromscratch.linalg.Kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes many experiments on the same data, as many at a time as there are cores, each on one core alone, so that no
 * training has to wait for another. Every trial is the same, to the last bit, as if it were the only one.
 *
 * <pre>
 *   List&lt;Trial&gt; trials = new Search(train, validation).log(new TrialLog(file)).run(experiments);
 * </pre>
 */
public final class Search {
    /** After an interrupt a training goes on to the end of its step: a moment, even for a large network. */
    private static final int SECONDS_TO_STOP = 10;

    private final Dataset train;
    private final Dataset validation;
    private final List<Consumer<Trial>> listeners = new ArrayList<>();
    private int threads = Kernels.threads();

    /** Trains on {@code train} and measures on {@code validation}; one thread for each core unless set otherwise. */
    public Search(Dataset train, Dataset validation) {
        this.train = train;
        this.validation = validation;
    }

    // ---- settings ----

    /** How many experiments are made at a time. Throws {@link IllegalArgumentException} if it is not at least 1. */
    public Search threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: must be at least 1, found " + threads);
        }
        this.threads = threads;
        return this;
    }

    /**
     * Who is told of each trial as soon as it is finished: in the order in which they finish, one after the other, and
     * in the thread that called {@link #run}, so a listener need not care about threads.
     */
    public Search listen(Consumer<Trial> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Where each trial is written as soon as it is finished. Refuses what {@link TrialLog#prepare} refuses: now, not
     * after the first training.
     */
    public Search log(TrialLog log) {
        log.prepare();
        return listen(log::append);
    }

    // ---- searching ----

    /**
     * Makes the experiments. The trials come back in the same order, whichever was finished first.
     *
     * @throws CancellationException if the thread is interrupted, as by a notebook's stop button; the trainings under
     *                               way are stopped, and those that were finished are in the log
     */
    public List<Trial> run(List<Experiment> experiments) {
        ExecutorService workers = Executors.newFixedThreadPool(threads, daemons());
        try {
            return collect(experiments, workers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the search was stopped; what was finished is in its log, if it has one");
        } finally {
            workers.shutdownNow();
            awaitEnd(workers);
        }
    }

    private List<Trial> collect(List<Experiment> experiments, ExecutorService workers) throws InterruptedException {
        ExecutorCompletionService<Trial> finished = new ExecutorCompletionService<>(workers);
        Map<Future<Trial>, Integer> places = new IdentityHashMap<>();
        for (Experiment experiment : experiments) {
            places.put(finished.submit(() -> make(experiment)), places.size());
        }
        Trial[] trials = new Trial[experiments.size()];
        for (int i = 0; i < trials.length; i++) {
            Future<Trial> next = finished.take();
            Trial trial = resultOf(next);
            trials[places.get(next)] = trial;
            listeners.forEach(listener -> listener.accept(trial));
        }
        return Arrays.asList(trials);
    }

    /** With one experiment at a time, the cores can share its products. */
    private Trial make(Experiment experiment) {
        return threads == 1 ? experiment.run(train, validation)
            : Kernels.alone(() -> experiment.run(train, validation));
    }

    private static Trial resultOf(Future<Trial> finished) throws InterruptedException {
        try {
            return finished.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();   // an experiment throws no other
        }
    }

    /** Whatever ended the search: no training goes on behind the caller's back. */
    private static void awaitEnd(ExecutorService workers) {
        boolean interrupted = Thread.interrupted();   // it has been obeyed already, and would end the waiting
        try {
            workers.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "fromscratch-search-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
