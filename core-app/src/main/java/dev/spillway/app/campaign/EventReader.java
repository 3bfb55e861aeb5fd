package dev.spillway.app.campaign;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Events of a campaign, from the hours' rollup. That is ordered by time, so the campaign's own
 * hours and sources lead to its rows: otherwise every campaign's would be read.
 */
@Component
class EventReader {

    private static final String COUNTED =
            """
            FROM app_campaign_hour h JOIN app_event_rollup r
              ON r.grain = 'hour' AND r.bucket = h.hour AND r.source_id = h.source_id
             AND r.campaign_id = h.campaign_id
            WHERE h.campaign_id = :campaign AND h.hour >= :from AND h.hour < :to
            """;

    private static final String TOTAL =
            "SELECT r.source_id, r.type, r.machine, SUM(r.events) AS events "
                    + COUNTED
                    + "GROUP BY r.source_id, r.type, r.machine";

    private static final String BY_HOUR =
            "SELECT r.bucket, r.source_id, r.type, r.machine, SUM(r.events) AS events "
                    + COUNTED
                    + "GROUP BY r.bucket, r.source_id, r.type, r.machine";

    private final DashboardDatabase database;

    EventReader(DashboardDatabase database) {
        this.database = database;
    }

    List<TypeCount> ofItsLife(Campaign campaign) {
        return of(campaign, Hours.ALWAYS);
    }

    List<TypeCount> of(Campaign campaign, Hours hours) {
        return read(campaign, hours, TOTAL, TypeCount::new);
    }

    List<HourCount> byHour(Campaign campaign, Hours hours) {
        return read(
                campaign,
                hours,
                BY_HOUR,
                row -> new HourCount(row.instant("bucket"), new TypeCount(row)));
    }

    private <T> List<T> read(Campaign campaign, Hours hours, String sql, Row.Mapping<T> mapping) {
        return database.sql(sql)
                .param("campaign", Ids.bytes(campaign.id()))
                .param("from", Row.time(hours.from()))
                .param("to", Row.time(hours.to()))
                .query(Row.mapper(mapping))
                .list();
    }

    /** Events of a type, from one source. */
    record TypeCount(UUID source, String type, boolean machine, long events) {
        TypeCount(Row row) throws SQLException {
            this(row.id("source_id"), row.text("type"), row.truth("machine"), row.number("events"));
        }
    }

    /** Events of a type in one hour. */
    record HourCount(Instant hour, TypeCount count) {}
}
