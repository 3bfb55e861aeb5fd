package dev.spillway.app.source;

import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The bound tenant's sources. */
@Repository
class Sources {

    private static final UUID FIRST = new UUID(0, 0);

    private final EntityManager entities;
    private final SourceStatistics statistics;
    private final JsonMapper json;
    private final IngestUrls ingestUrls;

    Sources(
            EntityManager entities,
            SourceStatistics statistics,
            JsonMapper json,
            IngestUrls ingestUrls) {
        this.entities = entities;
        this.statistics = statistics;
        this.json = json;
        this.ingestUrls = ingestUrls;
    }

    /** Those that are not deleted, oldest first. */
    @Transactional(readOnly = true)
    Listing<SourceView> list(Paging paging) {
        List<Source> rows =
                entities.createQuery(
                                "from Source s where s.id > :after and s.status <> 'deleted' order by s.id",
                                Source.class)
                        .setParameter("after", paging.after(2).map(c -> c.id(0)).orElse(FIRST))
                        .setMaxResults(paging.rows())
                        .getResultList();
        Map<UUID, SourceStats> stats = statistics.of(rows.stream().map(Source::id).toList());
        return paging.page(rows, source -> Cursor.of(source.id()))
                .map(source -> view(source, stats));
    }

    /** A source, deleted or not: its webhooks are still there. */
    @Transactional(readOnly = true)
    Optional<SourceView> find(UUID id) {
        return entities.createQuery("from Source s where s.id = :id", Source.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(source -> view(source, statistics.of(List.of(id))));
    }

    private SourceView view(Source source, Map<UUID, SourceStats> stats) {
        return new SourceView(
                source.id(),
                source.name(),
                source.provider(),
                source.mode(),
                source.status(),
                ingestUrls.of(source.ingestKey()),
                json.readTree(source.settings()),
                source.createdAt(),
                stats.getOrDefault(source.id(), SourceStats.NONE));
    }
}
