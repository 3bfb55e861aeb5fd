package dev.spillway.app.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down who tries passwords: per account and address, and per address over all accounts. Of
 * IPv6 a network of 64 bits is one address, since that is the least that anybody is given. In the
 * memory of one instance, bounded; the least recently used entries go first. An account alone is
 * never locked, or anybody could lock anybody out. Thread-safe.
 */
@Component
public class LoginThrottle {

    private static final int REMEMBERED = 20_000;

    /** Of an IPv6 address: its first 64 bits (RFC 4291, 2.5.1; what is delegated: RFC 6177). */
    private static final int NETWORK_BYTES = 8;

    private final LoginProperties properties;
    private final Clock clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>(256, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > REMEMBERED;
                }
            };

    LoginThrottle(LoginProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Counts an attempt before its password is checked, so that attempts made at once do not slip
     * through together.
     *
     * @return how long to wait, when the attempt must not be made
     */
    public synchronized Optional<Duration> attempt(String account, String remote) {
        String address = counted(remote);
        Instant now = clock.instant();
        Failures mine = remembered(pair(account, address), now);
        Failures all = remembered(address, now);
        if (mine.count() >= properties.attempts()) {
            return Optional.of(wait(mine, now));
        }
        if (all.count() >= properties.attemptsPerAddress()) {
            return Optional.of(wait(all, now));
        }
        failures.put(pair(account, address), mine.plus(1));
        failures.put(address, all.plus(1));
        return Optional.empty();
    }

    /** Takes back the attempts on an account whose password was then right. */
    public synchronized void succeeded(String account, String remote) {
        String address = counted(remote);
        failures.remove(pair(account, address));
        failures.computeIfPresent(address, (key, all) -> all.plus(-1));
    }

    /** How many entries there are, never more than the bound. */
    synchronized int remembered() {
        return failures.size();
    }

    private Failures remembered(String key, Instant now) {
        Failures known = failures.get(key);
        return known == null || !now.isBefore(known.since().plus(properties.window()))
                ? new Failures(0, now)
                : known;
    }

    private Duration wait(Failures known, Instant now) {
        return Duration.between(now, known.since().plus(properties.window()));
    }

    /** An address as it is counted; what is none, as a proxy may write it, stands for itself. */
    private static String counted(String remote) {
        try {
            InetAddress address = InetAddress.ofLiteral(remote);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return remote;
        }
    }

    private static String pair(String account, String address) {
        return account + " from " + address;
    }

    private record Failures(int count, Instant since) {
        Failures plus(int more) {
            return new Failures(Math.max(0, count + more), since);
        }
    }
}
