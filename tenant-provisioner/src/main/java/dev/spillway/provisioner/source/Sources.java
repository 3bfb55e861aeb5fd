package dev.spillway.provisioner.source;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.TenantKey;
import dev.spillway.provisioner.keys.RandomToken;
import dev.spillway.provisioner.rows.Rows;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tenants' sources. Thread-safe. */
@Component
public class Sources {

    /** Beyond guessing, and short enough to be copied into a vendor's form. */
    private static final int INGEST_KEY_BITS = 192;

    private final SourceRows stored;
    private final Rows rows;
    private final IngestProperties ingest;
    private final Clock clock;

    Sources(SourceRows stored, Rows rows, IngestProperties ingest, Clock clock) {
        this.stored = stored;
        this.rows = rows;
        this.ingest = ingest;
        this.clock = clock;
    }

    /** A source with an ingest key of its own, not stored yet. */
    public Source make(NewSource source, TenantKey dataKey) {
        return new Source(
                Ids.next(), source, dataKey, RandomToken.ofBits(INGEST_KEY_BITS), clock.instant());
    }

    /**
     * Stores sources. Each takes the lock of the directory's clock until the transaction ends, so
     * this comes last in it.
     */
    public void store(List<Source> sources) {
        rows.insertAll(sources);
    }

    /** A tenant's sources, oldest first. */
    public List<SourceView> of(UUID tenantId) {
        return stored.findByIdTenantIdOrderByIdId(tenantId).stream().map(this::view).toList();
    }

    public SourceView view(Source source) {
        return new SourceView(
                source.id(),
                source.name(),
                source.provider(),
                source.mode(),
                source.status(),
                source.ingestKey(),
                ingest.url(source.ingestKey()),
                source.settings(),
                source.createdAt());
    }
}
