package fromscratch.linalg;

/**
 * The one source of random numbers: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014, section 4). The same seed gives the same numbers on every machine and Java version.
 *
 * <p>Not {@link java.util.Random}: neighbouring seeds start alike there, and its state cannot be read, so a
 * training run could not be stopped and resumed. Here the state is one {@code long}. Not safe for several threads:
 * give each its own {@link #split()}.
 */
public final class Rng {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** A generator that starts from {@code seed}. */
    public Rng(long seed) {
        this.state = seed;
    }

    /** The whole state: {@code new Rng(rng.state())} goes on exactly where {@code rng} stands. */
    public long state() {
        return state;
    }

    /** Goes on exactly where a generator stood that had this {@link #state}. */
    public void restore(long state) {
        this.state = state;
    }

    /** 64 random bits. */
    public long nextLong() {
        long z = state += GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1), one of 2²⁴ equally spaced values. */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /** Uniform in [0, 1), one of 2⁵³ equally spaced values. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform from {@code low} to {@code high}; the sum is rounded, so once in millions it is {@code high} itself. */
    public float uniform(float low, float high) {
        return low + nextFloat() * (high - low);
    }

    /**
     * A number from {@code low} to {@code high} whose logarithm is uniform: 0.001 to 0.01 is as likely as 0.01 to 0.1.
     *
     * @throws IllegalArgumentException unless 0 &lt; {@code low} ≤ {@code high}, both finite
     */
    public double logUniform(double low, double high) {
        if (!(low > 0 && low <= high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("logUniform: expected 0 < low ≤ high, found " + low + " and " + high
                + "; zero has no logarithm");
        }
        double from = StrictMath.log(low);
        double drawn = StrictMath.exp(from + nextDouble() * (StrictMath.log(high) - from));
        return Math.max(low, Math.min(high, drawn));   // exp and log round
    }

    /**
     * Uniform in 0 … {@code bound} − 1, each value equally likely.
     *
     * @throws IllegalArgumentException if {@code bound} is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("nextInt: bound must be at least 1, found " + bound);
        }
        // The high half of a 32×32-bit product is uniform except for the values rejected here
        // (Lemire, "Fast random integer generation in an interval", 2019).
        long threshold = (1L << 32) % bound;
        long product;
        do {
            product = (nextLong() >>> 32) * bound;
        } while ((product & 0xFFFFFFFFL) < threshold);
        return (int) (product >>> 32);
    }

    /**
     * Normal with mean 0 and standard deviation 1 (Marsaglia's polar method). The second value that the method
     * offers is thrown away, so that the state stays one number.
     */
    public double nextGaussian() {
        double u;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
    }

    /** The numbers 0 … {@code n} − 1 in random order. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /** Puts {@code values} in random order, each order equally likely (Fisher and Yates). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /**
     * A new generator, started from a random number of this one. Both run through the same cycle of 2⁶⁴ numbers, but
     * so far apart, most probably, that they never meet.
     */
    public Rng split() {
        return new Rng(nextLong());
    }
}
