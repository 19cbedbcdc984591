package fromscratch.notebook.widgets;

import java.util.regex.Pattern;

/** What was thrown, in one sentence, without what only the machine need know. */
public final class ReadableMessage {
    /** What JShell puts a cell's variables, methods and classes into. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");
    private static final Pattern MODULES = Pattern.compile(" \\(\\S+( and \\S+ are| is) in .*module .*\\)$", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("\\b([a-z]\\w*\\.)+(?=[A-Z])");

    private ReadableMessage() {
    }

    /** Such as {@code ArithmeticException: / by zero}. */
    public static String of(Throwable thrown) {
        return of(thrown.getClass().getName(), thrown.getMessage());
    }

    /** @param message {@code null} if there is none */
    public static String of(String className, String message) {
        String name = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        return message == null ? name : name + ": " + shown(className, message);
    }

    /** Java's own messages name things as the machine does; those of other exceptions are left as they are. */
    private static String shown(String className, String message) {
        return switch (className) {
            case "java.lang.NullPointerException", "java.lang.ClassCastException", "java.lang.NoClassDefFoundError" ->
                withoutPackages(WRAPPER.matcher(MODULES.matcher(message).replaceFirst("")).replaceAll(""));
            case "java.lang.ExceptionInInitializerError" -> withoutPackages(message.replaceFirst(" \\[in thread .*]$", ""));
            default -> message;
        };
    }

    /** {@code Network} in place of {@code fromscratch.nn.Network}. */
    public static String withoutPackages(String text) {
        return PACKAGE.matcher(text).replaceAll("");
    }
}
