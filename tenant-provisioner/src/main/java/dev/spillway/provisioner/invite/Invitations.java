package dev.spillway.provisioner.invite;

import dev.spillway.platform.id.Ids;
import dev.spillway.provisioner.keys.RandomToken;
import dev.spillway.provisioner.rows.RowId;
import dev.spillway.provisioner.rows.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Invites people to a tenant. Thread-safe. */
@Component
public class Invitations {

    private static final int TOKEN_BITS = 256;

    private final Rows rows;
    private final AppProperties app;
    private final InvitationProperties properties;
    private final Clock clock;

    Invitations(Rows rows, AppProperties app, InvitationProperties properties, Clock clock) {
        this.rows = rows;
        this.app = app;
        this.properties = properties;
        this.clock = clock;
    }

    /** Invites a person to administer a tenant. */
    public InvitationView invite(UUID tenantId, Invitee invitee) {
        String token = RandomToken.ofBits(TOKEN_BITS);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(properties.validFor());
        rows.insert(
                new Invitation(
                        new RowId(tenantId, Ids.next()),
                        invitee,
                        RandomToken.hash(token),
                        now,
                        expiresAt));
        return new InvitationView(app.invitationUrl(token), token, expiresAt);
    }
}
