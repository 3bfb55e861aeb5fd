package dev.spillway.app.campaign;

import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Unique people of a campaign, as the worker has merged them so far. */
@Component
class PeopleReader {

    private static final String OF_ITS_LIFE =
            "SELECT stage, machine, people FROM app_campaign_people WHERE campaign_id = :campaign";

    private static final String BY_HOUR =
            "SELECT hour, stage, machine, people FROM app_campaign_people_hour"
                    + " WHERE campaign_id = :campaign AND hour >= :from AND hour < :to";

    private static final String SKETCHES =
            "SELECT stage, machine, sketch FROM app_campaign_people_hour"
                    + " WHERE campaign_id = :campaign AND hour >= :from AND hour < :to";

    private static final String OLDEST_PENDING =
            "SELECT id FROM app_people_pending ORDER BY id LIMIT 1";

    private final DashboardDatabase database;

    PeopleReader(DashboardDatabase database) {
        this.database = database;
    }

    /**
     * When the oldest of what is not merged yet was stored; empty if all is. The time is in the id.
     */
    Optional<Instant> oldestPending() {
        return database.sql(OLDEST_PENDING)
                .query(Row.mapper(row -> row.id("id")))
                .optional()
                .map(Ids::madeAt);
    }

    Map<Reach, Long> ofItsLife(Campaign campaign) {
        Map<Reach, Long> people = new HashMap<>();
        database.sql(OF_ITS_LIFE)
                .param("campaign", Ids.bytes(campaign.id()))
                .query(Row.mapper(row -> Map.entry(reach(row), row.number("people"))))
                .list()
                .forEach(entry -> people.put(entry.getKey(), entry.getValue()));
        return people;
    }

    /** Of some hours together: whoever came up in several of them counts once. */
    Map<Reach, Long> of(Campaign campaign, Hours hours) {
        Map<Reach, PeopleSketch> merged = new HashMap<>();
        for (Hours week : hours.weeks()) {
            over(campaign, week, SKETCHES)
                    .query(Row.mapper(row -> new Sketch(reach(row), row.bytes("sketch"))))
                    .list()
                    .forEach(sketch -> sketch.mergeInto(merged));
        }
        Map<Reach, Long> people = new HashMap<>();
        merged.forEach((reach, sketch) -> people.put(reach, sketch.people()));
        return people;
    }

    List<HourCount> byHour(Campaign campaign, Hours hours) {
        return over(campaign, hours, BY_HOUR)
                .query(
                        Row.mapper(row ->
                                new HourCount(
                                        row.instant("hour"), reach(row), row.number("people"))))
                .list();
    }

    private StatementSpec over(Campaign campaign, Hours hours, String sql) {
        return database.sql(sql)
                .param("campaign", Ids.bytes(campaign.id()))
                .param("from", Row.time(hours.from()))
                .param("to", Row.time(hours.to()));
    }

    private static Reach reach(Row row) throws SQLException {
        return new Reach(Stage.of(row.text("stage")), row.truth("machine"));
    }

    /** People of one hour. */
    record HourCount(Instant hour, Reach reach, long people) {}

    @SuppressWarnings("ArrayRecordComponent") // merged at once, never compared
    private record Sketch(Reach reach, byte[] bytes) {

        void mergeInto(Map<Reach, PeopleSketch> merged) {
            reach.implied()
                    .forEach(implied ->
                            merged.computeIfAbsent(implied, _ -> new PeopleSketch()).addAll(bytes));
        }
    }
}
