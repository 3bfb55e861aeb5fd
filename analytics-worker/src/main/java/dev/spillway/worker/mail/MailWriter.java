package dev.spillway.worker.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;

/** Writes a {@link Mail} as RFC 5322 has it. Thread-safe. */
final class MailWriter {

    private static final String NAME = "Spillway";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String from;
    private final String domain;
    private final Clock clock;

    /**
     * @param from the address that mails come from
     * @throws IllegalArgumentException if it is none
     */
    MailWriter(String from, Clock clock) {
        try {
            InternetAddress address = new InternetAddress(from, true);
            this.from = address.getAddress();
        } catch (AddressException e) {
            throw new IllegalArgumentException("spillway.mail.from is no e-mail address", e);
        }
        this.domain = this.from.substring(this.from.lastIndexOf('@') + 1);
        this.clock = clock;
    }

    void write(Mail mail, MimeMessage message) throws MessagingException {
        message.setFrom(sender());
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to().text(), true));
        message.setSubject(OneLine.subject(mail.content().subject()), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        // The same at every attempt: a resend is recognised by it.
        message.setHeader("Message-ID", "<" + mail.id() + "@" + domain + ">");
        // RFC 3834: nobody's absence is to be answered to it.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe().toASCIIString() + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.setContent(body(mail.content()));
    }

    private InternetAddress sender() throws MessagingException {
        try {
            return new InternetAddress(from, NAME, UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8 is missing from this JDK", e);
        }
    }

    /** The last is what a reader prefers (RFC 2046, 5.1.4). */
    private static MimeMultipart body(MailContent content) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(content.text(), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(content.html(), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }
}
