package dev.spillway.app.campaign;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.Stage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The bound tenant's campaigns. */
@Component
class Campaigns {

    private static final String COLUMNS =
            "SELECT id, name, first_seen_at, last_seen_at FROM app_campaign WHERE ";

    private static final String LIST =
            COLUMNS
                    + CampaignFilter.CONDITION
                    + " AND (last_seen_at < :last OR (last_seen_at = :last AND id < :id))"
                    + " ORDER BY last_seen_at DESC, id DESC LIMIT :rows";

    private static final String PEOPLE =
            "SELECT campaign_id, stage, people FROM app_campaign_people"
                    + " WHERE campaign_id IN (:campaigns) AND NOT machine";

    /** The last moment a DATETIME holds. */
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** Before all that is listed. */
    private static final Cursor START = Cursor.of(LAST, -1, -1);

    private final DashboardDatabase database;

    Campaigns(DashboardDatabase database) {
        this.database = database;
    }

    Optional<Campaign> find(UUID id) {
        return database.sql(COLUMNS + "id = ?")
                .param(Ids.bytes(id))
                .query(Row.mapper(Campaign::new))
                .optional();
    }

    /** Latest event first. */
    Listing<CampaignView> list(CampaignFilter filter, Paging paging) {
        Cursor after = paging.after(3).orElse(START);
        Instant last = Instant.ofEpochMilli(Math.clamp(after.number(0), 0, LAST)); // if forged
        return database.snapshot(() -> {
            List<Campaign> rows =
                    filter.bind(database.sql(LIST))
                            .param("last", Row.time(last))
                            .param("id", Ids.bytes(after.id(1)))
                            .param("rows", paging.rows())
                            .query(Row.mapper(Campaign::new))
                            .list();
            Listing<Campaign> page = paging.page(rows, Campaigns::place);
            Map<UUID, Map<String, Long>> people = people(page.items());
            return page.map(campaign ->
                    CampaignView.of(campaign, people.getOrDefault(campaign.id(), nobody())));
        });
    }

    private static Cursor place(Campaign campaign) {
        UUID id = campaign.id();
        return Cursor.of(
                campaign.lastSeenAt().toEpochMilli(),
                id.getMostSignificantBits(),
                id.getLeastSignificantBits());
    }

    private Map<UUID, Map<String, Long>> people(List<Campaign> campaigns) {
        if (campaigns.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Map<String, Long>> people = new HashMap<>();
        database.sql(PEOPLE)
                .param("campaigns", campaigns.stream().map(each -> Ids.bytes(each.id())).toList())
                .query(Row.mapper(Count::new))
                .list()
                .forEach(count ->
                        people.computeIfAbsent(count.campaign(), _ -> nobody())
                                .put(count.stage(), count.people()));
        return people;
    }

    private static Map<String, Long> nobody() {
        Map<String, Long> nobody = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            nobody.put(stage.code(), 0L);
        }
        return nobody;
    }

    private record Count(UUID campaign, String stage, long people) {
        Count(Row row) throws SQLException {
            this(row.id("campaign_id"), row.text("stage"), row.number("people"));
        }
    }
}
