package dev.spillway.worker.reject;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.signal.Rejections;
import dev.spillway.worker.redact.WebhookRewriter;
import dev.spillway.worker.rollup.Rollups;
import dev.spillway.worker.sql.HeaderText;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.UtcTime;
import dev.spillway.worker.store.ParcelClaims;
import dev.spillway.worker.store.StoreTables;
import dev.spillway.worker.tombstone.Erased;
import dev.spillway.worker.tombstone.ErasedPeople;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts a signal's rejections and keeps its samples, once. Thread-safe. */
public final class RejectionStore {

    private static final Insert INSERT =
            Insert.of(
                    "INSERT INTO rejection (tenant_id, id, source_id, at, reason, method,"
                            + " path, headers, size_bytes)");

    /** A refused request may be absurd; its sample is cut to what the columns take. */
    private static final int PATH = 2048;

    private static final int METHOD = 16;

    private final StoreTables tables;
    private final ErasedPeople people;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public RejectionStore(
            StoreTables tables, ErasedPeople people, TransactionTemplate transaction, Clock clock) {
        this.tables = tables;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Stores a signal unless it was stored before.
     *
     * @throws RuntimeException whatever the database or the transaction threw; nothing is stored
     */
    public void store(Rejections signal) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(_ -> write(signal, now));
    }

    /** A sample with somebody who was erased meanwhile is counted and not kept. */
    private void write(Rejections signal, Instant now) {
        Erased erased = people.hold(signal.tenantId());
        ParcelClaims.Key claim = new ParcelClaims.Key(signal.tenantId(), signal.id());
        if (!new ParcelClaims(tables.rows()).claim(claim, now)) {
            return;
        }
        tables.rows().insert(INSERT, samples(signal, erased), RejectionStore::row);
        Rollups rollups = new Rollups();
        signal.counts()
                .forEach(count ->
                        rollups.rejected(
                                signal.tenantId(),
                                count.sourceId(),
                                count.minute(),
                                count.reason(),
                                count.count()));
        tables.rollups().add(rollups);
    }

    private static List<Sampled> samples(Rejections signal, Erased erased) {
        return signal.counts().stream()
                .flatMap(count ->
                        count.samples().stream().map(sample -> new Sampled(signal, count, sample)))
                .filter(sampled -> !erased.areIn(sampled.sample().at(), sampled::holds))
                .sorted(Comparator.comparing(sampled -> sampled.sample().id().toString()))
                .toList();
    }

    private static @Nullable Object[] row(Sampled sampled) {
        Rejections.Sample sample = sampled.sample();
        return new @Nullable Object[] {
            Ids.bytes(sampled.signal().tenantId()),
            Ids.bytes(sample.id()),
            Ids.bytes(sampled.count().sourceId()),
            UtcTime.column(sample.at()),
            sampled.count().reason(),
            cut(sample.method(), METHOD),
            cut(sample.path(), PATH),
            HeaderText.of(sample.headers()),
            sample.size()
        };
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }

    private record Sampled(Rejections signal, Rejections.Count count, Rejections.Sample sample) {

        boolean holds(WebhookRewriter people) {
            return people.concerns(sample.path(), sample.headers());
        }
    }
}
