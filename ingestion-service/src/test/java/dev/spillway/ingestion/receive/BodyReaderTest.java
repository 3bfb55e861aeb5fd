package dev.spillway.ingestion.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.platform.error.ErrorCode;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyReaderTest {

    private static final int LIMIT = 100_000;

    private final BodyBudget budget = new BodyBudget(8L * LIMIT);
    private final BodyBudget.Share share = budget.of(new UUID(0, 1));
    private final BodyReader reader = new BodyReader(LIMIT, Duration.ofMinutes(1));

    @AfterEach
    void everythingWasGivenBack() {
        assertThat(budget.held()).isZero();
    }

    /** A body that comes in pieces, counts what is read of it, and may end in a failure. */
    private static final class Body extends ServletInputStream {
        private final byte[] bytes;
        private final int piece;
        private final IOException end;
        private int position;

        Body(int length, int piece, IOException end) {
            this.bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            this.piece = piece;
            this.end = end;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position == bytes.length) {
                if (end != null) {
                    throw end;
                }
                return -1;
            }
            int count = Math.min(Math.min(length, piece), bytes.length - position);
            System.arraycopy(bytes, position, into, offset, count);
            position += count;
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte is not how a door reads");
        }

        @Override
        public boolean isFinished() {
            return position == bytes.length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static MockHttpServletRequest request(Body body, long declared) {
        return new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                return body;
            }

            @Override
            public long getContentLengthLong() {
                return declared;
            }
        };
    }

    /** What is held is asserted after each test. */
    @Test
    void containerThatBreaksLeavesNothingHeld() {
        ServletInputStream broken =
                new DelegatingServletInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] into, int offset, int length) {
                        throw new IllegalStateException("for the test");
                    }
                };
        MockHttpServletRequest request =
                new MockHttpServletRequest() {
                    @Override
                    public ServletInputStream getInputStream() {
                        return broken;
                    }

                    @Override
                    public long getContentLengthLong() {
                        return 1000;
                    }
                };

        assertThatThrownBy(() -> reader.read(request, share))
                .isInstanceOf(IllegalStateException.class);
    }

    private ErrorCode refusal(Body body, long declared) {
        Refusal refusal =
                catchThrowableOfType(
                        Refusal.class, () -> reader.read(request(body, declared), share));
        assertThat(refusal.bytesRead()).isEqualTo(body.position);
        return refusal.code();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "800, 300",
        "16384, 5000",
        "16385, 8192",
        "99999, 700",
        "100000, 65536"
    })
    void bodyIsReadByteForByte(int length, int piece) throws Exception {
        for (long declared : new long[] {length, -1}) {
            Body body = new Body(length, piece, null);
            try (HeldBody read = reader.read(request(body, declared), share)) {
                assertThat(read.bytes()).isEqualTo(body.bytes);
                assertThat(budget.held()).isEqualTo(length);
            }
        }
    }

    @Test
    void declaredTooLargeIsRefusedBeforeTheFirstByte() {
        Body body = new Body(LIMIT + 1, 8192, null);

        assertThat(refusal(body, LIMIT + 1L)).isEqualTo(ErrorCode.BODY_TOO_LARGE);
        assertThat(body.position).isZero();
        assertThat(refusal(new Body(1, 1, null), Long.MAX_VALUE))
                .isEqualTo(ErrorCode.BODY_TOO_LARGE);
    }

    @Test
    void undeclaredTooLargeIsRefusedWithTheFirstByteTooMany() {
        Body body = new Body(LIMIT * 10, 8192, null);

        assertThat(refusal(body, -1)).isEqualTo(ErrorCode.BODY_TOO_LARGE);
        assertThat(body.position).isEqualTo(LIMIT + 1);
    }

    @Test
    void silenceIsATimeout() {
        assertThat(refusal(new Body(10, 10, new SocketTimeoutException()), 20))
                .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
        IOException asTomcatSaysIt = new IOException(new SocketTimeoutException());
        assertThat(refusal(new Body(10, 10, asTomcatSaysIt), 20))
                .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    }

    @Test
    void brokenOffIsMalformed() {
        assertThat(refusal(new Body(10, 10, new EOFException()), 20))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void tricklingPastTheDeadlineIsATimeout() {
        BodyReader hasty = new BodyReader(LIMIT, Duration.ofNanos(1));

        Refusal refusal =
                catchThrowableOfType(
                        Refusal.class, () -> hasty.read(request(new Body(50, 1, null), 50), share));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
        assertThat(refusal.bytesRead()).isLessThan(50);
    }

    @Test
    void tenantWhoHasTakenHisPartLeavesTheOthersTheirs() throws Exception {
        try (HeldBody first = reader.read(request(new Body(LIMIT, 8192, null), LIMIT), share);
                HeldBody second = reader.read(request(new Body(LIMIT, 8192, null), LIMIT), share)) {
            assertThat(first.bytes().length + second.bytes().length).isEqualTo(2 * LIMIT);
            assertThat(refusal(new Body(10, 10, null), 10)).isEqualTo(ErrorCode.OVERLOADED);

            BodyBudget.Share other = budget.of(new UUID(0, 2));
            try (HeldBody third = reader.read(request(new Body(LIMIT, 8192, null), LIMIT), other)) {
                assertThat(third.bytes()).hasSize(LIMIT);
            }
        }
    }

    /** What all hold is bounded too, however many they are. */
    @Test
    void manyTenantsTogetherHoldNoMoreThanTheWhole() {
        BodyBudget small = new BodyBudget(100);
        for (int i = 0; i < 4; i++) {
            assertThat(small.of(new UUID(1, i)).take(25)).isTrue();
        }

        assertThat(small.of(new UUID(1, 9)).take(1)).isFalse();
        small.of(new UUID(1, 0)).giveBack(25);
        assertThat(small.of(new UUID(1, 9)).take(1)).isTrue();
        assertThat(small.held()).isEqualTo(76);
    }

    /** What is announced takes nothing; what has come counts until its sender is answered. */
    @Test
    void whatDoesNotFitBesideTheOthersIsRefusedAndItsPartGivenBack() throws Exception {
        try (HeldBody first = reader.read(request(new Body(LIMIT, 8192, null), LIMIT), share);
                HeldBody second = reader.read(request(new Body(50_000, 8192, null), -1), share)) {
            assertThat(first.bytes()).hasSize(LIMIT);
            assertThat(second.bytes()).hasSize(50_000);

            Body third = new Body(LIMIT, 8192, null);
            assertThat(refusal(third, LIMIT)).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(third.position).isBetween(16_384, 50_000);
            assertThat(budget.held()).isEqualTo(150_000);
        }

        try (HeldBody fits = reader.read(request(new Body(LIMIT, 8192, null), LIMIT), share)) {
            assertThat(fits.bytes()).hasSize(LIMIT);
        }
    }
}
