package dev.spillway.platform.error;

/** What kind of failure an error is; decides its HTTP status and whether trying again can help. */
public enum ErrorCategory {
    MALFORMED,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    TIMEOUT,
    CONFLICT,
    GONE,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    INVALID,
    THROTTLED,
    INTERNAL,
    UNAVAILABLE;

    /** The one place where an error becomes an HTTP status (RFC 9110). */
    public int status() {
        return switch (this) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case TIMEOUT -> 408;
            case CONFLICT -> 409;
            case GONE -> 410;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_TYPE -> 415;
            case INVALID -> 422;
            case THROTTLED -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }
}
