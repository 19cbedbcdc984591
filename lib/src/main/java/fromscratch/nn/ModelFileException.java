package fromscratch.nn;

/** A saved network could not be written, or what was to be read is not one; the message says what to do. */
public final class ModelFileException extends RuntimeException {
    ModelFileException(String message) {
        super(message);
    }
}
