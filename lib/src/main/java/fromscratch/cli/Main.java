package fromscratch.cli;

import fromscratch.data.DataException;
import fromscratch.linalg.TooLittleMemoryException;
import fromscratch.nn.DivergedException;
import fromscratch.nn.ModelFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command line, for what one wants without a notebook: {@code java @digits train}, {@code predict},
 * {@code evaluate}. It ends with 0 if all went well, 1 if something could not be done, 2 if it was called wrongly; then
 * a sentence says why.
 */
@Command(name = "java @digits", subcommands = {Train.class, Predict.class, Evaluate.class},
    description = "Trains networks, asks them about pictures and measures them.",
    synopsisSubcommandLabel = "train | predict | evaluate",
    footer = {"", "More about a command:  java @digits train --help"})
public final class Main {
    private static final int FAILURE = 1;
    /** After Ctrl-C: longer than a step of training or the writing of a file takes. */
    private static final int SECONDS_TO_TIDY_UP = 10;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = CommandLine.ScopeType.INHERIT,
        description = "Shows this help.")
    private boolean help;

    private Main() {
    }

    /** Does what {@code args} say and ends the process. */
    public static void main(String[] args) {
        Thread main = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, ended)));
        int code;
        try {
            code = run(writer(System.out), writer(System.err), args);
        } finally {
            ended.countDown();   // also after an Error: the hook would wait for nobody
        }
        System.exit(code);
    }

    /** A terminal of Windows has a character set of its own. */
    private static PrintWriter writer(PrintStream out) {
        Console terminal = System.console();
        return terminal == null ? new PrintWriter(out, true) : new PrintWriter(out, true, terminal.charset());
    }

    /** At Ctrl-C the command is interrupted as by a notebook's stop button, and may finish the file it is writing. */
    private static void stop(Thread main, CountDownLatch ended) {
        if (ended.getCount() > 0) {
            main.interrupt();
            try {
                ended.await(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does what {@code args} say; returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main())
            .setOut(out).setErr(err)
            .setUsageHelpAutoWidth(false)
            .setParameterExceptionHandler(Main::wrongCall)
            .setExecutionExceptionHandler(Main::failure)
            .execute(args);
    }

    private static int wrongCall(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(Printable.of(e.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("Help:  " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** A sentence for what the user can mend. Anything else is a mistake in the program, which its trace helps to find. */
    private static int failure(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof CommandException || e instanceof DataException || e instanceof ModelFileException
            || e instanceof DivergedException || e instanceof CancellationException
            || e instanceof TooLittleMemoryException) {
            command.getErr().println(Printable.of(e.getMessage()));
            return FAILURE;
        }
        throw e;
    }
}
