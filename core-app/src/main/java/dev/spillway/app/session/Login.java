package dev.spillway.app.session;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.caller.Actor;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.tenancy.TenantContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What happens once a password was found right or wrong. */
@Component
class Login {

    private static final Logger log = LoggerFactory.getLogger(Login.class);

    private final Sessions sessions;
    private final AuditLog audit;

    Login(Sessions sessions, AuditLog audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * Opens a session.
     *
     * @param tenant slug or id of the tenant to work for; null for the first
     * @param address where the person is
     * @return its token
     */
    String open(Account account, @Nullable String tenant, String address) {
        Membership membership = chosen(account.memberships(), tenant);
        String token = sessions.open(account.user().id(), membership.id());
        TenantContext.run(membership.id(), () -> record(account.user(), "session.opened", address));
        return token;
    }

    /**
     * Opens a session for another tenant of the person's. It ends when the one that it follows
     * would have: changing to and fro asks for no password, and so makes none last longer.
     *
     * @param tenant slug or id
     * @param address where the person is
     * @return its token
     */
    String change(Session session, String tenant, String address) {
        Membership membership = chosen(session.memberships(), tenant);
        User user = session.user();
        String token = sessions.open(user.id(), membership.id(), session.expiresAt());
        TenantContext.run(membership.id(), () -> record(user, "session.opened", address));
        return token;
    }

    /**
     * Writes a wrong password into the audit log, beside the request: an account that exists must
     * not be told by the time its refusal takes.
     */
    void refused(Account account, String address) {
        Thread.ofVirtual()
                .name("audit-login")
                .start(() ->
                        account.memberships()
                                .forEach(membership ->
                                        TenantContext.run(
                                                membership.id(), () -> refusal(account, address))));
    }

    private void refusal(Account account, String address) {
        try {
            record(account.user(), "session.refused", address);
        } catch (DataAccessException e) {
            log.warn("a refused login of user {} is not in the audit log", account.user().id(), e);
        }
    }

    private void record(User user, String action, String address) {
        audit.record(
                Actor.user(user.email()), action, user.id().toString(), Map.of("address", address));
    }

    private static Membership chosen(List<Membership> memberships, @Nullable String tenant) {
        if (tenant == null) {
            return memberships.stream()
                    .filter(membership -> !membership.suspended())
                    .findFirst()
                    .orElse(memberships.getFirst());
        }
        return memberships.stream()
                .filter(membership -> membership.isCalled(tenant))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.invalid("tenant", "must be a tenant that you belong to"));
    }
}
