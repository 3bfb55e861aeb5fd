package dev.spillway.ingestion.receive;

import dev.spillway.platform.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Reads bodies up to a limit and a deadline. What is too large is refused while it is read: by its
 * declared length before the first byte, otherwise with the first byte too many. Memory is taken as
 * bytes arrive, not as they are announced. Thread-safe.
 */
final class BodyReader {

    /** Little, for whoever sends slowly holds it for long; then what most bodies need. */
    private static final int FIRST_BUFFER = 4 * 1024;

    private static final int SECOND_BUFFER = 16 * 1024;

    private final int limit;
    private final Duration deadline;

    BodyReader(int limit, Duration deadline) {
        this.limit = limit;
        this.deadline = deadline;
    }

    /**
     * To be closed once its sender is answered.
     *
     * @param share what the body's bytes are taken from
     * @throws Refusal if the body is too large, too slow, or breaks off, or if too much is held
     *     already
     */
    HeldBody read(HttpServletRequest request, BodyBudget.Share share) throws Refusal {
        HeldBody body = new HeldBody(share);
        boolean whole = false;
        try {
            read(request, body);
            whole = true;
            return body;
        } finally {
            // Whatever broke, not only what is refused: what it holds would be held until a
            // restart.
            if (!whole) {
                body.close();
            }
        }
    }

    private void read(HttpServletRequest request, HeldBody body) throws Refusal {
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            throw tooLarge();
        }
        long start = System.nanoTime();
        grow(body, (int) Math.min(end(declared), FIRST_BUFFER));
        try {
            InputStream in = request.getInputStream();
            while (declared < 0 || body.size() < declared) {
                if (body.isFull()) {
                    long more = Math.max(body.size() * 2L, SECOND_BUFFER);
                    grow(body, (int) Math.min(more, end(declared)));
                }
                int count = in.read(body.buffer(), body.size(), body.buffer().length - body.size());
                if (count < 0) {
                    break;
                }
                body.add(count);
                check(body.size(), start);
            }
        } catch (IOException e) {
            // The sender fell silent, hung up, was cut off or broke the framing; the container's
            // text is not for him.
            throw Refusal.of(code(e, start)).after(body.size());
        }
    }

    private static void grow(HeldBody body, int capacity) throws Refusal {
        if (!body.grow(capacity)) {
            throw Refusal.of(ErrorCode.OVERLOADED).after(body.size());
        }
    }

    /** Where reading ends: one byte beyond the limit when nobody said how many will come. */
    private long end(long declared) {
        return declared < 0 ? limit + 1L : declared;
    }

    /**
     * The container reports a silent sender as one who hung up, and why as the cause of that; one
     * whose connection was cut for being late as one who hung up, too.
     */
    private ErrorCode code(IOException e, long start) {
        boolean silent =
                e instanceof SocketTimeoutException
                        || e.getCause() instanceof SocketTimeoutException;
        return silent || isLate(start) ? ErrorCode.REQUEST_TIMEOUT : ErrorCode.MALFORMED_REQUEST;
    }

    private boolean isLate(long start) {
        return System.nanoTime() - start > deadline.toNanos();
    }

    private void check(int size, long start) throws Refusal {
        if (size > limit) {
            throw tooLarge().after(size);
        }
        if (isLate(start)) {
            throw Refusal.of(ErrorCode.REQUEST_TIMEOUT).after(size);
        }
    }

    private Refusal tooLarge() {
        return Refusal.of(
                ErrorCode.BODY_TOO_LARGE, "A body has at most %,d bytes.".formatted(limit));
    }
}
