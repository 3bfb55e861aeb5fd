package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads bodies up to a limit and a deadline. What is too large is refused while it is read: by its
 * declared length before the first byte, otherwise with the first byte too many. Memory is taken as
 * bytes arrive, not as they are announced. Thread-safe.
 */
final class BodyReader {

    private static final int FIRST_BUFFER = 16 * 1024;

    private final int limit;
    private final Duration deadline;

    BodyReader(int limit, Duration deadline) {
        this.limit = limit;
        this.deadline = deadline;
    }

    /**
     * @throws Refusal if the body is too large, too slow, or breaks off
     */
    byte[] read(HttpServletRequest request) throws Refusal {
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            throw tooLarge();
        }
        long start = System.nanoTime();
        byte[] buffer = new byte[(int) Math.min(end(declared), FIRST_BUFFER)];
        int size = 0;
        try {
            InputStream body = request.getInputStream();
            while (declared < 0 || size < declared) {
                if (size == buffer.length) {
                    buffer = Arrays.copyOf(buffer, (int) Math.min(size * 2L, end(declared)));
                }
                int count = body.read(buffer, size, buffer.length - size);
                if (count < 0) {
                    break;
                }
                size += count;
                check(size, start);
            }
        } catch (IOException e) {
            // The sender fell silent, hung up or broke the framing; the container's text is not for
            // him.
            throw Refusal.of(code(e)).after(size);
        }
        return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
    }

    /** Where reading ends: one byte beyond the limit when nobody said how many will come. */
    private long end(long declared) {
        return declared < 0 ? limit + 1L : declared;
    }

    /** The container reports a silent sender as one who hung up, and why as the cause of that. */
    private static ErrorCode code(IOException e) {
        boolean silent =
                e instanceof SocketTimeoutException
                        || e.getCause() instanceof SocketTimeoutException;
        return silent ? ErrorCode.REQUEST_TIMEOUT : ErrorCode.MALFORMED_REQUEST;
    }

    private void check(int size, long start) throws Refusal {
        if (size > limit) {
            throw tooLarge().after(size);
        }
        if (System.nanoTime() - start > deadline.toNanos()) {
            throw Refusal.of(ErrorCode.REQUEST_TIMEOUT).after(size);
        }
    }

    private Refusal tooLarge() {
        return Refusal.of(
                ErrorCode.BODY_TOO_LARGE, "A body has at most %,d bytes.".formatted(limit));
    }
}
