package dev.spillway.platform.signature;

import java.util.Map;
import java.util.TreeSet;

/**
 * What signing made of a request: headers to add, and the URL and body to send, which differ from
 * those given only where a vendor signs inside them. Immutable but for the body, which is the
 * request's own array where nothing changed.
 */
public final class Signature {

    private final Map<String, String> headers;
    private final String url;
    private final byte[] body;

    private Signature(Map<String, String> headers, String url, byte[] body) {
        this.headers = headers;
        this.url = url;
        this.body = body;
    }

    static Signature inHeaders(Map<String, String> headers, SignedRequest request) {
        return new Signature(Map.copyOf(headers), request.url(), request.body());
    }

    static Signature inUrl(String url, SignedRequest request) {
        return new Signature(Map.of(), url, request.body());
    }

    static Signature inBody(byte[] body, SignedRequest request) {
        return new Signature(Map.of(), request.url(), body);
    }

    /** To be added to the request's own. */
    public Map<String, String> headers() {
        return headers;
    }

    public String url() {
        return url;
    }

    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "Signature" + new TreeSet<>(headers.keySet());
    }
}
