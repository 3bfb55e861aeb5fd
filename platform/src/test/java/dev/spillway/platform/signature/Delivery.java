package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request that a test puts together, signs, and then spoils. Not thread-safe. */
public final class Delivery {

    private final Map<String, List<String>> headers = new TreeMap<>();
    private String url = "https://in.spillway.example/in/key";
    private byte[] body = {};

    private Delivery() {}

    public static Delivery of(String body) {
        return new Delivery().body(body.getBytes(StandardCharsets.UTF_8));
    }

    public static Delivery of(byte[] body) {
        return new Delivery().body(body);
    }

    public Delivery body(byte[] bytes) {
        body = bytes.clone();
        return this;
    }

    public Delivery alterBody() {
        body[body.length / 2] ^= 1;
        return this;
    }

    public Delivery url(String value) {
        url = value;
        return this;
    }

    /** Adds a value after those the header has. */
    public Delivery header(String name, String value) {
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        return this;
    }

    public Delivery without(String name) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        return this;
    }

    public Delivery signed(Signer signer, Instant at) {
        Signature signature = signer.sign(request(), at);
        signature
                .headers()
                .forEach((name, value) -> {
                    without(name);
                    header(name, value);
                });
        url = signature.url();
        return body(signature.body());
    }

    /** Every header under another spelling of its name. */
    public Delivery spellHeaders(java.util.function.UnaryOperator<String> spelling) {
        Map<String, List<String>> spelt = new TreeMap<>();
        headers.forEach((name, values) -> spelt.put(spelling.apply(name), values));
        headers.clear();
        headers.putAll(spelt);
        return this;
    }

    /** Every header twice, the first time with a value that is not the sender's. */
    public Delivery precedeEachBy(String value) {
        headers.replaceAll((_, values) -> {
            List<String> twice = new ArrayList<>(List.of(value));
            twice.addAll(values);
            return twice;
        });
        return this;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public String header(String name) {
        return request().headers().first(name).orElseThrow();
    }

    public SignedRequest request() {
        return new SignedRequest("POST", url, RequestHeaders.of(headers), body);
    }
}
