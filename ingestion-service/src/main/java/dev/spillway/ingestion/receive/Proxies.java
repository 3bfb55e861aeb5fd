package dev.spillway.ingestion.receive;

import dev.spillway.platform.signature.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What proxies say of a request: the URL its sender used, which several vendors sign, and the
 * address he has. Only those that are configured are believed; what anybody else writes into the
 * same headers changes nothing. Thread-safe.
 */
final class Proxies {

    /** A name, an IPv4 address or one of IPv6 in brackets, and perhaps a port. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final PublicUrl publicUrl;
    private final List<AddressRange> trusted;

    Proxies(PublicUrl publicUrl, List<AddressRange> trusted) {
        this.publicUrl = publicUrl;
        this.trusted = List.copyOf(trusted);
    }

    /** The request's whole URL as its sender wrote it, query included. */
    String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return origin(request) + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private String origin(HttpServletRequest request) {
        if (!isTrusted(request)) {
            return publicUrl.text();
        }
        String scheme =
                last(request, "X-Forwarded-Proto")
                        .filter(value -> value.equals("https") || value.equals("http"))
                        .orElse(publicUrl.scheme());
        return last(request, "X-Forwarded-Host")
                .filter(value -> HOST.matcher(value).matches())
                .map(host -> publicUrl.at(scheme, withPort(host, scheme, request)))
                .orElseGet(() -> publicUrl.at(scheme));
    }

    /** Neither a vendor nor anybody else writes the port that a scheme has anyway. */
    private static String withPort(String host, String scheme, HttpServletRequest request) {
        boolean hasPort = host.indexOf(':', host.lastIndexOf(']') + 1) >= 0;
        String usual = scheme.equals("https") ? "443" : "80";
        return last(request, "X-Forwarded-Port")
                .filter(port -> !hasPort && PORT.matcher(port).matches() && !port.equals(usual))
                .map(port -> host + ":" + port)
                .orElse(host);
    }

    /**
     * The address of who sent it: the last one in {@code X-Forwarded-For} that is no trusted
     * proxy's. What stands before it its sender may have made up. One that cannot be read ends the
     * search at the proxy that named it.
     */
    String clientAddress(HttpServletRequest request) {
        return trusted.isEmpty() ? request.getRemoteAddr() : client(request).getHostAddress();
    }

    private InetAddress client(HttpServletRequest request) {
        InetAddress client = InetAddress.ofLiteral(request.getRemoteAddr());
        List<String> hops = values(request, "X-Forwarded-For");
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<InetAddress> hop = address(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get();
        }
        return client;
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isTrusted(HttpServletRequest request) {
        return !trusted.isEmpty() && isTrusted(InetAddress.ofLiteral(request.getRemoteAddr()));
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    /** What the nearest proxy wrote: each appends to what it was given. */
    private static Optional<String> last(HttpServletRequest request, String header) {
        List<String> values = values(request, header);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            Arrays.stream(line.split(",", -1)).map(String::strip).forEach(values::add);
        }
        return values;
    }
}
