package dev.spillway.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final HandSetClock clock = new HandSetClock();
    private final LoginThrottle throttle =
            new LoginThrottle(new LoginProperties(3, 10, WINDOW), clock);

    private void fail(int times, String account, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt(account, address)).isEmpty();
        }
    }

    @Test
    void anAccountWaitsForTheRestOfTheWindow() {
        fail(3, "ana", "1.1.1.1");
        clock.advance(Duration.ofMinutes(5));

        assertThat(throttle.attempt("ana", "1.1.1.1")).contains(Duration.ofMinutes(10));
        clock.advance(Duration.ofMinutes(10));
        assertThat(throttle.attempt("ana", "1.1.1.1")).isEmpty();
    }

    @Test
    void nobodyLocksOutWhoComesFromElsewhere() {
        fail(3, "ana", "6.6.6.6");

        assertThat(throttle.attempt("ana", "1.1.1.1")).isEmpty();
    }

    @Test
    void anAddressThatTriesManyAccountsWaitsToo() {
        for (int i = 0; i < 10; i++) {
            fail(1, "account" + i, "6.6.6.6");
        }

        assertThat(throttle.attempt("another", "6.6.6.6")).contains(WINDOW);
    }

    /** Whoever has one has 2^64 of them. */
    @Test
    void theAddressesOfAnIpv6NetworkAreOne() {
        fail(1, "ana", "2001:db8:1:2::1");
        fail(1, "ana", "2001:db8:1:2:ffff:ffff:ffff:ffff");
        fail(1, "ana", "2001:0DB8:0001:0002:a:b:c:d");

        assertThat(throttle.attempt("ana", "2001:db8:1:2::2")).contains(WINDOW);
        assertThat(throttle.attempt("ana", "2001:db8:1:3::1")).isEmpty();
    }

    @Test
    void anIpv6NetworkThatTriesManyAccountsWaitsToo() {
        for (int i = 0; i < 10; i++) {
            fail(1, "account" + i, "2001:db8:1:2::" + i);
        }

        assertThat(throttle.attempt("another", "2001:db8:1:2::abc")).contains(WINDOW);
    }

    @Test
    void whoGetsInFromAnotherAddressOfHisNetworkIsForgiven() {
        fail(3, "ana", "2001:db8:1:2::1");

        throttle.succeeded("ana", "2001:db8:1:2::2");

        fail(3, "ana", "2001:db8:1:2::3");
    }

    @Test
    void anIpv4AddressIsOneHoweverItIsWritten() {
        fail(3, "ana", "::ffff:6.6.6.6");

        assertThat(throttle.attempt("ana", "6.6.6.6")).contains(WINDOW);
        assertThat(throttle.attempt("ana", "6.6.6.7")).isEmpty();
    }

    @Test
    void whoGetsInIsForgiven() {
        fail(2, "ana", "1.1.1.1");
        fail(1, "ana", "1.1.1.1");
        throttle.succeeded("ana", "1.1.1.1");

        fail(3, "ana", "1.1.1.1");
    }

    @Test
    void aRightPasswordDoesNotForgiveTheAddress() {
        for (int i = 0; i < 9; i++) {
            fail(1, "victim" + i, "6.6.6.6");
        }
        fail(1, "attacker", "6.6.6.6");
        throttle.succeeded("attacker", "6.6.6.6");

        fail(1, "victim9", "6.6.6.6");
        assertThat(throttle.attempt("victim10", "6.6.6.6")).isPresent();
    }

    @Test
    void theMemoryIsBounded() {
        for (int i = 0; i < 100_000; i++) {
            throttle.attempt("account" + i, "address" + i);
        }

        assertThat(throttle.remembered()).isLessThanOrEqualTo(20_000);
    }

    private static final class HandSetClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
