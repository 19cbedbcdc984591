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
}
