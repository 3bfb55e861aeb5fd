package dev.spillway.worker.dispatch;

/** How an attempt went. */
sealed interface Outcome {

    /** Answered with 2xx. */
    record Delivered() implements Outcome {}

    /**
     * Not delivered.
     *
     * @param error a stable code: {@code http_} and the status, {@code timeout}, {@code
     *     name_unknown}, {@code address_forbidden}, {@code url_invalid}, {@code connection_failed},
     *     {@code tls_failed}, {@code no_secret}, {@code message_gone}
     */
    record Failed(String error) implements Outcome {}
}
