package fromscratch.data;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class DownloadLinesTest {
    @Test
    void a_line_when_a_file_begins_and_one_when_it_is_there() {
        List<String> lines = new ArrayList<>();
        DownloadLines told = new DownloadLines(lines::add);
        told.waiting();
        told.update("a.gz", 0, -1);
        told.update("a.gz", 500_000, 2_000_000);
        told.update("a.gz", 2_000_000, 2_000_000);
        assertThat(lines).containsExactly("Another program is downloading the same files: waiting for it ...",
            "Downloading a.gz ...", "  2.0 MB");
    }
}
