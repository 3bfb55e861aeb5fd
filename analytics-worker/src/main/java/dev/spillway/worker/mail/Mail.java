package dev.spillway.worker.mail;

import dev.spillway.platform.destination.EmailAddress;
import java.net.URI;
import java.util.UUID;

/**
 * One mail.
 *
 * @param id stable: makes the {@code Message-ID}, so that whoever gets it twice knows by it
 * @param unsubscribe answers a POST by sending no more (RFC 8058)
 */
public record Mail(UUID id, EmailAddress to, MailContent content, URI unsubscribe) {

    /** Without what is in it: a link may be a secret. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
