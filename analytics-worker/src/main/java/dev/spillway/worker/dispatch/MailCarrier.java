package dev.spillway.worker.dispatch;

import dev.spillway.platform.destination.EmailAddress;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.mail.AppLinks;
import dev.spillway.worker.mail.Mail;
import dev.spillway.worker.mail.MailContent;
import dev.spillway.worker.mail.MailResult;
import dev.spillway.worker.mail.Mailer;
import dev.spillway.worker.mail.Subscriber;
import dev.spillway.worker.mail.Wording;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails messages. Thread-safe. */
final class MailCarrier {

    private static final String NAMES =
            """
            SELECT t.name AS tenant, d.name FROM destination d JOIN tenant t ON t.id = d.tenant_id
            WHERE d.tenant_id = ? AND d.id = ?
            """;

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Mailer mailer;
    private final Wording wording;
    private final AppLinks links;

    MailCarrier(JdbcClient jdbc, Secrets secrets, Mailer mailer, Wording wording, AppLinks links) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.mailer = mailer;
        this.wording = wording;
        this.links = links;
    }

    Route to(Destination destination, EmailAddress address) {
        List<String> tokens = secrets.of(destination);
        if (tokens.isEmpty()) {
            return _ -> new Outcome.Failed("no_secret");
        }
        Optional<Subscriber> reader = reader(destination, tokens.getFirst());
        return message ->
                reader.map(found -> send(destination, address, found, message))
                        .orElseGet(() -> new Outcome.Failed("message_gone"));
    }

    /** Empty where the destination was deleted since its turn began. */
    private Optional<Subscriber> reader(Destination destination, String token) {
        return jdbc.sql(NAMES)
                .params(Ids.bytes(destination.tenantId()), Ids.bytes(destination.id()))
                .query((row, _) ->
                        new Subscriber(
                                row.getString("tenant"),
                                row.getString("name"),
                                links.unsubscription(token)))
                .optional();
    }

    private Outcome send(
            Destination destination,
            EmailAddress address,
            Subscriber reader,
            DeliveryRows.Waiting message) {
        if (message.confirmation()) {
            return secrets.confirmation(destination, message.id())
                    .map(token -> wording.confirmation(reader, links.confirmation(token)))
                    .map(content -> send(address, reader, message, content))
                    .orElseGet(() -> new Outcome.Refused("confirmation_expired"));
        }
        if (message.test()) {
            return send(address, reader, message, wording.test(reader));
        }
        if (message.payload() == null) {
            return new Outcome.Failed("message_gone");
        }
        return send(address, reader, message, wording.alert(reader, message.payload()));
    }

    private Outcome send(
            EmailAddress address,
            Subscriber reader,
            DeliveryRows.Waiting message,
            MailContent content) {
        return switch (mailer.send(
                new Mail(message.id(), address, content, reader.unsubscribe()))) {
            case MailResult.Sent _ -> new Outcome.Delivered();
            case MailResult.Deferred(String error) -> new Outcome.Failed(error);
            case MailResult.Refused(String error) -> new Outcome.Refused(error);
        };
    }
}
