package dev.spillway.platform.signal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;

/** What leaves the door beside webhooks, on a queue of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Rejections.class, name = "rejections"),
    @JsonSubTypes.Type(value = LearntSecret.class, name = "learnt-secret"),
    @JsonSubTypes.Type(value = Quarantined.class, name = "quarantined")
})
public sealed interface Signal permits Rejections, LearntSecret, Quarantined {

    /** UUIDv7 of this signal. */
    UUID id();

    /** Whose signal it is; also the message's group id. */
    UUID tenantId();
}
