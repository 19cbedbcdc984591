package fromscratch.notebook.kernel;

/** How a reader finds the line of a cell that went wrong. */
final class CellLine {
    /** What IJava makes of a line that begins with {@code %word}, a command to itself. */
    private static final String MAGIC = "Magic(new String(Base64.getDecoder()";

    private CellLine() {
    }

    /**
     * Such as {@code in line 2 of this cell: int x = 1 / 0;}.
     *
     * @param statement as JShell was given it, with a semicolon at its end that the cell may lack
     * @param line      of the statement, counted from 1
     * @param cell      the one that runs
     */
    static String of(String statement, int line, String cell) {
        if (statement.contains(MAGIC)) {
            return "  in a line of this cell that begins with %, which the kernel takes for a command";
        }
        String code = statement.lines().skip(Math.max(0, line - 1)).findFirst().orElse("").strip();
        int begin = cell.indexOf(statement);
        if (begin < 0 && statement.endsWith(";")) {
            begin = cell.indexOf(statement.substring(0, statement.length() - 1));
        }
        long before = cell.substring(0, Math.max(0, begin)).chars().filter(c -> c == '\n').count();
        return (begin < 0 ? "  in another cell: " : "  in line " + (before + line) + " of this cell: ") + code;
    }
}
