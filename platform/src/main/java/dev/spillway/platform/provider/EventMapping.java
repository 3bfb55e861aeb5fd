package dev.spillway.platform.provider;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a source's sender, whom no preset knows, tells what in his JSON: the setting {@code
 * mapping}. Pointers are those of RFC 6901, into one event. Immutable and thread-safe.
 *
 * @param events into the body: an array of events, or one; null where the body is the event
 * @param channel by which way events come about
 * @param types what the sender's words mean; a word that is missing is unknown
 * @param rejectReasons why a message did not arrive, by the same words
 * @param fields where each field is; always that of the word
 * @param currency what every amount is in; null where it is a field or there is none
 */
public record EventMapping(
        @Nullable JsonPointer events,
        String channel,
        Map<String, String> types,
        Map<String, String> rejectReasons,
        Map<Field, JsonPointer> fields,
        @Nullable String currency) {

    /** Longer ones map nothing that a person wrote. */
    static final int LONGEST = 4000;

    /** As the API writes them; the worker's enumerations have the same. */
    public static final Set<String> CHANNELS =
            Set.of("email", "sms", "push", "commerce", "crm", "other");

    public static final Set<String> TYPES =
            Set.of(
                    "queued",
                    "sent",
                    "rejected",
                    "failed",
                    "bounced",
                    "deferred",
                    "delivered",
                    "autoresponded",
                    "opened",
                    "clicked",
                    "complained",
                    "unsubscribed",
                    "subscribed",
                    "inbound",
                    "inbound_failed",
                    "unknown",
                    "undelivered",
                    "replied",
                    "opted_out",
                    "ordered",
                    "paid",
                    "payment_failed",
                    "refunded",
                    "cancelled",
                    "checkout_started",
                    "subscription_started",
                    "subscription_renewed",
                    "subscription_cancelled",
                    "contact_created",
                    "contact_updated",
                    "contact_deleted",
                    "deal_created",
                    "deal_updated",
                    "form_submitted");

    public static final Set<String> REJECT_REASONS =
            Set.of("invalid", "bounced", "timed_out", "blocked", "spam", "unsubscribed", "other");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    public EventMapping {
        types = Map.copyOf(types);
        rejectReasons = Map.copyOf(rejectReasons);
        fields = Map.copyOf(fields);
    }

    /** What an event may have, under the name that a mapping gives it. */
    public enum Field {
        TYPE("type"),
        OCCURRED_AT("occurredAt"),
        RECIPIENT("recipient"),
        MESSAGE_ID("messageId"),
        CAMPAIGN("campaign"),
        TAGS("tags"),
        URL("url"),
        USER_AGENT("userAgent"),
        MACHINE("machine"),
        DESCRIPTION("description"),
        AMOUNT("amount"),
        CURRENCY("currency"),
        ID("id");

        private final String member;

        Field(String member) {
            this.member = member;
        }
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException saying what is wrong with it, as behind the setting's name
     */
    public static EventMapping parse(String json) {
        return new Reader(object(json)).read();
    }

    private static JsonNode object(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Falls through: a parser's message says less than this.
        }
        throw new IllegalArgumentException(
                "is no JSON object such as {\"type\": \"/kind\", \"types\": {\"open\": \"opened\"}}");
    }

    /** Takes members out of the object until none is left. */
    private static final class Reader {

        private final JsonNode object;
        private final List<String> read = new ArrayList<>();

        Reader(JsonNode object) {
            this.object = object;
        }

        EventMapping read() {
            JsonPointer events = pointer("events");
            String channel = channel();
            Map<String, String> types = words("types", TYPES);
            Map<String, String> reasons = words("rejectReasons", REJECT_REASONS);
            String currency = currency();
            Map<Field, JsonPointer> fields = new EnumMap<>(Field.class);
            for (Field field : Field.values()) {
                JsonPointer found = pointer(field.member);
                if (found != null) {
                    fields.put(field, found);
                }
            }
            refuseUnknown();
            if (!fields.containsKey(Field.TYPE) || types.isEmpty()) {
                throw wrong("needs \"type\", a pointer, and \"types\", what its values mean");
            }
            return new EventMapping(events, channel, types, reasons, fields, currency);
        }

        private String channel() {
            String channel = text("channel");
            if (channel != null && !CHANNELS.contains(channel)) {
                throw wrong("\"channel\" is one of " + sorted(CHANNELS));
            }
            return channel == null ? "other" : channel;
        }

        /** A code; null where it is a pointer or absent. */
        private @Nullable String currency() {
            String code = text("currency");
            if (code == null || code.startsWith("/")) {
                return null;
            }
            if (!code.matches("[A-Z]{3}")) {
                throw wrong("\"currency\" is a pointer or a code of ISO 4217 such as EUR");
            }
            return code;
        }

        private @Nullable JsonPointer pointer(String name) {
            String text = text(name);
            if (text == null || (name.equals("currency") && !text.startsWith("/"))) {
                return null;
            }
            if (!text.startsWith("/")) {
                throw wrong("\"" + name + "\" is a JSON pointer such as /data/" + name);
            }
            return JsonPointer.compile(text);
        }

        private Map<String, String> words(String name, Set<String> meanings) {
            read.add(name);
            Map<String, String> words = new HashMap<>();
            JsonNode member = object.path(name);
            if (!member.isMissingNode() && !member.isObject()) {
                throw wrong("\"" + name + "\" is an object");
            }
            member.propertyStream()
                    .forEach(each -> words.put(each.getKey(), each.getValue().asString("")));
            if (!meanings.containsAll(words.values())) {
                throw wrong("\"" + name + "\" has values of " + sorted(meanings));
            }
            return words;
        }

        private @Nullable String text(String name) {
            read.add(name);
            JsonNode member = object.path(name);
            if (member.isMissingNode()) {
                return null;
            }
            if (!member.isString()) {
                throw wrong("\"" + name + "\" is a text");
            }
            return member.stringValue();
        }

        private void refuseUnknown() {
            object.propertyNames().stream()
                    .filter(name -> !read.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw wrong("knows no \"" + name + "\"");
                    });
        }

        private static String sorted(Set<String> codes) {
            return String.join(", ", codes.stream().sorted().toList());
        }

        private static IllegalArgumentException wrong(String message) {
            return new IllegalArgumentException(message);
        }
    }
}
