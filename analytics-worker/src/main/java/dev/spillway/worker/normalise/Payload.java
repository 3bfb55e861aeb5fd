package dev.spillway.worker.normalise;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One webhook as a normaliser sees it. */
record Payload(Webhook webhook) {

    private static final Pattern JSON_TYPE = Pattern.compile("[^;]*[/+]json\\s*(;.*)?");

    /**
     * A tree takes up to eighty bytes a token, whose text may be a single one: 16 KB of gzip are 4
     * MB of {@code [{},{},…]}, and would be some hundred MB of heap. Vendors' largest batches, two
     * thousand events of thirty fields, have half as many. Depth and length of texts stay within
     * Jackson's own limits.
     */
    private static final int MOST_TOKENS = 250_000;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // A double has fifteen digits, an amount may have more.
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

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
        return JSON_TYPE.matcher(type()).matches();
    }

    private String type() {
        return header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The body as JSON, inflated first where the vendor compressed it.
     *
     * @throws UnreadablePayloadException if it is none, or holds a number whose exponent nothing
     *     can hold
     */
    Fields json() throws UnreadablePayloadException {
        return parse(plain());
    }

    /**
     * What a vendor sends as he likes or is told to: JSON if it says so, else a form, else the
     * query of a request without a body.
     *
     * @throws UnreadablePayloadException if it is neither
     */
    Fields parameters() throws UnreadablePayloadException {
        if (saysJson()) {
            return json();
        }
        byte[] plain = plain();
        if (plain.length == 0) {
            return Form.parse(webhook.query());
        }
        if (!type().startsWith("application/x-www-form-urlencoded")) {
            throw new UnreadablePayloadException("neither JSON nor a form");
        }
        return Form.parse(new String(plain, StandardCharsets.UTF_8));
    }

    private byte[] plain() throws UnreadablePayloadException {
        return Inflating.plain(webhook.body(), header("Content-Encoding").orElse(""));
    }

    /**
     * JSON that a vendor has put into a text.
     *
     * @throws UnreadablePayloadException if it is none
     */
    static Fields parse(String json) throws UnreadablePayloadException {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Fields parse(byte[] json) throws UnreadablePayloadException {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isMissingNode()) {
                throw new UnreadablePayloadException("empty");
            }
            return new Fields(node);
        } catch (JacksonException | NumberFormatException e) {
            // Without the cause: a parser's message quotes what it read.
            throw new UnreadablePayloadException("not JSON: " + e.getClass().getSimpleName());
        }
    }

    /** One event that is all of the payload. */
    @SafeVarargs
    final List<VendorEvent> only(Fields fields, Optional<String>... words) {
        return List.of(VendorEvent.of(this, fields, words));
    }

    /** The items of an array, or the one thing that stands where several might. */
    static List<Fields> oneOrMore(Fields fields) {
        return fields.isArray() ? fields.items() : List.of(fields);
    }
}
