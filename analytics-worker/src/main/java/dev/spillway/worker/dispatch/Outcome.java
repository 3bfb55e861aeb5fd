package dev.spillway.worker.dispatch;

/** How an attempt went. */
sealed interface Outcome {

    /** Answered with 2xx, or taken by the mail server. */
    record Delivered() implements Outcome {}

    /**
     * Not delivered.
     *
     * @param error a stable code: {@code http_} and the status, {@code timeout}, {@code
     *     name_unknown}, {@code address_forbidden}, {@code url_invalid}, {@code connection_failed},
     *     {@code answer_too_long}, {@code tls_failed}, {@code no_secret}, {@code message_gone}; of
     *     a mail {@code smtp_} and the reply's code and what else {@link
     *     dev.spillway.worker.mail.MailResult} names
     */
    record Failed(String error) implements Outcome {}

    /**
     * Not delivered, and never will be: trying again would only annoy.
     *
     * @param error as that of {@link Failed}, or {@code confirmation_expired}
     */
    record Refused(String error) implements Outcome {}
}
