package dev.spillway.worker.mail;

/** What the SMTP server made of a mail. */
public sealed interface MailResult {

    /** It has it, and answers for it from here on. */
    record Sent() implements MailResult {}

    /**
     * Not now.
     *
     * @param error a stable code: {@code smtp_} and the reply's code, {@code timeout}, {@code
     *     connection_failed}, {@code tls_failed}, {@code smtp_login_failed}, {@code
     *     smtp_sender_refused}, {@code email_not_set_up}
     */
    record Deferred(String error) implements MailResult {}

    /**
     * Never: this address, or this mail.
     *
     * @param error {@code smtp_} and the reply's code, or {@code mail_invalid}
     */
    record Refused(String error) implements MailResult {}
}
