package dev.spillway.app.dashboard;

import dev.spillway.app.metrics.Summary;
import dev.spillway.app.source.SourceView;
import dev.spillway.app.webhook.WebhookView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One look at a tenant.
 *
 * @param delayed whether it could not be refreshed, and is older than it should be
 */
public record Dashboard(
        Summary summary,
        EventMinutes minutes,
        List<WebhookView> webhooks,
        List<Failure> failures,
        List<SourceView> sources,
        boolean delayed) {

    public Dashboard {
        webhooks = List.copyOf(webhooks);
        failures = List.copyOf(failures);
        sources = List.copyOf(sources);
    }

    /** The same look, known to be old. */
    public Dashboard late() {
        return new Dashboard(summary, minutes, webhooks, failures, sources, true);
    }

    /** The parts that are other than they were; all of them where there was nothing before. */
    public Map<String, Object> changedSince(@Nullable Dashboard before) {
        Map<String, Object> changed = new LinkedHashMap<>(parts());
        if (before != null) {
            before.parts().forEach(changed::remove); // removes where the value is the same too
        }
        return changed;
    }

    private Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("summary", summary);
        parts.put("minutes", minutes);
        parts.put("webhooks", webhooks);
        parts.put("failures", failures);
        parts.put("sources", sources);
        parts.put("delayed", delayed);
        return parts;
    }
}
