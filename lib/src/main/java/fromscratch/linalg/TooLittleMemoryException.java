package fromscratch.linalg;

/** Java may use too little memory for what was asked for; the message says how much it takes, and how to allow it. */
public final class TooLittleMemoryException extends RuntimeException {
    TooLittleMemoryException(String message) {
        super(message);
    }
}
