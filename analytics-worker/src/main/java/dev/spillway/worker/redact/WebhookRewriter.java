package dev.spillway.worker.redact;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.quarantine.HeldRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rewrites what webhooks say of people, wherever in the request they say it. Thread-safe. */
public final class WebhookRewriter {

    private static final int PATH = 2048;
    private static final int EVENT_KEY = 255;

    private final TextRewriter texts;
    private final BodyRewriter bodies;

    public WebhookRewriter(Choice choice) {
        this.texts = new TextRewriter(choice);
        this.bodies = new BodyRewriter(texts);
    }

    /** What rewrites texts by the same choice. */
    public TextRewriter texts() {
        return texts;
    }

    /** What looking took until now, in hashes. */
    public long effort() {
        return texts.effort();
    }

    /** That a webhook came, and nothing of what it said. */
    public static Webhook emptied(Webhook webhook) {
        return new Webhook(
                webhook.id(),
                webhook.sourceId(),
                webhook.provider(),
                webhook.receivedAt(),
                webhook.method(),
                "",
                "",
                List.of(),
                new byte[0],
                null,
                webhook.verification(),
                webhook.test());
    }

    /**
     * The webhook rewritten; empty where it says nothing of them.
     *
     * @throws UnsearchableException if it cannot be looked into
     */
    public Optional<Webhook> rewrite(Webhook webhook) {
        List<Header> headers = headers(webhook.headers());
        byte[] body = body(webhook.headers(), webhook.body());
        String path = rewritten(webhook.path(), PATH);
        String query = texts.rewriteForm(webhook.query());
        String key = eventKey(webhook.eventKey());
        boolean same =
                Arrays.equals(body, webhook.body())
                        && headers.equals(webhook.headers())
                        && path.equals(webhook.path())
                        && query.equals(webhook.query())
                        && (key == null || key.equals(webhook.eventKey()));
        return same
                ? Optional.empty()
                : Optional.of(
                        new Webhook(
                                webhook.id(),
                                webhook.sourceId(),
                                webhook.provider(),
                                webhook.receivedAt(),
                                webhook.method(),
                                path,
                                query,
                                headers,
                                body,
                                key,
                                webhook.verification(),
                                webhook.test()));
    }

    /**
     * Whether a request that is held says anything of them.
     *
     * @throws UnsearchableException if it cannot be looked into
     */
    public boolean concerns(HeldRequest request) {
        return !Arrays.equals(body(request.headers(), request.body()), request.body())
                || !headers(request.headers()).equals(request.headers())
                || !texts.rewriteForm(request.url()).equals(request.url());
    }

    /** Whether a request's path or headers say anything of them. */
    public boolean concerns(String path, List<Header> headers) {
        return !texts.rewriteForm(path).equals(path) || !headers(headers).equals(headers);
    }

    private byte[] body(List<Header> headers, byte[] body) {
        return bodies.rewrite(
                body, value(headers, "Content-Type"), value(headers, "Content-Encoding"));
    }

    private static String value(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    private List<Header> headers(List<Header> headers) {
        return headers.stream()
                .map(header -> new Header(header.name(), texts.rewrite(header.value())))
                .toList();
    }

    private @Nullable String eventKey(@Nullable String key) {
        return key == null ? null : rewritten(key, EVENT_KEY);
    }

    /** What takes an address's place may be longer than it was, and has to fit all the same. */
    private String rewritten(String text, int length) {
        String rewritten = texts.rewrite(text);
        return rewritten.equals(text) || rewritten.length() <= length
                ? rewritten
                : rewritten.substring(0, length);
    }
}
