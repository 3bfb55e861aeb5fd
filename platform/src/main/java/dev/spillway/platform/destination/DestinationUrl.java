package dev.spillway.platform.destination;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A URL to which messages may be sent, by what can be seen of it: HTTPS to a host by its usual
 * ports, without anything that a person would not expect in it. What its name leads to is looked at
 * at each message, since a name can change its mind.
 *
 * @param loopback whether it leads to this very machine, which only one-machine mode allows
 */
public record DestinationUrl(URI uri, boolean loopback) {

    /** Longest URL. */
    public static final int MAX_LENGTH = 2_048;

    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);
    private static final Set<String> LOCAL_SUFFIXES =
            Set.of(".localhost", ".local", ".internal", ".home.arpa");

    /**
     * Reads a URL.
     *
     * @param allowLoopback one-machine mode: plain HTTP and any port to this machine's loopback too
     * @throws IllegalArgumentException with what is to be changed
     */
    public static DestinationUrl parse(String text, boolean allowLoopback) {
        URI uri = uri(text);
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException("must be a URL such as https://example.com/hook");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must hold neither a user nor a fragment");
        }
        if (allowLoopback && isLoopback(host) && isHttp(uri)) {
            return new DestinationUrl(uri, true);
        }
        checkPublic(uri, host.toLowerCase(Locale.ROOT));
        return new DestinationUrl(uri, false);
    }

    private static URI uri(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most 2048 characters");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be a URL such as https://example.com/hook");
        }
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static void checkPublic(URI uri, String host) {
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("must begin with https://");
        }
        if (!PORTS.contains(uri.getPort())) {
            throw new IllegalArgumentException("must use port 443 or 8443");
        }
        Optional<InetAddress> address = literal(host);
        if (!address.map(PublicAddresses::isPublic).orElseGet(() -> isPublicName(host))) {
            throw new IllegalArgumentException("must lead to a host on the Internet");
        }
    }

    /** What ends in a number is no name: some would read {@code 0177.0.0.1} as an address. */
    private static boolean isPublicName(String host) {
        int dot = host.lastIndexOf('.');
        return dot > 0
                && dot < host.length() - 1
                && Character.isLetter(host.charAt(dot + 1))
                && LOCAL_SUFFIXES.stream().noneMatch(("." + host)::endsWith);
    }

    /** An address in its usual form and no other; nothing is looked up. */
    private static Optional<InetAddress> literal(String host) {
        try {
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return Optional.of(InetAddress.ofLiteral(bare))
                    .filter(address -> bare.contains(":") || address.getHostAddress().equals(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
