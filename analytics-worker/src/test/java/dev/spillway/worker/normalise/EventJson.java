package dev.spillway.worker.normalise;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Normalised events as golden files hold them: the fields of the API, those that are there. */
final class EventJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EventJson() {}

    static String of(Normalised normalised) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", normalised.outcome().code());
        json.put("events", normalised.events().stream().map(EventJson::fields).toList());
        return JSON.writeValueAsString(json) + "\n";
    }

    private static Map<String, Object> fields(NormalisedEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("channel", event.channel().code());
        fields.put("type", event.type().code());
        fields.put("occurredAt", event.occurredAt().toString());
        fields.put("recipient", event.recipient());
        fields.put("messageId", event.messageId());
        fields.put("campaign", event.campaign());
        fields.put("tags", event.tags().isEmpty() ? null : event.tags());
        fields.put("url", event.url());
        fields.put("userAgent", event.userAgent());
        fields.put("machine", event.machine() ? true : null);
        fields.put(
                "rejectReason", event.rejectReason() == null ? null : event.rejectReason().code());
        fields.put("description", event.description());
        fields.put("amount", event.amount() == null ? null : event.amount().minorUnits());
        fields.put("currency", event.amount() == null ? null : event.amount().currency());
        fields.put("providerEventId", event.providerEventId());
        fields.put("suppresses", event.suppresses() ? true : null);
        fields.values().removeIf(value -> value == null);
        return fields;
    }
}
