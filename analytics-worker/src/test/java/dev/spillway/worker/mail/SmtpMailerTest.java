package dev.spillway.worker.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.platform.destination.EmailAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To a real server, and to servers that are none. */
class SmtpMailerTest {

    private static final UUID ID = UUID.fromString("019aa5c2-7d2e-7c51-9a3f-5b0c1d2e3f40");
    private static final URI UNSUBSCRIBE = URI.create("https://app.example/unsubscribe?token=t0k");
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static Mail mail(String subject, String text) {
        return new Mail(
                ID,
                EmailAddress.parse("ana@acme.example"),
                new MailContent(subject, text, "<p>" + text + "</p>"),
                UNSUBSCRIBE);
    }

    private static MimeMessage sent(Mail mail) {
        try (MailServer server = new MailServer()) {
            assertThat(server.mailer().send(mail)).isEqualTo(new MailResult.Sent());
            assertThat(server.mails()).hasSize(1);
            return server.mails().getFirst();
        }
    }

    @Test
    void itSaysWhoItIsForWhatItIsAndHowToEndIt() throws Exception {
        MimeMessage mail = sent(mail("Zwölf Fehler", "Grüße"));

        assertThat(mail.getSubject()).isEqualTo("Zwölf Fehler");
        assertThat(mail.getHeader("To")).containsExactly("ana@acme.example");
        assertThat(mail.getHeader("From")).containsExactly("Spillway <alerts@spillway.example>");
        assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@spillway.example>");
        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<" + UNSUBSCRIBE + ">");
        assertThat(mail.getHeader("List-Unsubscribe-Post"))
                .containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo("Grüße");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: eve@evil.example",
                "x\nBcc: eve@evil.example",
                "x\rBcc: eve@evil.example",
                "x\r\n\r\n<script>alert(1)</script>",
                "x\u0085Bcc: eve@evil.example",
                "x\u2028Bcc: eve@evil.example",
                "é\r\nBcc: eve@evil.example",
                "x\r\n.\r\nMAIL FROM:<eve@evil.example>",
            })
    void noNameBeginsAHeaderOrEndsTheMail(String name) throws Exception {
        MimeMessage mail = sent(mail("[Acme] Signatures fail: " + name, name));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Subject")).hasSize(1);
        assertThat(mail.getSubject()).startsWith("[Acme] Signatures fail: ").doesNotContain("\n");
        assertThat(Arrays.asList(mail.getHeader("Message-ID")))
                .containsExactly("<" + ID + "@spillway.example>");
    }

    @Test
    void whatTurnsTheDirectionOfReadingIsLeftOut() throws Exception {
        assertThat(sent(mail("to \u202Egpj.exe\u202C", "x")).getSubject()).isEqualTo("to gpj.exe");
    }

    @Test
    void aSubjectIsNoNovel() throws Exception {
        assertThat(sent(mail("é".repeat(5_000), "x")).getSubject()).hasSize(160).endsWith("…");
    }

    /** What only this address or this mail is refused for is for good. */
    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, smtp_550, true",
        "RCPT, 451 greylisted, smtp_451, false",
        "RCPT, 452 too many, smtp_452, false",
        "., 554 rejected, smtp_554, true",
        "., 451 later, smtp_451, false",
        "DATA, 503 not now, smtp_503, false",
        "MAIL, 550 you may not, smtp_sender_refused, false",
        "MAIL, 530 log in first, smtp_530, false",
        "MAIL, 421 closing, smtp_421, false",
    })
    void aRefusalIsForGoodOrForNow(String command, String reply, String error, boolean forGood) {
        try (ScriptedSmtp server = new ScriptedSmtp().replying(command, reply)) {
            MailResult result =
                    MailServer.mailer(server.port(), TIMEOUT).send(mail("subject", "text"));

            assertThat(result)
                    .isEqualTo(
                            forGood
                                    ? new MailResult.Refused(error)
                                    : new MailResult.Deferred(error));
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(MailServer.mailer(port, TIMEOUT).send(mail("subject", "text")))
                .isEqualTo(new MailResult.Deferred("connection_failed"));
    }

    @Test
    void aServerThatSaysNothingIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();

            MailResult result =
                    MailServer.mailer(silent.getLocalPort(), TIMEOUT).send(mail("subject", "text"));

            assertThat(result).isEqualTo(new MailResult.Deferred("timeout"));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(TIMEOUT.multipliedBy(3));
        }
    }

    /** Each line comes in time, and the greeting never ends. */
    @Test
    void aServerThatDripsIsLeftAtTheDeadline() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = Thread.ofVirtual().start(() -> drip(server));
            long began = System.nanoTime();

            MailResult result =
                    MailServer.mailer(server.getLocalPort(), TIMEOUT).send(mail("subject", "text"));

            assertThat(result).isEqualTo(new MailResult.Deferred("timeout"));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(TIMEOUT.multipliedBy(3));
            dripping.interrupt();
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(200, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write("220-wait\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | InterruptedException e) {
            // The client has left.
        }
    }

    @Test
    void aSenderThatIsNoAddressIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailWriter("alerts@x\r\nBcc: eve@y", Clock.systemUTC()))
                .withMessageContaining("spillway.mail.from");
    }
}
