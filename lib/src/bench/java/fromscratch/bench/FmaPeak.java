package fromscratch.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * The most multiply-adds in float that this machine can do: no memory, only registers. A fused multiply-add takes about
 * four cycles, and two can start in each cycle, so at least eight must be under way at a time; here there are twelve
 * chains, none of which waits for another.
 */
public final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int STEPS = 10_000;
    private static final int SLICES = 5;

    private FmaPeak() {
    }

    /** Prints the peak in GFLOP/s of {@code args[0]} threads together; a multiply-add counts as two operations. */
    public static void main(String[] args) throws InterruptedException {
        Answer.print("peak", gflops(Integer.parseInt(args[0]), 0.2));
    }

    /** The best of five measurements of {@code seconds}, after as many to warm up: a disturbance only makes it lower. */
    static double gflops(int threads, double seconds) throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(threads);
        DoubleAdder[] slices = new DoubleAdder[2 * SLICES];
        Arrays.setAll(slices, i -> new DoubleAdder());
        Thread[] team = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            team[t] = new Thread(() -> measure(together, seconds, slices));
            team[t].start();
        }
        for (Thread thread : team) {
            thread.join();
        }
        return Arrays.stream(slices).skip(SLICES).mapToDouble(DoubleAdder::sum).max().getAsDouble();
    }

    private static void measure(CyclicBarrier together, double seconds, DoubleAdder[] slices) {
        float unused = 0;
        for (DoubleAdder slice : slices) {
            await(together);
            long start = System.nanoTime();
            long calls = 0;
            double elapsed;
            do {
                unused += chains(0.5f);
                calls++;
                elapsed = (System.nanoTime() - start) / 1e9;
            } while (elapsed < seconds);
            slice.add(2.0 * SPECIES.length() * CHAINS * STEPS * calls / elapsed / 1e9);
        }
        if (Float.isNaN(unused)) {
            throw new AssertionError("each chain c ← ½c + ½ goes to 1");   // and the compiler must not leave it out
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException("a thread that measures the peak has failed", e);
        }
    }

    /** Twelve times c ← c · half + half, with different starts, {@link #STEPS} steps long. */
    private static float chains(float half) {
        FloatVector h = FloatVector.broadcast(SPECIES, half);
        FloatVector c0 = h.mul(2), c1 = h.mul(3), c2 = h.mul(4), c3 = h.mul(5), c4 = h.mul(6), c5 = h.mul(7);
        FloatVector c6 = h.mul(8), c7 = h.mul(9), c8 = h.mul(10), c9 = h.mul(11), c10 = h.mul(12), c11 = h.mul(13);
        for (int i = 0; i < STEPS; i++) {
            c0 = c0.fma(h, h);
            c1 = c1.fma(h, h);
            c2 = c2.fma(h, h);
            c3 = c3.fma(h, h);
            c4 = c4.fma(h, h);
            c5 = c5.fma(h, h);
            c6 = c6.fma(h, h);
            c7 = c7.fma(h, h);
            c8 = c8.fma(h, h);
            c9 = c9.fma(h, h);
            c10 = c10.fma(h, h);
            c11 = c11.fma(h, h);
        }
        return c0.add(c1).add(c2).add(c3).add(c4).add(c5).add(c6).add(c7).add(c8).add(c9).add(c10).add(c11)
            .reduceLanes(VectorOperators.ADD);
    }
}
