package fromscratch.cli;

import fromscratch.data.DataException;
import fromscratch.files.WholeFile;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A table as text in UTF-8, its values separated by commas, quoted where they must be. */
final class CsvFile {
    private final Table table = Table.create();

    CsvFile(List<String> headings) {
        headings.forEach(heading -> table.addColumns(StringColumn.create(heading)));
    }

    /** One more row, with as many values as there are headings. */
    void row(List<String> values) {
        for (int c = 0; c < values.size(); c++) {
            table.stringColumn(c).append(values.get(c));
        }
    }

    /**
     * Writes the table to a file: all of it or nothing.
     *
     * @throws DataException if it cannot be written
     */
    void write(Path file) {
        try {
            WholeFile.write(file, out -> out.write(toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw DataException.notWritten(file, e);
        }
    }

    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        table.write().usingOptions(CsvWriteOptions.builder(text).header(true).lineEnd("\n").build());
        return text.toString();
    }
}
