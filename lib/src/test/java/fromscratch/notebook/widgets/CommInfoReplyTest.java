package fromscratch.notebook.widgets;

import com.google.gson.Gson;
import io.github.spencerpark.jupyter.messages.reply.CommInfoReply;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CommInfoReplyTest {
    @Test
    void the_class_with_a_status_stands_before_the_kernels_own() {
        CommInfoReply reply = new CommInfoReply(Map.of("id", new CommInfoReply.CommInfo("jupyter.widget")));
        assertThat(new Gson().toJson(reply)).isEqualTo("{\"status\":\"ok\",\"comms\":{\"id\":{\"target_name\":\"jupyter.widget\"}}}");
    }
}
