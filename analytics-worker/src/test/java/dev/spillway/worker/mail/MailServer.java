package dev.spillway.worker.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** An SMTP server on this machine that keeps what it gets. */
public final class MailServer implements AutoCloseable {

    public static final String FROM = "alerts@spillway.example";

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    public MailServer() {
        server.start();
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    public List<MimeMessage> mails() {
        return List.of(server.getReceivedMessages());
    }

    /** One as the worker has it, that hands its mails to this server. */
    public Mailer mailer() {
        return mailer(port(), Duration.ofSeconds(5));
    }

    /** One that hands its mails to whatever listens there. */
    public static Mailer mailer(int port, Duration timeout) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.connectiontimeout", "1000");
        properties.setProperty("mail.smtp.timeout", "1000");
        properties.setProperty("mail.smtp.writetimeout", "1000");
        return new SmtpMailer(sender, new MailWriter(FROM, Clock.systemUTC()), timeout);
    }

    @Override
    public void close() {
        server.stop();
    }
}
