package dev.spillway.platform.handshake;

import dev.spillway.platform.signature.Verdict.Reason;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a handshake came to. Immutable. */
public sealed interface HandshakeReply {

    /** Somebody asked who cannot be the vendor. */
    record Denied(Reason reason) implements HandshakeReply {}

    /**
     * What the vendor wants to hear. Its content type is never one that a browser renders.
     *
     * @param contentType null where there is no body
     * @param headers to be added
     * @param required null for none
     */
    record Answered(
            int status,
            @Nullable String contentType,
            String body,
            Map<String, String> headers,
            @Nullable HandshakeEffect required)
            implements HandshakeReply {

        public Answered {
            headers = Map.copyOf(headers);
        }

        /** What has to be done, and confirmed, before this may be sent. */
        public Optional<HandshakeEffect> effect() {
            return Optional.ofNullable(required);
        }

        /** A reply may echo a secret. */
        @Override
        public String toString() {
            return "Answered[" + status + "]";
        }
    }

    static HandshakeReply denied(Reason reason) {
        return new Denied(reason);
    }

    /** 200 and nothing else. */
    static HandshakeReply empty() {
        return new Answered(200, null, "", Map.of(), null);
    }

    /** 200 and a text that no browser takes for a page. */
    static HandshakeReply text(String text) {
        return new Answered(200, "text/plain;charset=utf-8", text, Map.of(), null);
    }

    /** 200 and a JSON object of texts. */
    static HandshakeReply json(Map<String, String> object) {
        return new Answered(200, "application/json", BoundedJson.write(object), Map.of(), null);
    }

    /** 200 with a header and no body, once the effect is there. */
    static HandshakeReply header(String name, String value, HandshakeEffect effect) {
        return new Answered(200, null, "", Map.of(name, value), effect);
    }

    /** 200 and nothing else, once the effect is there. */
    static HandshakeReply empty(HandshakeEffect effect) {
        return new Answered(200, null, "", Map.of(), effect);
    }
}
