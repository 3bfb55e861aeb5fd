package dev.spillway.localcloud.topic;

/**
 * An answer other than 200, with the code and status of the SNS API reference ("Common errors" and
 * the errors of each action), so that the SDK makes the same exception of it as on AWS.
 */
final class SnsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    private SnsException(int status, String code, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    static SnsException notFound(String what) {
        return new SnsException(404, "NotFound", what + " does not exist");
    }

    static SnsException invalidParameter(String reason) {
        return new SnsException(400, "InvalidParameter", "Invalid parameter: " + reason);
    }

    static SnsException invalidValue(String reason) {
        return new SnsException(400, "ParameterValueInvalid", reason);
    }

    /** A fault of a batch as a whole; the code says which. */
    static SnsException batch(String code, String reason) {
        return new SnsException(400, code, reason);
    }

    static SnsException unknownAction(String action) {
        return new SnsException(
                400, "InvalidAction", "The action %s is not served here".formatted(action));
    }

    static SnsException tooLarge() {
        return new SnsException(413, "RequestEntityTooLarge", "The request is too large");
    }

    /** The caller may try again: the SDK does so by itself. */
    static SnsException internal(Throwable cause) {
        SnsException exception =
                new SnsException(500, "InternalError", "The request could not be carried out");
        exception.initCause(cause);
        return exception;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    boolean isSendersFault() {
        return status < 500;
    }
}
