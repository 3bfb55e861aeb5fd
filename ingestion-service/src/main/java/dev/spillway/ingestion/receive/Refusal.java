package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends the reception of a request. Without a stack trace: a flood of forged requests must not cost
 * more than a flood of genuine ones.
 */
final class Refusal extends Exception {

    private final ErrorCode code;
    private final @Nullable String detail;
    private final long bytesRead;
    private final @Nullable Duration retryAfter;

    private Refusal(
            ErrorCode code,
            @Nullable String detail,
            long bytesRead,
            @Nullable Duration retryAfter) {
        super(code.code(), null, false, false);
        this.code = code;
        this.detail = detail;
        this.bytesRead = bytesRead;
        this.retryAfter = retryAfter;
    }

    static Refusal of(ErrorCode code) {
        return new Refusal(code, null, 0, null);
    }

    /**
     * @param detail what the sender can do about it
     */
    static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, 0, null);
    }

    /**
     * @param bytesRead of the body, before it was refused
     */
    Refusal after(long bytesRead) {
        return new Refusal(code, detail, bytesRead, retryAfter);
    }

    /**
     * Says when to come again, where that follows from what was asked for and not from the code.
     */
    Refusal retryAfter(Duration wait) {
        return new Refusal(code, detail, bytesRead, wait);
    }

    ErrorCode code() {
        return code;
    }

    @Nullable String detail() {
        return detail;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
