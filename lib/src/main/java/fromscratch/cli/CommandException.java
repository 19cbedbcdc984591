package fromscratch.cli;

/** What was asked for cannot be done; the message says why and what to do. */
final class CommandException extends RuntimeException {
    CommandException(String message) {
        super(message);
    }
}
