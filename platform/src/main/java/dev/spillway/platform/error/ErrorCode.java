package dev.spillway.platform.error;

import java.util.Locale;

/**
 * Every error a client can be told, by its stable code. Clients branch on the code: one may be
 * added, none renamed.
 */
public enum ErrorCode {
    MALFORMED_REQUEST(ErrorCategory.MALFORMED, "The request cannot be read"),
    INVALID_INPUT(ErrorCategory.INVALID, "The request is not valid"),
    RANGE_OLDER_THAN_RAW(
            ErrorCategory.INVALID, "The range begins before the oldest raw webhooks that are kept"),
    NOT_AUTHENTICATED(ErrorCategory.UNAUTHENTICATED, "Log in or send an API key"),
    SIGNATURE_MISSING(ErrorCategory.UNAUTHENTICATED, "The signature is missing"),
    SIGNATURE_INVALID(ErrorCategory.UNAUTHENTICATED, "The signature is wrong"),
    TIMESTAMP_OUTSIDE_TOLERANCE(
            ErrorCategory.UNAUTHENTICATED, "The timestamp is too old or too new"),
    CREDENTIALS_INVALID(ErrorCategory.UNAUTHENTICATED, "The credentials are wrong"),
    ADDRESS_NOT_ALLOWED(ErrorCategory.FORBIDDEN, "The source takes nothing from this address"),
    CSRF_TOKEN_INVALID(ErrorCategory.FORBIDDEN, "The X-CSRF-TOKEN header is missing or wrong"),
    NOT_ALLOWED(ErrorCategory.FORBIDDEN, "This needs a right that you do not have"),
    TENANT_SUSPENDED(ErrorCategory.FORBIDDEN, "The tenant is suspended"),
    NOT_FOUND(ErrorCategory.NOT_FOUND, "There is no such thing"),
    SOURCE_UNKNOWN(ErrorCategory.NOT_FOUND, "No source has this ingest key"),
    METHOD_NOT_ALLOWED(ErrorCategory.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE(ErrorCategory.NOT_ACCEPTABLE, "The answer cannot take the form asked for"),
    REQUEST_TIMEOUT(ErrorCategory.TIMEOUT, "The request took too long to arrive"),
    CONFLICT(ErrorCategory.CONFLICT, "This contradicts what is there"),
    CHANGED_MEANWHILE(
            ErrorCategory.CONFLICT,
            "Somebody else changed this meanwhile; look at it as it is now"),
    SLUG_TAKEN(ErrorCategory.CONFLICT, "Another tenant has this slug"),
    IDEMPOTENCY_KEY_REUSED(
            ErrorCategory.CONFLICT, "This Idempotency-Key was used for another request"),
    SOURCE_DELETED(ErrorCategory.GONE, "The source was deleted"),
    INVITATION_INVALID(ErrorCategory.GONE, "The invitation is used up, expired or unknown"),
    CONFIRMATION_INVALID(ErrorCategory.GONE, "The confirmation is used up, expired or unknown"),
    SUBSCRIPTION_UNKNOWN(ErrorCategory.GONE, "Nothing is sent by this link any more"),
    BODY_TOO_LARGE(ErrorCategory.TOO_LARGE, "The body is too large"),
    CONTENT_TYPE_UNSUPPORTED(ErrorCategory.UNSUPPORTED_TYPE, "The content type is not supported"),
    CONTENT_ENCODING_UNSUPPORTED(
            ErrorCategory.UNSUPPORTED_TYPE, "The content encoding is not supported"),
    RATE_EXCEEDED(ErrorCategory.THROTTLED, "Too many requests"),
    TOO_MANY_REQUESTS(
            ErrorCategory.THROTTLED,
            "As much is under way for this tenant as may be at once; let some of it end"),
    TOO_MANY_JOBS(ErrorCategory.THROTTLED, "Too many jobs are under way; let some of them end"),
    TOO_MANY_DESTINATIONS(
            ErrorCategory.CONFLICT, "There are as many destinations as there may be; delete one"),
    EMAIL_NOT_SET_UP(
            ErrorCategory.CONFLICT,
            "This installation sends no e-mail: its operators have to set it up"),
    ADDRESS_UNCONFIRMED(
            ErrorCategory.CONFLICT, "The address has not been confirmed by who reads it"),
    ADDRESS_CONFIRMED(ErrorCategory.CONFLICT, "The address is confirmed already"),
    ADDRESS_UNSUBSCRIBED(ErrorCategory.CONFLICT, "Who reads the address wants no more of this"),
    INTERNAL_ERROR(ErrorCategory.INTERNAL, "Something went wrong here"),
    SOURCE_PAUSED(ErrorCategory.UNAVAILABLE, "The source is paused"),
    QUEUE_UNAVAILABLE(ErrorCategory.UNAVAILABLE, "The queue did not confirm in time"),
    CERTIFICATE_UNAVAILABLE(
            ErrorCategory.UNAVAILABLE, "The certificate to check the signature cannot be had"),
    OVERLOADED(ErrorCategory.UNAVAILABLE, "Too much is under way here at once"),
    SERVICE_UNAVAILABLE(ErrorCategory.UNAVAILABLE, "The service is not ready");

    private final ErrorCategory category;
    private final String title;

    ErrorCode(ErrorCategory category, String title) {
        this.category = category;
        this.title = title;
    }

    /**
     * The stable code in {@code problem+json}, counters and rejections: {@code signature_missing}.
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ErrorCategory category() {
        return category;
    }

    /** One short sentence for a person, the same for every occurrence. */
    public String title() {
        return title;
    }
}
