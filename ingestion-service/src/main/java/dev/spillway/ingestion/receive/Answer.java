package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.handshake.HandshakeReply;
import dev.spillway.platform.provider.PresetResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a sender hears. */
sealed interface Answer {

    /** The queue holds the webhook; the vendor is told so in the way that it expects. */
    record Accepted(UUID webhookId, PresetResponse response) implements Answer {}

    /**
     * The vendor asked something else than to take a webhook, and this is what it wants to hear.
     */
    record Handshaken(HandshakeReply.Answered reply) implements Answer {}

    /**
     * The source takes other methods.
     *
     * @param allowed separated by commas
     */
    record WrongMethod(String allowed, @Nullable String detail) implements Answer {}

    /**
     * Nothing was taken.
     *
     * @param detail what the sender can do about it
     * @param challenge the authentication scheme that a 401 has to name (RFC 9110, 15.5.2)
     * @param retryAfter when to come again; null where the code decides that
     */
    record Refused(
            ErrorCode code,
            @Nullable String detail,
            String challenge,
            @Nullable Duration retryAfter)
            implements Answer {

        Refused(ErrorCode code, @Nullable String detail, String challenge) {
            this(code, detail, challenge, null);
        }
    }
}
