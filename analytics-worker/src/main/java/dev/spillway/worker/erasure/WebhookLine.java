package dev.spillway.worker.erasure;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.Portrait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A webhook as an export tells of it: others are left out or masked. */
final class WebhookLine {

    private WebhookLine() {}

    static Map<String, Object> of(String kind, Webhook webhook, Portrait portrait) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("id", webhook.id().toString());
        line.put("source_id", webhook.sourceId().toString());
        line.put("provider", webhook.provider());
        line.put("received_at", webhook.receivedAt().toString());
        line.put("method", webhook.method());
        line.put("path", portrait.text(webhook.path()));
        line.put("query", portrait.text(webhook.query()));
        line.put(
                "headers",
                webhook.headers().stream().map(header -> header(header, portrait)).toList());
        line.put("body", portrait.body(webhook));
        return line;
    }

    private static List<String> header(Header header, Portrait portrait) {
        return List.of(header.name(), portrait.text(header.value()));
    }
}
