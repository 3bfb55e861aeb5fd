package dev.spillway.worker.normalise;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One webhook as a normaliser sees it. */
record Payload(Webhook webhook) {

    /** Depth and length of texts stay within Jackson's own limits. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** The first header of this name, whatever its case. */
    Optional<String> header(String name) {
        return webhook.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The vendor's key of this webhook, where its preset knows one. */
    Optional<String> eventKey() {
        return Optional.ofNullable(webhook.eventKey());
    }

    boolean saysJson() {
        return header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.matches("[^;]*[/+]json\\s*(;.*)?"))
                .isPresent();
    }

    /**
     * The body as JSON, inflated first where the vendor compressed it.
     *
     * @throws UnreadablePayloadException if it is none
     */
    Fields json() throws UnreadablePayloadException {
        byte[] plain = Inflating.plain(webhook.body(), header("Content-Encoding").orElse(""));
        try {
            JsonNode node = JSON.readTree(plain);
            if (node.isMissingNode()) {
                throw new UnreadablePayloadException("empty");
            }
            return new Fields(node);
        } catch (JacksonException e) {
            // Without the cause: a parser's message quotes what it read.
            throw new UnreadablePayloadException("not JSON: " + e.getClass().getSimpleName());
        }
    }
}
