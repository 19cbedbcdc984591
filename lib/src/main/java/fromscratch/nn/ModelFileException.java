package fromscratch.nn;

/** A saved network could not be written, or what was to be read is not one; the message says what to do. */
public final class ModelFileException extends RuntimeException {
    private static final int LONGEST = 2000;

    ModelFileException(String message) {
        super(shortened(message));
    }

    /** Of a damaged file the message may quote anything. What to do about it stands at the end, and stays. */
    private static String shortened(String message) {
        return message.length() <= LONGEST ? message
            : message.substring(0, LONGEST / 2) + " … " + message.substring(message.length() - LONGEST / 2);
    }
}
