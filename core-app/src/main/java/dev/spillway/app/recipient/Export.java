package dev.spillway.app.recipient;

import java.time.Instant;
import java.util.UUID;

/**
 * What is kept of somebody, written down.
 *
 * @param id that of the job which writes it
 * @param recipientHash of whom
 * @param bytes of the file
 * @param complete whether it is finished; not before it can be fetched
 * @param expiresAt when it goes
 */
record Export(
        UUID id,
        String recipientHash,
        long bytes,
        boolean complete,
        Instant createdAt,
        Instant expiresAt) {}
