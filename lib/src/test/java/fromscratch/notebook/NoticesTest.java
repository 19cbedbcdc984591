package fromscratch.notebook;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoticesTest {
    @Test
    void built_in_digits_are_announced_with_the_reason() {
        Html notice = Notices.builtInDigits("There is no MNIST in <data>.");
        assertThat(notice.text()).startsWith("⚠ This run uses the built-in digits, not MNIST.")
            .contains("There is no MNIST in <data>.", "yours will differ");
        assertThat(notice.html()).contains("There is no MNIST in &lt;data&gt;.").doesNotContain(" color:");
    }

    @Test
    void clothes_that_are_not_all_of_them_are_announced() {
        assertThat(Notices.someClothes(900).text()).startsWith("⚠ This run uses 900 images of Fashion-MNIST, not all 70,000.")
            .contains("data/README.md");
        assertThat(Notices.noClothes("It is not there.").text()).startsWith("⚠ This run uses the built-in digits instead of clothes.")
            .contains("It is not there.", "yours will differ");
    }
}
