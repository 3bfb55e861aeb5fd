package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Ends the reception of a request. Without a stack trace: a flood of forged requests must not cost
 * more than a flood of genuine ones.
 */
final class Refusal extends Exception {

    private final ErrorCode code;
    private final @Nullable String detail;
    private final long bytesRead;

    private Refusal(ErrorCode code, @Nullable String detail, long bytesRead) {
        super(code.code(), null, false, false);
        this.code = code;
        this.detail = detail;
        this.bytesRead = bytesRead;
    }

    static Refusal of(ErrorCode code) {
        return new Refusal(code, null, 0);
    }

    /**
     * @param detail what the sender can do about it
     */
    static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, 0);
    }

    /**
     * @param bytesRead of the body, before it was refused
     */
    Refusal after(long bytesRead) {
        return new Refusal(code, detail, bytesRead);
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
}
