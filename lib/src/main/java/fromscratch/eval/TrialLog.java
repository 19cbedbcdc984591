package fromscratch.eval;

import fromscratch.files.Reason;
import fromscratch.linalg.Cancellation;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A CSV file with a line for each {@link Trial}, to which several searches, even of several programs, may append at the
 * same time. A line that was appended is on the disk; one that a power cut or a killed process left unfinished is not
 * read, and the next one takes its place.
 *
 * <p>The columns are an experiment's {@linkplain Experiment#settings settings}, {@code parameters},
 * {@code multiplications}, loss and accuracy (from 0 to 1) on the training and validation images in the last epoch,
 * empty if the training {@code diverged}, and the {@code seconds} it took.
 */
public final class TrialLog {
    private static final Map<String, ColumnType> COLUMNS = new LinkedHashMap<>();

    static {
        Experiment.defaults().settings().keySet().forEach(name -> COLUMNS.put(name, ColumnType.INTEGER));
        COLUMNS.put("hidden", ColumnType.STRING);
        COLUMNS.put("activation", ColumnType.STRING);
        COLUMNS.put("optimizer", ColumnType.STRING);
        COLUMNS.put("learning-rate", ColumnType.DOUBLE);
        COLUMNS.put("seed", ColumnType.LONG);
        COLUMNS.put("parameters", ColumnType.INTEGER);
        COLUMNS.put("multiplications", ColumnType.LONG);
        COLUMNS.put("train-loss", ColumnType.DOUBLE);
        COLUMNS.put("train-accuracy", ColumnType.DOUBLE);
        COLUMNS.put("validation-loss", ColumnType.DOUBLE);
        COLUMNS.put("validation-accuracy", ColumnType.DOUBLE);
        COLUMNS.put("diverged", ColumnType.BOOLEAN);
        COLUMNS.put("seconds", ColumnType.DOUBLE);
    }

    private static final String HEADER = String.join(",", COLUMNS.keySet());
    /** In bytes; a line has about 150. */
    private static final long LONGEST = 200_000_000;
    /** Of what was found, in a message. */
    private static final int LONGEST_QUOTE = 200;
    private static final long BETWEEN_TRIES = 10_000_000;   // nanoseconds

    private final Path file;

    /** A log in {@code file}, which need not be there yet. */
    public TrialLog(Path file) {
        this.file = file;
    }

    // ---- writing ----

    /**
     * Makes the file, if it is not there, with a header line only.
     *
     * @throws IllegalArgumentException if there is a file with other columns
     * @throws UncheckedIOException     if the file cannot be written
     */
    public void prepare() {
        change("");
    }

    /** Appends a line, and before it what {@link #prepare} does. */
    public void append(Trial trial) {
        change(line(trial) + "\n");
    }

    /** RandomAccessFile, because an interrupt closes a channel in the middle of a line. */
    private void change(String added) {
        synchronized (TrialLog.class) {   // the lock on the file keeps out other programs, not other threads
            try {
                if (file.toAbsolutePath().getParent() != null) {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                }
                try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw"); FileLock lock = lock(open, false)) {
                    append(open, added);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not write " + file + ": " + Reason.of(e)
                    + ". Choose a folder that you may write to, with enough free space.", e);
            }
        }
    }

    private void append(RandomAccessFile open, String added) throws IOException {
        String whole = wholeLines(open);
        long end = bytes(whole).length;
        open.seek(end);
        try {
            open.write(bytes(whole.isEmpty() ? HEADER + "\n" + added : added));
            open.setLength(open.getFilePointer());
            open.getFD().sync();
        } catch (IOException e) {
            open.setLength(end);   // no space left: better no line than half a line
            throw e;
        }
    }

    private static FileLock lock(RandomAccessFile open, boolean shared) throws IOException {
        FileLock lock = open.getChannel().tryLock(0, Long.MAX_VALUE, shared);
        while (lock == null) {
            Cancellation.check("waiting for another program to let go of a log of trials");
            LockSupport.parkNanos(BETWEEN_TRIES);
            lock = open.getChannel().tryLock(0, Long.MAX_VALUE, shared);
        }
        return lock;
    }

    /** What stands in the file up to its last line's end; empty if it has not even a header. */
    private String wholeLines(RandomAccessFile open) throws IOException {
        if (open.length() > LONGEST) {
            throw new IllegalArgumentException(file + " has " + open.length() + " bytes, more than a log of a million trials."
                + " Name another file for the log, or move this one away.");
        }
        byte[] all = new byte[(int) open.length()];
        open.seek(0);
        open.readFully(all);
        String text = new String(all, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        String first = asWritten(whole.isEmpty() ? text : whole.substring(0, whole.indexOf('\n'))).strip();
        if (whole.isEmpty() ? !HEADER.startsWith(first) : !first.equals(HEADER)) {
            throw new IllegalArgumentException(file + " is a file with other columns. Expected " + HEADER + "; found "
                + quote(first)
                + ". Name another file for the log, or move this one away.");
        }
        return whole;
    }

    /** Without what editors on Windows put in: a byte order mark, and line ends of two characters. */
    private static String asWritten(String text) {
        return text.replace("\uFEFF", "").replace("\r\n", "\n");
    }

    private static String quote(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + " …" : text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Trial trial) {
        List<String> values = new ArrayList<>(trial.experiment().settings().values());
        values.add(String.valueOf(trial.network().parameterCount()));
        values.add(String.valueOf(trial.multiplications()));
        values.add(trial.diverged() ? "" : number(trial.history().last().trainLoss()));
        values.add(trial.diverged() ? "" : number(trial.history().last().trainAccuracy()));
        values.add(number(trial.validationLoss()));
        values.add(number(trial.validationAccuracy()));
        values.add(String.valueOf(trial.diverged()));
        values.add(String.format(Locale.ROOT, "%.3f", trial.seconds()));
        return values.stream().map(v -> v.contains(",") ? '"' + v + '"' : v).collect(Collectors.joining(","));
    }

    /** With a decimal point in every country, and all digits. */
    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    // ---- reading ----

    /**
     * All lines, in the order in which the trials were finished.
     *
     * @throws IllegalArgumentException if the file has other columns, or a line of it is not what {@link #append} writes
     * @throws UncheckedIOException     if the file cannot be read
     */
    public Table read() {
        synchronized (TrialLog.class) {
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r"); FileLock lock = lock(open, true)) {
                String whole = wholeLines(open);
                return table(whole.isEmpty() ? HEADER + "\n" : asWritten(whole), file.toString());
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read " + file + ": " + Reason.of(e)
                    + ". Expected a log of trials; check the path.", e);
            }
        }
    }

    /** The same table for trials that are in no file, in the order given. */
    public static Table table(List<Trial> trials) {
        String lines = trials.stream().map(trial -> line(trial) + "\n").collect(Collectors.joining());
        return table(HEADER + "\n" + lines, "trials");
    }

    private static Table table(String csv, String source) {
        try {
            return Table.read().usingOptions(CsvReadOptions.builder(new StringReader(csv)).header(true)
                .columnTypes(COLUMNS.values().toArray(ColumnType[]::new)).locale(Locale.ROOT)).setName("");
        } catch (RuntimeException e) {   // tablesaw's own have no common class
            throw new IllegalArgumentException(source + " is damaged: " + quote(String.valueOf(e.getMessage()))
                + " Mend or delete the line; a log's lines are best left as they were written.", e);
        }
    }
}
