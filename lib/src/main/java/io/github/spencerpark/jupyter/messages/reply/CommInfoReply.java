package io.github.spencerpark.jupyter.messages.reply;

import com.google.gson.annotations.SerializedName;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.ReplyType;
import io.github.spencerpark.jupyter.messages.request.CommInfoRequest;

import java.util.Map;

/**
 * Stands on the class path in the place of the kernel's own class of this name, which leaves out {@code status}. A page
 * that was loaded anew while the kernel was busy for more than four seconds asks which controls there are in this way,
 * and takes an answer without a status for "none": they would never come back.
 */
public class CommInfoReply implements ContentType<CommInfoReply>, ReplyType<CommInfoRequest> {
    public static final MessageType<CommInfoReply> MESSAGE_TYPE = MessageType.COMM_INFO_REPLY;
    public static final MessageType<CommInfoRequest> REQUEST_MESSAGE_TYPE = MessageType.COMM_INFO_REQUEST;

    /** One comm, a line between a thing on the page and one in the kernel. */
    public static class CommInfo {
        @SerializedName("target_name")
        protected final String targetName;

        public CommInfo(String targetName) {
            this.targetName = targetName;
        }

        public String getTargetName() {
            return targetName;
        }
    }

    protected final String status = "ok";
    protected final Map<String, CommInfo> comms;

    /** @param comms by their names */
    public CommInfoReply(Map<String, CommInfo> comms) {
        this.comms = comms;
    }

    public Map<String, CommInfo> getComms() {
        return comms;
    }

    @Override
    public MessageType<CommInfoReply> getType() {
        return MESSAGE_TYPE;
    }

    @Override
    public MessageType<CommInfoRequest> getRequestType() {
        return REQUEST_MESSAGE_TYPE;
    }
}
