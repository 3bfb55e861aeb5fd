package dev.spillway.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.mail.MailResult;
import dev.spillway.worker.mail.MailServer;
import dev.spillway.worker.mail.Mailer;
import dev.spillway.worker.mail.ScriptedSmtp;
import dev.spillway.worker.outbox.OutboxMessage;
import dev.spillway.worker.outbox.OutboxRows;
import dev.spillway.worker.sql.Rows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** From the outbox to somebody's inbox, as the worker's database user, by a real SMTP server. */
@CloudTest(parts = Part.DATABASE)
@ExtendWith(OutputCaptureExtension.class)
class MailDispatchIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String DAY = "+ INTERVAL 1 DAY";

    private static WorkerDatabase database;
    private static HikariDataSource pool;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private MailServer server;
    private TenantFixture tenant;

    @BeforeAll
    static void openPool(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        pool = database.pool();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    @BeforeEach
    void open() {
        server = new MailServer();
        tenant = database.tenant("sendgrid");
        // Those of other tests have nothing to do with this one.
        database.owner().update("UPDATE destination SET enabled = FALSE");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void tell() {
        tellBy(server.mailer());
    }

    /** Every turn that is due, to its end. */
    private void tellBy(Mailer mailer) {
        try (Dispatcher dispatcher = DispatchFixture.dispatcher(pool, 8, TIMEOUT, mailer, meters)) {
            dispatcher.beginDue();
        }
    }

    private UUID alert() {
        return alert("SendGrid");
    }

    private UUID alert(String source) {
        UUID id = Ids.next();
        String payload =
                """
                {"id":"%s","type":"alert.firing","alert":{"kind":"bounce_rate","measure":"share",
                 "value":0.07,"basis":300,"threshold":0.05,"breachedAt":"2026-11-21T10:00:00Z",
                 "source":{"name":"%s"}}}
                """
                        .formatted(id, source);
        new OutboxRows(new Rows(new JdbcTemplate(pool)))
                .add(
                        List.of(
                                new OutboxMessage(
                                        tenant.id(),
                                        id,
                                        "alerts",
                                        "alert.firing",
                                        payload,
                                        Instant.now())));
        return id;
    }

    private List<String> ids() {
        return server.mails().stream().map(MailDispatchIT::id).toList();
    }

    private static String id(MimeMessage mail) {
        try {
            String id = mail.getMessageID();
            return id.substring(1, id.indexOf('@'));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> delivery() {
        return database.row("delivery", tenant.id());
    }

    private static void passTime() {
        database.owner().update("UPDATE destination SET next_at = NULL");
        database.owner().update("UPDATE delivery SET next_at = NULL");
    }

    private double attempts(String outcome) {
        return meters.counter(DispatchMetrics.ATTEMPTS, "kind", "email", "outcome", outcome)
                .count();
    }

    @Test
    void whoConfirmedGetsAnAlertOnce() throws Exception {
        Inbox inbox = Inbox.of(database, tenant, "On call").confirmed();
        UUID id = alert();

        tell();
        tell();

        assertThat(ids()).containsExactly(id.toString());
        MimeMessage mail = server.mails().getFirst();
        assertThat(mail.getSubject()).isEqualTo("[Acme] Too many bounces: SendGrid");
        assertThat(mail.getHeader("To")).containsExactly(Inbox.ADDRESS);
        assertThat(mail.getHeader("List-Unsubscribe"))
                .containsExactly(
                        "<"
                                + DispatchFixture.APP
                                + "/unsubscribe?token="
                                + inbox.unsubscribe()
                                + ">");
        assertThat(GreenMailUtil.getWholeMessage(mail)).contains("On call", inbox.unsubscribe());
        assertThat(delivery()).containsEntry("status", "delivered").containsEntry("attempts", 1);
        assertThat(attempts("delivered")).isEqualTo(1);
    }

    @Test
    void whoHasNotConfirmedGetsTheQuestionAndNothingElse() {
        Inbox inbox = Inbox.of(database, tenant, "On call");
        UUID before = alert();
        // Even what got among the deliveries somehow.
        database.owner()
                .update(
                        "INSERT INTO delivery (tenant_id, destination_id, message_id, created_at)"
                                + " VALUES (?, ?, ?, UTC_TIMESTAMP(3))",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(inbox.id()),
                        Ids.bytes(before));
        UUID question = inbox.asked(DAY);

        tell();
        tell();

        assertThat(ids()).containsExactly(question.toString());
        assertThat(GreenMailUtil.getWholeMessage(server.mails().getFirst()))
                .contains("/confirm?token=yes-" + question, inbox.unsubscribe())
                .doesNotContain("On call");
    }

    @Test
    void whatCameBeforeTheYesIsNotSentAfterwards() {
        Inbox inbox = Inbox.of(database, tenant, "On call");
        alert();
        inbox.confirmed();
        UUID after = alert();

        tell();

        assertThat(ids()).containsExactly(after.toString());
    }

    @Test
    void aQuestionThatFailsIsAskedAgainByTheSameMail() {
        Inbox inbox = Inbox.of(database, tenant, "On call");
        UUID question = inbox.asked(DAY);
        try (ScriptedSmtp busy = new ScriptedSmtp().replying(".", "451 later")) {
            tellBy(MailServer.mailer(busy.port(), TIMEOUT));
        }
        assertThat(delivery())
                .containsEntry("status", "waiting")
                .containsEntry("error", "smtp_451");
        assertThat(database.row("destination", tenant.id()))
                .containsEntry("failures", 1)
                .containsEntry("last_error", "smtp_451");

        tell();
        assertThat(server.mails()).isEmpty();
        passTime();
        tell();

        assertThat(ids()).containsExactly(question.toString());
        assertThat(GreenMailUtil.getWholeMessage(server.mails().getFirst()))
                .contains("yes-" + question);
        assertThat(attempts("smtp_451")).isEqualTo(1);
    }

    @Test
    void aQuestionWhoseTimeIsOverIsNotAsked() {
        Inbox.of(database, tenant, "On call").asked("- INTERVAL 1 SECOND");

        tell();

        assertThat(server.mails()).isEmpty();
        assertThat(delivery())
                .containsEntry("status", "given_up")
                .containsEntry("error", "confirmation_expired");
    }

    @Test
    void anAddressThatIsRefusedIsNotTriedAgain() {
        Inbox.of(database, tenant, "On call").confirmed();
        alert();
        try (ScriptedSmtp strict = new ScriptedSmtp().replying("RCPT", "550 no such user")) {
            tellBy(MailServer.mailer(strict.port(), TIMEOUT));
        }
        passTime();
        tell();

        assertThat(server.mails()).isEmpty();
        assertThat(delivery())
                .containsEntry("status", "given_up")
                .containsEntry("error", "smtp_550")
                .containsEntry("attempts", 1)
                .extractingByKey("finished_at")
                .isNotNull();
        assertThat(meters.counter(DispatchMetrics.GIVEN_UP).count()).isEqualTo(1);
    }

    @Test
    void whoUnsubscribesGetsNoMoreNorWhatIsOnItsWay() {
        Inbox inbox = Inbox.of(database, tenant, "On call").confirmed();
        alert();
        inbox.unsubscribed();
        alert();

        tell();

        assertThat(server.mails()).isEmpty();
        assertThat(delivery())
                .containsEntry("status", "given_up")
                .containsEntry("error", "unsubscribed");
    }

    @Test
    void anotherTenantsAlertsGoElsewhere() {
        Inbox.of(database, database.tenant("sendgrid"), "Stranger").confirmed();
        Inbox.of(database, tenant, "On call").confirmed();
        UUID mine = alert();

        tell();

        assertThat(ids()).containsExactly(mine.toString());
    }

    @Test
    void whatATenantNamedBeginsNoHeaderAndIsNoMarkup() throws Exception {
        Inbox.of(database, tenant, "x\r\nBcc: eve@evil.example").confirmed();
        alert("<img src=x>\\r\\nBcc: eve@evil.example");

        tell();

        MimeMessage mail = server.mails().getFirst();
        assertThat(server.mails()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).contains("<img src=x> Bcc: eve@evil.example");
        assertThat(GreenMailUtil.getWholeMessage(mail)).contains("&lt;img src=3Dx&gt;");
    }

    @Test
    void withoutAServerItWaitsAndNothingOfItIsLogged(CapturedOutput output) {
        Inbox inbox = Inbox.of(database, tenant, "On call");
        UUID question = inbox.asked(DAY);

        tellBy(_ -> new MailResult.Deferred("email_not_set_up"));
        tellBy(MailServer.mailer(1, TIMEOUT));

        assertThat(delivery())
                .containsEntry("status", "waiting")
                .containsEntry("error", "email_not_set_up");
        assertThat(output.getAll())
                .doesNotContain(Inbox.ADDRESS, inbox.unsubscribe(), "yes-" + question);
    }
}
