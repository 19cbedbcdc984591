package fromscratch.notebook;

import fromscratch.eval.Calibration;
import fromscratch.eval.ConfusionMatrix;
import fromscratch.linalg.Matrix;
import fromscratch.nn.History;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TablesTest {
    private static final ConfusionMatrix TWO_CATS_TAKEN_FOR_DOGS =
        ConfusionMatrix.of(new int[] {0, 0, 0, 1}, new int[] {0, 1, 1, 1}, 2);

    @Test
    void a_row_for_each_bin_of_confidences_that_is_not_empty() {
        Matrix probabilities = Matrix.of(Matrix.row(0.75f, 0.25f), Matrix.row(0.75f, 0.25f), Matrix.row(0.875f, 0.125f));
        assertThat(Tables.head(Tables.of(Calibration.of(probabilities, new int[] {0, 1, 0}, 10)), 9).text()).isEqualTo("""
            confidence %  examples  mean confidence %  right %
            70 to 80             2               75.0       50
            80 to 90             1               87.5      100""");
    }

    @Test
    void html_in_names_and_cells_is_shown_as_text() {
        Html html = Tables.head(Table.create("<script>alert(1)</script>",
            StringColumn.create("<i>", "<b>\"'&")), 5);
        assertThat(html.html()).doesNotContain("<script>", "<i>", "<b>")
            .contains("&lt;script&gt;", "&lt;i&gt;", "&lt;b&gt;&quot;&#39;&amp;");
        assertThat(html.text()).contains("<script>alert(1)</script>", "<b>\"'&");
    }

    @Test
    void only_the_first_rows_are_shown_and_the_others_counted() {
        Table table = Table.create("", IntColumn.create("i", IntStream.range(0, 60_000).toArray()));
        assertThat(Tables.head(table, 2).text()).isEqualTo("i\n0\n1\n… 59,998 more rows");
        assertThat(Tables.head(table.first(3), 2).text()).endsWith("… 1 more row");
        assertThat(Tables.head(table.first(2), 2).text()).isEqualTo("i\n0\n1");
    }

    @Test
    void numbers_stand_below_each_other_on_the_right_and_text_on_the_left() {
        Html html = Tables.head(Table.create("", StringColumn.create("name", "Ada", "Al"),
            DoubleColumn.create("share", 0.5, 12.25), DoubleColumn.create("gap", 1, Double.NaN)), 5);
        assertThat(html.text()).isEqualTo("""
            name  share  gap
            Ada    0.50    1
            Al    12.25    –""");
        assertThat(html.html()).contains("<td align=\"left\" style=\"text-align: left\">Ada</td>",
            "<td align=\"right\" style=\"text-align: right\">12.25</td>");
    }

    @Test
    void no_colour_of_text_or_page_is_fixed() {
        assertThat(Tables.of(TWO_CATS_TAKEN_FOR_DOGS, List.of("cat", "dog")).html()).doesNotContain(" color:", "#");
    }

    @Test
    void a_row_of_the_confusion_table_is_a_true_class() {
        assertThat(Tables.of(TWO_CATS_TAKEN_FOR_DOGS, List.of("cat", "dog")).text()).isEqualTo("""
            true ↓  predicted →  cat  dog
            cat                    1    2
            dog                    ·    1
            2 of 4 correct: 50.00 %""");
    }

    @Test
    void scores_of_each_class_and_their_mean() {
        assertThat(Tables.head(Tables.perClass(TWO_CATS_TAKEN_FOR_DOGS, List.of("cat", "dog")), 9).text()).isEqualTo("""
            class          precision %  recall %  F1 %  support
            cat                 100.00     33.33    50        3
            dog                  33.33    100.00    50        1
            macro average        66.67     66.67    50        4""");
    }

    @Test
    void each_class_needs_a_name() {
        assertThatThrownBy(() -> Tables.of(TWO_CATS_TAKEN_FOR_DOGS, List.of("cat")))
            .hasMessageContaining("2 classes").hasMessageContaining("1 names");
    }

    @Test
    void a_history_without_its_times_and_without_a_validation_that_was_not() {
        History history = new History(List.of(new History.Epoch(1, 0.5, 0.87654, Double.NaN, Double.NaN, 123.456)));
        assertThat(Tables.head(Tables.of(history), 9).text()).isEqualTo("""
            epoch  training loss  training accuracy %
                1            0.5                87.65""");
    }

    @Test
    void a_large_matrix_shows_its_corners() {
        Html html = Tables.of(Matrix.zeros(100, 50));
        assertThat(html.html()).contains("Matrix 100×50", "<b>99</b>", ">49</th>", "⋮", "…").doesNotContain("<b>50</b>");
    }
}
