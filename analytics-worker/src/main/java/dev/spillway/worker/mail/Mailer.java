package dev.spillway.worker.mail;

/** The way out for mails. Implementations are thread-safe. */
public interface Mailer {

    /** One attempt. Throws nothing. */
    MailResult send(Mail mail);
}
