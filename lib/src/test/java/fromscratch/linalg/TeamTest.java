package fromscratch.linalg;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TeamTest {
    @Test
    void everything_is_done_once_each_time() {
        for (int round = 0; round < 2_000; round++) {
            int count = 1 + round % 37;
            AtomicIntegerArray done = new AtomicIntegerArray(count);
            Team.share((from, to) -> IntStream.range(from, to).forEach(done::incrementAndGet), count, 100);
            Kernels.share(count, done::incrementAndGet);
            assertThat(IntStream.range(0, count).allMatch(i -> done.get(i) == 2)).as(done.toString()).isTrue();
        }
    }

    @Test
    void callers_side_by_side_do_not_disturb_each_other() throws Exception {
        int[] sums = new int[4];
        Thread[] callers = new Thread[sums.length];
        for (int c = 0; c < callers.length; c++) {
            int caller = c;
            callers[c] = new Thread(() -> {
                for (int round = 0; round < 500; round++) {
                    int[] parts = new int[64];
                    Team.share((from, to) -> Arrays.fill(parts, from, to, 1), parts.length, 100);
                    sums[caller] += Arrays.stream(parts).sum();
                }
            });
            callers[c].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(sums).containsOnly(500 * 64);
    }

    @Test
    void work_within_work_is_done_too() {
        AtomicIntegerArray done = new AtomicIntegerArray(20);
        Team.share((from, to) -> {
            for (int i = from; i < to; i++) {
                int outer = i;
                Team.share((f, t) -> IntStream.range(f, t).forEach(k -> done.incrementAndGet(outer)), 30, 100);
            }
        }, done.length(), 100);
        assertThat(IntStream.range(0, done.length()).allMatch(i -> done.get(i) == 30)).as(done.toString()).isTrue();
    }

    @Test
    void a_failure_in_any_part_reaches_the_caller() {
        assertThatThrownBy(() -> Team.share((from, to) -> {
            if (to == 100) {
                throw new IllegalStateException("in the last part");
            }
        }, 100, 100)).hasMessage("in the last part");
        everything_is_done_once_each_time();
    }

    @Test
    void alone_nothing_is_shared_and_afterwards_it_is_again() {
        int[] calls = new int[1];
        Team.alone(() -> {
            Team.share((from, to) -> calls[0] += to - from == 64 ? 1 : 100, 64, 100);
            return Team.alone(() -> null);
        });
        assertThat(calls[0]).as("one part with all the work").isEqualTo(1);
        assertThatThrownBy(() -> Team.alone(() -> {
            throw new IllegalStateException("in the task");
        })).hasMessage("in the task");
        Set<Thread> workers = Collections.synchronizedSet(new HashSet<>());
        Kernels.alone(() -> {
            Kernels.share(20, i -> {
                LockSupport.parkNanos(1_000_000);   // time enough for another thread to take part
                workers.add(Thread.currentThread());
            });
            return null;
        });
        assertThat(workers).containsExactly(Thread.currentThread());
        if (Team.size() > 1) {
            AtomicIntegerArray parts = new AtomicIntegerArray(1);
            Team.share((from, to) -> parts.incrementAndGet(0), 64, 100);
            assertThat(parts.get(0)).as("parts after that").isGreaterThan(1);
        }
    }
}
