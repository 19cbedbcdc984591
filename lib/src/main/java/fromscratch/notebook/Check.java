package fromscratch.notebook;

import fromscratch.linalg.Matrix;

import java.util.Locale;

/** Says in one line whether what the reader wrote is right, and if not, where it first goes wrong. Never throws. */
public final class Check {
    /** Sums in another order differ in their last bits: so much of the largest element is still agreement. */
    private static final float TOLERANCE = 1e-5f;
    private static final String CAUSES_OF_NAN = "0 / 0, 0 · log 0, or the logarithm of a negative number";

    private Check() {
    }

    /**
     * Compares a matrix that the reader computed with the one expected and prints the verdict.
     *
     * @param what     the name of the thing, such as {@code dW}
     * @param yours    the reader's, or {@code null} if it is not written yet
     * @param expected the right one
     */
    public static void compare(String what, Matrix yours, Matrix expected) {
        System.out.println(verdict(what, yours, expected));
    }

    /**
     * As {@link #compare(String, Matrix, Matrix)}, for a single number. Whole numbers are counts and must agree exactly.
     * NaN is what a gap gives that is not filled, and what a mistake may give: the verdict names both, as they look the
     * same.
     */
    public static void compare(String what, double yours, double expected) {
        if (Double.isNaN(yours) && !Double.isNaN(expected)) {
            System.out.println("… " + what + ": no number (NaN): the gap, " + CAUSES_OF_NAN);
        } else if (agree(yours, expected)) {
            System.out.println("✓ " + what + ": " + number(yours));
        } else {
            System.out.println("✗ " + what + ": yours is " + number(yours) + ", expected " + number(expected));
        }
    }

    private static boolean agree(double yours, double expected) {
        return isWhole(yours) && isWhole(expected) ? yours == expected
            : Math.abs(yours - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value);
    }

    private static String number(double value) {
        return isWhole(value) && Math.abs(value) < 1e15 ? Format.decimals(value, 0) : String.format(Locale.ROOT, "%.6g", value);
    }

    /**
     * Prints {@code ✓} and what holds, or {@code ✗} and what to try.
     *
     * @param what what is checked, as a statement
     * @param ok   whether it holds
     * @param hint what to look at if it doesn't
     */
    public static void check(String what, boolean ok, String hint) {
        System.out.println(ok ? "✓ " + what : "✗ not yet: " + what + (hint.startsWith("\n") ? "." : ". ") + hint);
    }

    private static String verdict(String what, Matrix yours, Matrix expected) {
        if (yours == null) {
            return "… " + what + ": not there yet (null)";
        }
        if (!yours.shape().equals(expected.shape())) {
            return "✗ " + what + ": its shape is " + yours.shape() + ", expected " + expected.shape();
        }
        if (yours.equals(expected)) {
            return "✓ " + what + ": equal to the last bit";
        }
        float difference = yours.maxDifference(expected);
        if (difference <= TOLERANCE * largest(expected)) {
            return String.format(Locale.ROOT, "✓ %s: agrees, largest difference %.1e", what, difference);
        }
        return firstDifference(what, yours, expected);
    }

    private static String firstDifference(String what, Matrix yours, Matrix expected) {
        float allowed = TOLERANCE * largest(expected);
        for (int i = 0; i < yours.size(); i++) {
            float mine = yours.data()[i];
            float right = expected.data()[i];
            if (!(Math.abs(mine - right) <= allowed)) {
                return "✗ " + what + ": in row " + i / yours.cols() + ", column " + i % yours.cols()
                    + " yours is " + (Float.isNaN(mine) ? "no number (NaN: " + CAUSES_OF_NAN + ")" : number(mine))
                    + ", expected " + number(right);
            }
        }
        throw new AssertionError("the matrices differ, but no element does");
    }

    private static float largest(Matrix m) {
        return m.size() == 0 ? 0 : Math.max(Math.abs(m.max()), Math.abs(m.min()));
    }
}
