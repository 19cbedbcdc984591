package fromscratch.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers as people like to read them, the same in every country. */
final class Format {
    private static final int MOST_DECIMALS = 4;

    private Format() {
    }

    /** A number with so many decimals. */
    static String decimals(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : String.valueOf(value);
    }

    /** {@code 60,000}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Three digits that count: {@code 0.00123}, {@code 97.3}, {@code 60000}. */
    static String threeDigits(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size == 0 || size >= 100 && value == Math.rint(value) && size < 1e7) {
            return decimals(value, 0);
        } else if (size < 1e-3 || size >= 1e5) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return decimals(value, Math.max(0, 2 - (int) Math.floor(StrictMath.log10(size))));
    }

    /** A round number beside an axis: {@code 0.05}, {@code 20,000}, {@code 1e-7}. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e")
                .replaceFirst("e([+-])0*", "e$1").replace("e+", "e");
        }
        // Seven digits, because a step of 0.05 added up is 0.15000000000000002.
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /** {@code 42 s} or {@code 3 min 20 s}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    /**
     * One pattern for all values of a column or a matrix, so that their points stand below each other: as few decimals
     * as show every value, at most four; powers of ten where four decimals would hide a value.
     */
    static String pattern(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double largest = DoubleStream.of(finite).map(Math::abs).max().orElse(0);
        if (largest != 0 && (largest < 1e-2 || largest >= 1e9)) {
            return "%.3e";
        }
        for (int decimals = 0; decimals < MOST_DECIMALS; decimals++) {
            double power = StrictMath.pow(10, decimals);
            if (DoubleStream.of(finite).allMatch(v -> Math.abs(v * power - Math.rint(v * power)) <= 1e-7 * Math.max(1, Math.abs(v * power)))) {
                return "%." + decimals + "f";
            }
        }
        return "%." + MOST_DECIMALS + "f";
    }

    /** NaN and the infinities by their names. */
    static String with(String pattern, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value) : String.valueOf(value);
    }
}
