package fromscratch.cli;

/**
 * Text from elsewhere, such as the name of a file or of a class, as a terminal may be shown it. To a terminal some
 * characters are orders: to move its cursor, to rename its window, to answer in its user's place.
 */
final class Printable {
    private Printable() {
    }

    /** The text with � in place of control characters; lines end as they did. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9F}&&[^\\r\\n\\t]]", "\uFFFD");
    }
}
