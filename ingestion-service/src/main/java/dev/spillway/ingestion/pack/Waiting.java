package dev.spillway.ingestion.pack;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.util.UUID;

/** A webhook whose sender waits for an answer: the thread that made it. */
final class Waiting {

    /** Ids, times and lengths of one webhook in a parcel, rounded up. */
    private static final int FIXED_BYTES = 64;

    private final UUID tenantId;
    private final Webhook webhook;
    private final int bytes;
    private final Ticket ticket;

    /**
     * @param readAt of {@link System#nanoTime()}, when the request's last byte was read
     */
    Waiting(UUID tenantId, Webhook webhook, long readAt) {
        this.tenantId = tenantId;
        this.webhook = webhook;
        this.ticket = new Ticket(readAt);
        this.bytes = bytes(webhook);
    }

    UUID tenantId() {
        return tenantId;
    }

    Webhook webhook() {
        return webhook;
    }

    Ticket ticket() {
        return ticket;
    }

    /** About what it takes in a parcel before compression. */
    int bytes() {
        return bytes;
    }

    private static int bytes(Webhook webhook) {
        int bytes = FIXED_BYTES + webhook.body().length;
        bytes += webhook.path().length() + webhook.query().length();
        for (Header header : webhook.headers()) {
            bytes += header.name().length() + header.value().length() + 2;
        }
        return bytes;
    }
}
