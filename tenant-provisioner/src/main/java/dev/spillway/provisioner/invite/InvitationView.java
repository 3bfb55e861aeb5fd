package dev.spillway.provisioner.invite;

import java.time.Instant;

/**
 * An invitation as it is handed over, once: only a hash of the token is kept.
 *
 * @param url where the person accepts it
 */
public record InvitationView(String url, String token, Instant expiresAt) {

    @Override
    public String toString() {
        return "InvitationView[expiresAt=" + expiresAt + "]";
    }
}
