package fromscratch.data;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;

import java.util.Locale;

/**
 * Two classes of points in the plane, roughly in the square from −1 to 1: small enough to see everything that a network
 * does with them. Such problems are the material of "A Neural Network Playground" (Smilkov, Carter, Sculley, Viégas and
 * Wattenberg, "Direct-manipulation visualization of deep networks", 2017).
 */
public enum ToyProblem {
    /**
     * Four clouds; class 1 where one of the two coordinates is positive and the other negative, which no straight line
     * can tell (Minsky and Papert, "Perceptrons", 1969).
     */
    XOR {
        @Override
        void place(int label, double u, double v, double[] point) {
            double side = u < 0.5 ? -1 : 1;
            double withinSide = u < 0.5 ? 2 * u : 2 * u - 1;
            point[0] = side * (NEAR + (FAR - NEAR) * withinSide);
            point[1] = (label == 0 ? side : -side) * (NEAR + (FAR - NEAR) * v);
        }
    },

    /** A disc, class 0, and a ring round it, class 1. */
    RINGS {
        @Override
        void place(int label, double u, double v, double[] point) {
            // The square root puts as many points on each part of the disc's area.
            polar(label == 0 ? DISC * Math.sqrt(u) : RING + (1 - RING) * u, v, point);
        }
    },

    /**
     * Two half circles, each with one end in the other (as make_moons of scikit-learn, scaled by two thirds and
     * centred).
     */
    MOONS {
        @Override
        void place(int label, double u, double v, double[] point) {
            double x = StrictMath.cos(Math.PI * u);
            double y = StrictMath.sin(Math.PI * u);
            point[0] = ((label == 0 ? x : 1 - x) - 0.5) / 1.5;
            point[1] = ((label == 0 ? y : 0.5 - y) - 0.25) / 1.5;
        }
    },

    /** Two arms that wind round each other (after Lang and Witbrock, "Learning to tell two spirals apart", 1988). */
    SPIRAL {
        @Override
        void place(int label, double u, double v, double[] point) {
            polar(MIDDLE + (1 - MIDDLE) * u, TURNS * u + label / 2.0, point);
        }
    };

    /** Of XOR: where a cloud begins and ends. */
    private static final double NEAR = 0.2;
    private static final double FAR = 0.9;
    /** Of the rings: the radius of the disc, and the smallest of the ring. */
    private static final double DISC = 0.35;
    private static final double RING = 0.75;
    /** Of the spiral: where an arm begins, and how many times it goes round. */
    private static final double MIDDLE = 0.1;
    private static final double TURNS = 1.25;

    /**
     * Points and their classes.
     *
     * @param x      [points × 2]
     * @param labels the class of each point, 0 or 1
     */
    public record Points(Matrix x, int[] labels) {
    }

    /**
     * Random points, by turns of class 0 and of class 1.
     *
     * @param count of points, at least 1
     * @param noise standard deviation of what is added to each coordinate; 0 for none
     * @throws IllegalArgumentException if there is to be no point, or the noise is negative, infinite or NaN
     */
    public Points points(int count, double noise, Rng rng) {
        if (count < 1 || !(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(this + ": expected at least one point and a noise of at least 0, such as 0.1;"
                + " found " + count + " points and noise " + noise);
        }
        Matrix x = Matrix.zeros(count, 2);
        int[] labels = new int[count];
        double[] point = new double[2];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            place(labels[i], rng.nextDouble(), rng.nextDouble(), point);
            x.set(i, 0, (float) (point[0] + noise * rng.nextGaussian()));
            x.set(i, 1, (float) (point[1] + noise * rng.nextGaussian()));
        }
        return new Points(x, labels);
    }

    /**
     * Puts a point of a class somewhere without noise.
     *
     * @param u     uniform from 0 to 1, as {@code v}
     * @param point receives x and y
     */
    abstract void place(int label, double u, double v, double[] point);

    /** @param turns the angle, in full circles from the right, counterclockwise */
    private static void polar(double radius, double turns, double[] point) {
        point[0] = radius * StrictMath.cos(2 * Math.PI * turns);
        point[1] = radius * StrictMath.sin(2 * Math.PI * turns);
    }

    /** The name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
