package dev.spillway.worker.erasure;

import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.job.JobFailedException;
import dev.spillway.worker.job.JobHandler;
import dev.spillway.worker.job.Progress;
import dev.spillway.worker.job.Step;
import dev.spillway.worker.tenant.Tenants;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what is kept of somebody, as lines of JSON, a piece for each step. Others who stand
 * in the same webhooks are left out or masked. Thread-safe.
 */
final class ExportHandler implements JobHandler {

    private final Tenants tenants;
    private final ExportTable exports;
    private final List<Testimony> testimonies;
    private final UnreadRows unread;
    private final ErasureProperties properties;
    private final Clock clock;

    /**
     * A handler.
     *
     * @param testimonies in the order in which they are written
     */
    ExportHandler(
            Tenants tenants,
            ExportTable exports,
            List<Testimony> testimonies,
            UnreadRows unread,
            ErasureProperties properties,
            Clock clock) {
        this.tenants = tenants;
        this.exports = exports;
        this.testimonies = List.copyOf(testimonies);
        this.unread = unread;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public JobKind kind() {
        return JobKind.RECIPIENT_EXPORT;
    }

    @Override
    public Step next(Job job, int items) {
        Subject subject = Subject.of(job, tenants);
        String place = job.place();
        return place == null
                ? () -> begin(job, subject)
                : goOn(job, subject, Place.of(place), items);
    }

    private Progress begin(Job job, Subject subject) {
        Instant now = clock.instant();
        exports.begin(subject, job.id(), now, now.plus(properties.export()));
        Map<String, Object> head =
                Map.of(
                        "kind", "recipient",
                        "hashes", subject.hashes().stream().map(HexFormat.of()::formatHex).toList(),
                        "before", subject.before().toString());
        write(job, List.of(head));
        return new Progress(Place.BEGINNING.toString(), 0, 0, 0);
    }

    private Step goOn(Job job, Subject subject, Place place, int items) {
        Testimony testimony = testimonies.get(place.ground());
        List<UUID> rows = testimony.rows(subject, place.after(), items);
        if (rows.isEmpty()) {
            return () -> new Progress(behind(job, place), 0, 0, 0);
        }
        Testimony.Page page = testimony.read(subject, rows);
        return () -> {
            write(job, page.lines());
            pass(job, testimony.kind(), page.unread());
            int failed = page.unread().size();
            // One webhook may tell of several events.
            int done = Math.min(page.looked() - failed, page.lines().size());
            return new Progress(
                    place.behind(rows.get(page.looked() - 1)).toString(),
                    done,
                    page.looked() - failed - done,
                    failed);
        };
    }

    /** The export says it too: without them it would pass for all that there is. */
    private void pass(Job job, String kind, List<UUID> rows) {
        write(
                job,
                rows.stream()
                        .<Map<String, Object>>map(row ->
                                Map.of("kind", "unreadable", "of", kind, "id", row.toString()))
                        .toList());
        unread.add(job, kind, rows);
    }

    private void write(Job job, List<Map<String, Object>> lines) {
        if (lines.isEmpty()) {
            return;
        }
        byte[] piece =
                lines.stream()
                        .map(line -> JsonMapper.shared().writeValueAsString(line) + "\n")
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8);
        long bytes = exports.add(job.tenantId(), job.id(), piece);
        if (bytes > properties.exportSize().toBytes()) {
            throw new JobFailedException("export_too_large");
        }
    }

    private @Nullable String behind(Job job, Place place) {
        if (place.ground() + 1 < testimonies.size()) {
            return place.nextGround().toString();
        }
        exports.end(job.tenantId(), job.id());
        return null;
    }

    /** Whatever it is about that row, the others are written down, and that it is missing. */
    @Override
    public Step past(Job job, RuntimeException failure) {
        String text = job.place();
        if (text == null) {
            throw failure;
        }
        Place place = Place.of(text);
        Testimony testimony = testimonies.get(place.ground());
        UUID row =
                testimony.first(Subject.of(job, tenants), place.after()).orElseThrow(() -> failure);
        return () -> {
            pass(job, testimony.kind(), List.of(row));
            return new Progress(place.behind(row).toString(), 0, 0, 1);
        };
    }
}
