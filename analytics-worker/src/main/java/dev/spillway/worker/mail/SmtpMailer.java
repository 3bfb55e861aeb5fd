package dev.spillway.worker.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Hands mails to an SMTP server, each over a connection of its own. An attempt ends at its
 * deadline, however slowly the server goes on: its timeouts are for a single reply. Thread-safe.
 */
final class SmtpMailer implements Mailer, AutoCloseable {

    private final JavaMailSender sender;
    private final MailWriter writer;
    private final Duration timeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SmtpMailer(JavaMailSender sender, MailWriter writer, Duration timeout) {
        this.sender = sender;
        this.writer = writer;
        this.timeout = timeout;
    }

    @Override
    public MailResult send(Mail mail) {
        MimeMessage message = sender.createMimeMessage();
        try {
            writer.write(mail, message);
        } catch (MessagingException e) {
            return new MailResult.Refused("mail_invalid");
        }
        return untilDeadline(threads.submit(() -> deliver(message)));
    }

    private MailResult deliver(MimeMessage message) {
        try {
            sender.send(message);
            return new MailResult.Sent();
        } catch (MailException e) {
            return SmtpFailure.of(e);
        }
    }

    /** Interrupting a virtual thread closes the socket that it reads from. */
    private MailResult untilDeadline(Future<MailResult> attempt) {
        try {
            return attempt.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new MailResult.Deferred("timeout");
        } catch (ExecutionException e) {
            return new MailResult.Deferred("connection_failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MailResult.Deferred("timeout");
        } finally {
            attempt.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
