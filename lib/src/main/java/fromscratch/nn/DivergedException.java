package fromscratch.nn;

/** Training ran away: the loss is no longer a number. The message says when, and what to try. */
public final class DivergedException extends RuntimeException {
    DivergedException(String message) {
        super(message);
    }
}
