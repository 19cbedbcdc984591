package fromscratch.nn;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fromscratch.files.Reason;
import fromscratch.files.WholeFile;
import fromscratch.linalg.Matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors file format: named tables of numbers and a few words about them, nothing that could be executed.
 *
 * <pre>
 *   8 bytes   length n of the header, little-endian
 *   n bytes   header, JSON: {"__metadata__": {…}, "name": {"dtype": "F32", "shape": [r, c], "data_offsets": [from, to]}, …}
 *   the rest  the numbers, little-endian, row after row; offsets count from here
 * </pre>
 *
 * As published at huggingface.co/docs/safetensors. Only floats of 32 and of 16 bits (F32, F16) in two dimensions are
 * written and read here.
 *
 * @param tensors  the tables by name
 * @param metadata what else is to be known, in words
 */
record Safetensors(Map<String, Matrix> tensors, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = 8;
    /** Ten thousand tables fit into it. Read into objects a header takes twenty times its length, so it has a limit. */
    private static final int LONGEST_HEADER = 1 << 20;

    /** How a number is stored; the names are the format's. */
    enum Type {
        F32(Float.BYTES) {
            @Override
            void put(float[] values, ByteBuffer into) {
                for (float value : values) {
                    into.putFloat(value);
                }
            }

            @Override
            void get(ByteBuffer from, float[] values) {
                from.asFloatBuffer().get(values);
            }
        },
        F16(Float16.BYTES) {
            @Override
            void put(float[] values, ByteBuffer into) {
                for (float value : values) {
                    into.putShort(Float16.fromFloat(value));
                }
            }

            @Override
            void get(ByteBuffer from, float[] values) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float16.toFloat(from.getShort());
                }
            }
        };

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        abstract void put(float[] values, ByteBuffer into);

        abstract void get(ByteBuffer from, float[] values);
    }

    // ---- writing ----

    /** {@link #write(Path, Type)} with 32 bits for each number. */
    void write(Path file) {
        write(file, Type.F32);
    }

    /** Writes {@code file} as {@link WholeFile} does. Throws {@link ModelFileException} if it cannot be written. */
    void write(Path file, Type type) {
        byte[] bytes = encode(type);
        try {
            WholeFile.write(file, out -> out.write(bytes));
        } catch (IOException e) {
            if (Files.isDirectory(file)) {
                throw new ModelFileException(file + ": the model could not be saved, as this is a folder; name a file in it");
            }
            throw new ModelFileException(file + ": the model could not be saved (" + Reason.of(e) + "); check that the folder can"
                + " be written to and the disk is not full. A file that was there before is as it was.");
        }
    }

    private byte[] encode(Type type) {
        JsonObject header = new JsonObject();
        header.add(METADATA, new Gson().toJsonTree(metadata));
        int offset = 0;
        for (Map.Entry<String, Matrix> tensor : tensors.entrySet()) {
            int end = offset + tensor.getValue().size() * type.bytes;
            header.add(tensor.getKey(), describe(tensor.getValue(), type, offset, end));
            offset = end;
        }
        byte[] json = alignedJson(header);
        if (json.length > LONGEST_HEADER) {
            throw new ModelFileException("the names and notes of this model have " + json.length + " bytes; expected at most "
                + LONGEST_HEADER + ", as no more would be read again. Keep long notes in a file of their own");
        }
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES + json.length + offset).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (Matrix m : tensors.values()) {
            type.put(m.data(), bytes);
        }
        return bytes.array();
    }

    private static JsonObject describe(Matrix m, Type type, int from, int to) {
        JsonObject entry = new JsonObject();
        entry.addProperty("dtype", type.name());
        entry.add("shape", array(m.rows(), m.cols()));
        entry.add("data_offsets", array(from, to));
        return entry;
    }

    private static JsonArray array(int first, int second) {
        JsonArray array = new JsonArray();
        array.add(first);
        array.add(second);
        return array;
    }

    /** The header with spaces behind it, so that the numbers start at a multiple of eight bytes. */
    private static byte[] alignedJson(JsonObject header) {
        String json = header.toString();
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat((LENGTH_BYTES - length % LENGTH_BYTES) % LENGTH_BYTES)).getBytes(StandardCharsets.UTF_8);
    }

    // ---- reading ----

    /** Reads a file, trusting none of its claims. Throws {@link ModelFileException} if anything does not fit. */
    static Safetensors read(Path file) {
        byte[] all = bytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = all.length < LENGTH_BYTES ? -1 : bytes.getLong();
        if (headerLength < 2 || headerLength > all.length - LENGTH_BYTES) {
            throw damaged(file, "its first eight bytes must give the length of the header that follows, found "
                + (headerLength < 0 ? "only " + all.length + " bytes"
                        : headerLength + " in a file of " + all.length + " bytes"));
        }
        if (headerLength > LONGEST_HEADER) {
            throw damaged(file, "its header is said to have " + headerLength + " bytes; expected at most " + LONGEST_HEADER);
        }
        int dataStart = LENGTH_BYTES + (int) headerLength;
        JsonObject header = parse(file, new String(all, LENGTH_BYTES, (int) headerLength, StandardCharsets.UTF_8));
        List<Table> tables = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
                JsonObject value = entry.getValue().getAsJsonObject();
                if (entry.getKey().equals(METADATA)) {
                    value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
                } else {
                    tables.add(table(file, entry.getKey(), value, all.length - dataStart));
                }
            }
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException
                 | ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            // What Gson throws when a piece of JSON is of another kind than asked for, or is not there.
            throw damaged(file, "its header does not say for each table what type, shape and place it has");
        }
        requireOneAfterTheOther(file, tables, all.length - dataStart);
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        tables.forEach(table -> tensors.put(table.name, table.read(bytes, dataStart)));
        return new Safetensors(tensors, metadata);
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new ModelFileException(file + ": expected a saved network, found a folder; name a file in it");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(file + ": there is no such file; check the name, or save a network first");
        } catch (IOException e) {
            throw new ModelFileException(file + ": could not be read (" + Reason.of(e) + ")");
        } catch (OutOfMemoryError e) {
            throw new ModelFileException(file + ": could not be read (" + e + ")");
        }
    }

    private static JsonObject parse(Path file, String json) {
        try {
            JsonObject header = new Gson().fromJson(json, JsonObject.class);
            if (header != null) {
                return header;
            }
        } catch (RuntimeException e) {
            // Gson throws JsonParseException, and ClassCastException for JSON that is not an object.
        } catch (StackOverflowError e) {
            // JSON nested thousands of levels deep.
        }
        throw damaged(file, "its header is not JSON");
    }

    /**
     * What the header says of a table: its numbers stand from byte {@code from} to before {@code to}, counted behind
     * the header.
     */
    private record Table(String name, Type type, int rows, int cols, int from, int to) {
        Matrix read(ByteBuffer bytes, int dataStart) {
            Matrix m = Matrix.zeros(rows, cols);
            type.get(bytes.slice(dataStart + from, to - from).order(ByteOrder.LITTLE_ENDIAN), m.data());
            return m;
        }
    }

    private static Table table(Path file, String name, JsonObject entry, int available) {
        String dtype = entry.get("dtype").getAsString();
        JsonArray shape = entry.getAsJsonArray("shape");
        if (!dtype.equals("F32") && !dtype.equals("F16") || shape.size() != 2) {
            throw damaged(file, "table " + name + " is " + dtype + " with " + shape.size()
                + " dimensions; only F32 and F16 with 2 dimensions are read here");
        }
        Type type = Type.valueOf(dtype);
        long rows = shape.get(0).getAsLong();
        long cols = shape.get(1).getAsLong();
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        long from = offsets.get(0).getAsLong();
        long to = offsets.get(1).getAsLong();
        if (rows < 0 || cols < 0 || from < 0 || to < from || to > available
            || rows > available || cols > available || rows * cols * type.bytes != to - from) {
            throw damaged(file, "table " + name + " of " + rows + "×" + cols + " floats is said to stand in bytes " + from
                + " to " + to + " of " + available);
        }
        return new Table(name, type, (int) rows, (int) cols, (int) from, (int) to);
    }

    /**
     * The format's own rule. Else a thousand tables could claim the same bytes, and take a thousand times the file's
     * length.
     */
    private static void requireOneAfterTheOther(Path file, List<Table> tables, int available) {
        int end = 0;
        for (Table table : tables.stream().sorted(Comparator.comparingInt(Table::from).thenComparing(Table::to)).toList()) {
            if (table.from != end) {
                throw damaged(file, "table " + table.name + " is said to start at byte " + table.from + ", but " + end
                    + " is where the one before it ends");
            }
            end = table.to;
        }
        if (end != available) {
            throw damaged(file, "its tables are said to end at byte " + end + " of " + available);
        }
    }

    private static ModelFileException damaged(Path file, String why) {
        return new ModelFileException(file + ": not a complete safetensors file: " + why
            + ". It may be cut off or of another kind; save or download it again.");
    }
}
