package fromscratch.data;

import fromscratch.files.Reason;
import fromscratch.files.WholeFile;
import fromscratch.linalg.ByteMatrix;
import fromscratch.linalg.Cancellation;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.io.csv.CsvWriteOptions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Data sets as text: a line an image, its label first, then its pixels from 0 to 255, row after row, separated by
 * commas. A header line is recognised by its first value, in which there is no digit.
 *
 * <p>Text takes about ten times the space of gzipped IDX and fifty times its time; keep large data sets as
 * {@link Idx}. The table is read as two-byte numbers, a quarter of what tablesaw takes by itself. Images may have up to
 * {@value #MOST_PIXELS} pixels, 128×128: a column of the table takes some hundred bytes, even if it is empty, and tablesaw
 * compares its name with those of all others. Reading and writing throw
 * {@link java.util.concurrent.CancellationException} if the thread is interrupted.
 */
public final class Csv {
    private static final int MOST_PIXELS = 1 << 14;
    /** What stands in a file is shown in a message up to this many characters. */
    private static final int LONGEST_QUOTE = 100;

    private Csv() {
    }

    /**
     * Reads square images of digits, with the classes 0 … 9.
     *
     * @throws DataException if the file is not there or a value in it is wrong; the message names the line
     */
    public static Dataset read(Path file) {
        int pixels = columns(file) - 1;
        int width = (int) Math.sqrt(pixels);
        if (width < 1 || width * width != pixels) {
            throw new DataException("Expected a label and the pixels of a square image, such as 785 values for 28×28, "
                + "found " + (pixels + 1) + " in the first line of " + file + ". Values are separated by commas; give "
                + "the width if the images are not square.");
        }
        return read(file, width, IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    }

    /**
     * Reads images that are {@code width} pixels wide; their height follows from the number of values.
     *
     * @throws DataException            if the file is not there or a value in it is wrong; the message names the line
     * @throws IllegalArgumentException if {@code width} is not at least 1
     */
    public static Dataset read(Path file, int width, List<String> classNames) {
        if (width < 1) {
            throw new IllegalArgumentException("read: expected a width of at least 1, found " + width + ".");
        }
        int columns = columns(file);
        if (columns < 2 || (columns - 1) % width != 0) {
            throw new DataException("Expected a label and rows of " + width + " pixels, found " + columns
                + " values in the first line of " + file + ". Check the width; values are separated by commas.");
        }
        Table table = table(file, columns, classNames.size());
        if (table.columnCount() != columns) {   // quotation marks that hold commas
            throw firstMistake(file, columns, classNames.size(), null);
        }
        if (table.rowCount() == 0) {
            throw new DataException("Expected one image a line, but " + file + " has none. Get it again.");
        }
        long size = (long) table.rowCount() * (columns - 1);
        if (size > Integer.MAX_VALUE - 8) {
            throw new DataException(file + " holds " + table.rowCount() + " images of " + (columns - 1) + " pixels, more "
                + "than the 2 GB that fit into one data set. Split it.");
        }
        int[] labels = new int[table.rowCount()];
        byte[] pixels = new byte[(int) size];
        if (!fill(file, table, classNames.size(), labels, pixels)) {
            throw firstMistake(file, columns, classNames.size(), null);
        }
        return new Dataset(name(file), width, (columns - 1) / width,
            new ByteMatrix(labels.length, columns - 1, pixels), labels, classNames);
    }

    /** Takes labels and pixels out of the table, column after column; false if one of them cannot be right. */
    private static boolean fill(Path file, Table table, int classes, int[] labels, byte[] pixels) {
        boolean correct = true;
        int width = table.columnCount() - 1;
        for (int c = 0; c <= width; c++) {
            Cancellation.check("reading " + file);
            ShortColumn column = (ShortColumn) table.column(c);
            for (int r = 0; r < labels.length; r++) {
                int value = column.getShort(r);   // one that is missing is negative
                correct &= value >= 0 && value < (c == 0 ? classes : 256);
                if (c == 0) {
                    labels[r] = value;
                } else {
                    pixels[r * width + c - 1] = (byte) value;
                }
            }
        }
        return correct;
    }

    /**
     * Writes a header line, {@code label,pixel0,pixel1,…}, and a line an image.
     *
     * @throws DataException if the file cannot be written
     */
    public static void write(Path file, Dataset data) {
        Table table = Table.create();
        table.addColumns(column("label", data.size(), data::label));
        for (int p = 0; p < data.x().cols(); p++) {
            int pixel = p;
            Cancellation.check("writing " + file);
            table.addColumns(column("pixel" + p, data.size(), i -> data.x().get(i, pixel)));
        }
        try {
            WholeFile.write(file, bytes -> {
                try (Writer out =
                         new OutputStreamWriter(Stoppable.output(bytes, "writing " + file), StandardCharsets.UTF_8)) {
                    table.write().usingOptions(CsvWriteOptions.builder(out).header(true).lineEnd("\n").build());
                } catch (RuntimeException e) {   // tablesaw's own, also when it is stopped
                    Cancellation.check("writing " + file);
                    throw e;
                }
            });
        } catch (IOException e) {
            throw DataException.notWritten(file, e);
        }
    }

    private static ShortColumn column(String name, int size, IntUnaryOperator value) {
        short[] values = new short[size];
        for (int i = 0; i < size; i++) {
            values[i] = (short) value.applyAsInt(i);
        }
        return ShortColumn.create(name, values);
    }

    private static Table table(Path file, int columns, int classes) {
        ColumnType[] types = new ColumnType[columns];
        Arrays.fill(types, ColumnType.SHORT);
        try (InputStream bytes = Stoppable.input(Files.newInputStream(file), "reading " + file);
             Reader in = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
            return Table.read().usingOptions(CsvReadOptions.builder(in).header(hasHeader(file)).columnTypes(types)
                .locale(Locale.ROOT).maxNumberOfColumns(columns + 1).build());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (RuntimeException e) {   // tablesaw's own have no common class and don't name the line
            Cancellation.check("reading " + file);
            throw firstMistake(file, columns, classes, e);
        }
    }

    private static int columns(Path file) {
        int columns = values(firstLine(file));
        if (columns > MOST_PIXELS + 1) {
            throw new DataException("Expected images of at most " + MOST_PIXELS + " pixels, such as 128×128, found "
                + columns + " values in the first line of " + file + ". Scale the images down, or keep them as IDX.");
        }
        return columns;
    }

    /** How many there are, counted without making them: a line of commas alone would take fifty times its length. */
    private static int values(String line) {
        return 1 + (int) line.chars().filter(c -> c == ',').count();
    }

    private static boolean hasHeader(Path file) {
        return firstLine(file).split(",", 2)[0].chars().noneMatch(Character::isDigit);
    }

    private static String firstLine(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException("Expected a CSV file, found the folder " + file + ". Name a file in it.");
        }
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return in.lines().filter(line -> !line.isBlank()).findFirst()
                .orElseThrow(() -> new DataException("Expected a CSV file, but " + file + " is empty. Get it again."));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    /** Goes through the text once more for what tablesaw doesn't tell: which line, and what was expected there. */
    private static DataException firstMistake(Path file, int columns, int classes, RuntimeException cause) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            boolean header = hasHeader(file);
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                Optional<String> mistake = header ? Optional.empty() : mistake(line, columns, classes);
                if (mistake.isPresent()) {
                    return new DataException("Line " + number + " of " + file + ": " + mistake.get(), cause);
                }
                header = false;
            }
        } catch (IOException e) {
            return unreadable(file, e);
        }
        String why = cause == null ? "" : ": " + quote(String.valueOf(cause.getMessage()));
        return new DataException("Could not read " + file + " as CSV" + why
            + ". Expected one image a line, all values separated by commas.", cause);
    }

    private static Optional<String> mistake(String line, int columns, int classes) {
        if (values(line) != columns) {
            return Optional.of("expected " + columns + " values as in the first line, found " + values(line)
                + ". Mend or delete the line.");
        }
        String[] values = line.split(",", -1);
        for (int c = 0; c < columns; c++) {
            int limit = c == 0 ? classes - 1 : 255;
            Optional<Integer> value = number(values[c]);
            if (value.isEmpty() || value.get() < 0 || value.get() > limit) {
                return Optional.of("expected " + (c == 0 ? "a label" : "a pixel") + " from 0 to " + limit + ", found \""
                    + quote(values[c]) + "\" as value " + (c + 1) + ". The label comes first, then the pixels, all of them "
                    + "whole numbers.");
            }
        }
        return Optional.empty();
    }

    private static String quote(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    private static Optional<Integer> number(String text) {
        String digits = text.replace("\"", "").replace("\uFEFF", "").strip();   // a byte order mark may come first
        try {
            return Optional.of(Integer.parseInt(digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static DataException unreadable(Path file, IOException e) {
        return new DataException("Could not read " + file + ": " + Reason.of(e)
            + ". Expected a CSV file in UTF-8; check the path.", e);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}
