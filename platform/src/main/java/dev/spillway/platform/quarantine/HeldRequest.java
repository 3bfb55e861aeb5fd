package dev.spillway.platform.quarantine;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refused request with all that judging it again takes: under which header the mended source will
 * look for its signature nobody knows yet, so every header is here, secrets included. It leaves the
 * process sealed, or not at all.
 *
 * @param method HTTP method
 * @param url the public URL as the vendor sees it, query included
 * @param path what followed the ingest key
 * @param headers all, each line a header of its own, in the order in which they came
 * @param body as it came; shared, not copied
 * @param clientAddress where it came from; empty when unknown
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are handed on
public record HeldRequest(
        String method,
        String url,
        String path,
        List<Header> headers,
        byte[] body,
        String clientAddress) {

    public HeldRequest {
        headers = List.copyOf(headers);
    }

    /** As its signature sees it. */
    public SignedRequest signed() {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (Header header : headers) {
            byName.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value());
        }
        return new SignedRequest(method, url, RequestHeaders.of(byName), body, clientAddress);
    }

    /** Roughly what it holds of the heap. */
    public long weight() {
        long characters = (long) url.length() + path.length();
        for (Header header : headers) {
            characters += header.name().length() + header.value().length();
        }
        return body.length + characters;
    }

    @Override
    public String toString() {
        return "HeldRequest[%s, %d bytes]".formatted(method, body.length);
    }
}
