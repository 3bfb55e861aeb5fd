package dev.spillway.app.subscription;

import dev.spillway.app.audit.AuditLog;
import dev.spillway.app.caller.Actor;
import dev.spillway.app.database.IdentityDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.app.identity.CarriedSecret;
import dev.spillway.platform.destination.EmailAddress;
import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import dev.spillway.platform.tenancy.TenantContext;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Answers of who reads an address. The database holds the SHA-256 of their tokens. */
@Component
class Subscriptions {

    private final IdentityDatabase database;
    private final AuditLog audit;
    private final Clock clock;

    Subscriptions(IdentityDatabase database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a confirmation is for; changes nothing.
     *
     * @throws ProblemException 410 if it is used up, expired or unknown
     */
    Subscription asked(String token) {
        return confirmation(
                database.rows(
                        "CALL find_confirmation(?, ?)",
                        Row.mapper(Subscriptions::subscription),
                        CarriedSecret.hash(token),
                        now()));
    }

    /**
     * Yes. Uses the token up.
     *
     * @throws ProblemException 410 as {@link #asked}
     */
    Subscription confirm(String token) {
        Subscription confirmed =
                database.atomically(() ->
                        confirmation(
                                database.rows(
                                        "CALL confirm_destination(?, ?)",
                                        Row.mapper(Subscriptions::subscription),
                                        CarriedSecret.hash(token),
                                        now())));
        record("destination.confirmed", confirmed);
        return confirmed;
    }

    private static Subscription confirmation(List<Subscription> rows) {
        return rows.stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(ErrorCode.CONFIRMATION_INVALID));
    }

    /** Whether it has ended already. */
    record Found(Subscription subscription, boolean ended) {}

    /**
     * Whom a mail's link belongs to; changes nothing.
     *
     * @throws ProblemException 410 if it is unknown: the tenant has deleted the address
     */
    Found find(String token) {
        return database
                .rows(
                        "CALL find_subscription(?)",
                        Row.mapper(row -> new Found(subscription(row), row.truth("ended"))),
                        CarriedSecret.hash(token))
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(ErrorCode.SUBSCRIPTION_UNKNOWN));
    }

    /**
     * No more, for good. Saying it twice is as good as once.
     *
     * @throws ProblemException 410 as {@link #find}
     */
    Subscription end(String token) {
        Found found = find(token);
        if (!found.ended()) {
            database.atomically(() -> {
                database.call("CALL end_subscription(?, ?)", CarriedSecret.hash(token), now());
                return found;
            });
            record("destination.unsubscribed", found.subscription());
        }
        return found.subscription();
    }

    /** Under the tenant whose log it is, by the name that the log has for the address. */
    private void record(String action, Subscription subscription) {
        TenantContext.run(
                subscription.tenantId(),
                () ->
                        audit.record(
                                new Actor("recipient", subscription.email().masked()),
                                action,
                                subscription.id().toString(),
                                Map.of()));
    }

    private LocalDateTime now() {
        return Row.time(clock.instant());
    }

    private static Subscription subscription(Row row) throws SQLException {
        return new Subscription(
                row.id("id"),
                row.id("tenant_id"),
                row.text("tenant_name"),
                new EmailAddress(row.text("email")));
    }
}
