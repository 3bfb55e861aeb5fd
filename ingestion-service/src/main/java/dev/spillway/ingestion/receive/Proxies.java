package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.receive.ForwardingHeaders.Told;
import dev.spillway.platform.signature.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
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
    private final ForwardingHeaders headers;

    /**
     * Takes what is configured.
     *
     * @param headers the kind that the trusted ones write
     */
    Proxies(PublicUrl publicUrl, List<AddressRange> trusted, ForwardingHeaders headers) {
        this.publicUrl = publicUrl;
        this.trusted = List.copyOf(trusted);
        this.headers = headers;
    }

    /** The request's whole URL as its sender wrote it, query included. */
    String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return origin(request) + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private String origin(HttpServletRequest request) {
        return trusted.isEmpty()
                ? publicUrl.text()
                : told(request).map(this::origin).orElse(publicUrl.text());
    }

    private String origin(Told told) {
        String scheme =
                told.scheme()
                        .filter(value -> value.equals("https") || value.equals("http"))
                        .orElse(publicUrl.scheme());
        return told.host()
                .filter(value -> HOST.matcher(value).matches())
                .map(host -> publicUrl.at(scheme, withPort(host, scheme, told)))
                .orElseGet(() -> publicUrl.at(scheme));
    }

    /** Neither a vendor nor anybody else writes the port that a scheme has anyway. */
    private static String withPort(String host, String scheme, Told told) {
        boolean hasPort = host.indexOf(':', host.lastIndexOf(']') + 1) >= 0;
        String usual = scheme.equals("https") ? "443" : "80";
        return told.port()
                .filter(port -> !hasPort && PORT.matcher(port).matches() && !port.equals(usual))
                .map(port -> host + ":" + port)
                .orElse(host);
    }

    /** The address of who sent it: the last that is no trusted proxy's. */
    String clientAddress(HttpServletRequest request) {
        return trusted.isEmpty()
                ? request.getRemoteAddr()
                : told(request).map(Told::client).orElseGet(() -> peer(request)).getHostAddress();
    }

    /** Empty where who would say it is no trusted proxy. */
    private Optional<Told> told(HttpServletRequest request) {
        InetAddress peer = peer(request);
        return isTrusted(peer)
                ? Optional.of(headers.read(request, peer, this::isTrusted))
                : Optional.empty();
    }

    private static InetAddress peer(HttpServletRequest request) {
        return InetAddress.ofLiteral(request.getRemoteAddr());
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
