package dev.spillway.app.session;

import dev.spillway.app.caller.Caller;
import java.time.Instant;
import java.util.List;

/**
 * A session that is open.
 *
 * @param memberships all of the person's; one of them is current
 */
public record Session(User user, List<Membership> memberships, Instant expiresAt) {

    public Session {
        memberships = List.copyOf(memberships);
    }

    /** The person, at work for the session's tenant. */
    public Caller.Person person() {
        Membership current =
                memberships.stream().filter(Membership::current).findFirst().orElseThrow();
        return new Caller.Person(
                user.id(),
                user.email(),
                user.name(),
                current.role(),
                current.id(),
                current.suspended());
    }
}
