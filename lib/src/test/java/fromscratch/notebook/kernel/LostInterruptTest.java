package fromscratch.notebook.kernel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The button ■, pressed in moments in which one interrupt would be lost. */
@Timeout(60)
class LostInterruptTest {
    private final CellThreads threads = new CellThreads();
    private volatile Future<?> statement;
    private final StopButton stop = new StopButton(() -> {
        if (statement != null) {
            statement.cancel(true);
        }
    }, threads);

    @AfterEach
    void end() {
        stop.cellEnds();
        threads.shutdownNow();
    }

    @Test
    void a_statement_that_forgets_interrupts_is_interrupted_until_it_ends() throws InterruptedException {
        AtomicInteger forgotten = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        stop.cellBegins();
        statement = threads.submit(() -> {
            begun.countDown();
            while (forgotten.get() < 3) {
                LockSupport.park();
                if (Thread.interrupted()) {
                    forgotten.incrementAndGet();
                }
            }
            ended.countDown();
        });
        begun.await();
        stop.press();
        stop.cellEnds();   // for the reader the cell is over, while its thread goes on
        ended.await();
        assertThat(forgotten).hasValue(3);
    }

    @Test
    void a_press_while_a_statement_is_being_compiled_stops_it_when_it_begins() throws InterruptedException {
        stop.cellBegins();
        stop.press();      // nothing to interrupt yet
        CountDownLatch ended = new CountDownLatch(1);
        statement = threads.submit(() -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        ended.await();
    }

    @Test
    void the_next_cell_is_not_stopped() throws Exception {
        stop.cellBegins();
        statement = threads.submit(() -> LockSupport.park());
        stop.press();
        stop.cellEnds();
        stop.cellBegins();
        Future<Boolean> next = threads.submit(() -> {
            Thread.sleep(700);   // longer than it takes to insist
            return true;
        });
        statement = next;
        assertThat(next.get()).isTrue();
    }

    @Test
    void pressed_when_nothing_runs_it_does_nothing() throws Exception {
        stop.press();
        stop.cellBegins();
        Future<Boolean> next = threads.submit(() -> {
            Thread.sleep(300);
            return true;
        });
        statement = next;
        assertThat(next.get()).isTrue();
    }

    @Test
    void a_loop_that_does_not_see_that_it_was_stopped_is_known() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean end = new AtomicBoolean();
        statement = threads.submit(() -> {
            begun.countDown();
            while (!end.get()) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        statement.cancel(true);
        assertThat(threads.goesOnAfter(10)).isTrue();
        end.set(true);
        assertThat(threads.goesOnAfter(50_000)).isFalse();
    }

    /** Otherwise a thread would go on for ever interrupting what has long ended. */
    @Test
    void it_insists_no_longer_than_it_has_to_and_again_when_it_is_pressed_again() throws InterruptedException {
        stop.cellBegins();
        statement = threads.submit(() -> LockSupport.park());
        stop.press();
        stop.cellEnds();
        stop.press();
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("fromscratch-stop"))) {
            Thread.sleep(20);
        }
        a_statement_that_forgets_interrupts_is_interrupted_until_it_ends();
    }
}
