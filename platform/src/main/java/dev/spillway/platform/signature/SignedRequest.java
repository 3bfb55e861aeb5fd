package dev.spillway.platform.signature;

/**
 * A request as its signature sees it. The body is not copied, since signatures are over the raw
 * bytes of every request at full rate: nobody may change the array while the request is in use, and
 * then it may be shared between threads.
 */
public final class SignedRequest {

    private final String method;
    private final String url;
    private final RequestHeaders headers;
    private final byte[] body;
    private final String clientAddress;

    /**
     * Takes the parts as they are.
     *
     * @param method in capitals, as in HTTP
     * @param url the public URL as the vendor sees it, query included; never the address behind a
     *     proxy
     * @param body as it came, still compressed where it came so; empty for none
     */
    public SignedRequest(String method, String url, RequestHeaders headers, byte[] body) {
        this(method, url, headers, body, "");
    }

    /**
     * Likewise.
     *
     * @param clientAddress the sender's, not that of a proxy before the door; empty when unknown
     */
    public SignedRequest(
            String method, String url, RequestHeaders headers, byte[] body, String clientAddress) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.clientAddress = clientAddress;
    }

    public String method() {
        return method;
    }

    public String url() {
        return url;
    }

    /** The URL without its query. */
    public String address() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** The query as it came, without its question mark; empty where there is none. */
    public String query() {
        int query = url.indexOf('?');
        return query < 0 ? "" : url.substring(query + 1);
    }

    public RequestHeaders headers() {
        return headers;
    }

    /** The body itself, not a copy. */
    public byte[] body() {
        return body;
    }

    /** Where it came from; empty when unknown. */
    public String clientAddress() {
        return clientAddress;
    }

    @Override
    public String toString() {
        return "SignedRequest[" + method + ", " + body.length + " bytes]";
    }
}
