package fromscratch.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a call of the command line answered. */
record Call(int exitCode, String out, String err) {
    static Call of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Call(exitCode, unix(out), unix(err));
    }

    static Call of(List<String> args) {
        return of(args.toArray(String[]::new));
    }

    private static String unix(StringWriter text) {
        return text.toString().replace("\r\n", "\n");
    }
}
