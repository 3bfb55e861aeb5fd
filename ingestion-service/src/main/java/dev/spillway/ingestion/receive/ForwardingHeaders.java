package dev.spillway.ingestion.receive;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The headers that the trusted proxies write. The other kind is never read: a proxy passes on what
 * it does not know, as its client wrote it.
 */
enum ForwardingHeaders {

    /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. */
    X_FORWARDED {
        @Override
        Told read(HttpServletRequest request, InetAddress peer, Predicate<InetAddress> trusted) {
            List<Optional<InetAddress>> hops =
                    listed(request, "X-Forwarded-For").stream()
                            .map(ForwardingHeaders::address)
                            .toList();
            return new Told(
                    Walk.over(hops, peer, trusted).client(),
                    last(request, "X-Forwarded-Proto"),
                    last(request, "X-Forwarded-Host"),
                    last(request, "X-Forwarded-Port"));
        }
    },

    /** {@code Forwarded} (RFC 7239). */
    FORWARDED {
        @Override
        Told read(HttpServletRequest request, InetAddress peer, Predicate<InetAddress> trusted) {
            List<ForwardedElement> elements =
                    ForwardedElement.parse(Collections.list(request.getHeaders("Forwarded")));
            Walk walk =
                    Walk.over(
                            elements.stream().map(ForwardedElement::client).toList(),
                            peer,
                            trusted);
            Optional<ForwardedElement> outermost = walk.hop().map(elements::get);
            return new Told(
                    walk.client(),
                    outermost.flatMap(ForwardedElement::proto),
                    outermost.flatMap(ForwardedElement::host),
                    Optional.empty());
        }
    };

    /**
     * What the proxies say; never throws.
     *
     * @param peer a trusted proxy, or else nothing is read
     */
    abstract Told read(
            HttpServletRequest request, InetAddress peer, Predicate<InetAddress> trusted);

    /** As they wrote it, but for the address. */
    record Told(
            InetAddress client,
            Optional<String> scheme,
            Optional<String> host,
            Optional<String> port) {}

    static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the nearest proxy wrote: each appends to what it was given. */
    private static Optional<String> last(HttpServletRequest request, String header) {
        List<String> values = listed(request, header);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private static List<String> listed(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            Arrays.stream(line.split(",", -1)).map(String::strip).forEach(values::add);
        }
        return values;
    }

    /**
     * From the peer back to the last address that is no trusted proxy's. What stands before it its
     * sender may have made up. One that cannot be read ends the walk at the proxy that named it.
     *
     * @param hop where it ended: the last that a trusted proxy wrote; none where none did
     */
    private record Walk(InetAddress client, Optional<Integer> hop) {

        static Walk over(
                List<Optional<InetAddress>> hops,
                InetAddress peer,
                Predicate<InetAddress> trusted) {
            Walk walk = new Walk(peer, Optional.empty());
            for (int i = hops.size() - 1; i >= 0 && trusted.test(walk.client()); i--) {
                Optional<InetAddress> hop = hops.get(i);
                walk = new Walk(hop.orElse(walk.client()), Optional.of(i));
                if (hop.isEmpty()) {
                    break;
                }
            }
            return walk;
        }
    }
}
