package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import dev.spillway.worker.sql.Insert;
import dev.spillway.worker.sql.Rows;
import dev.spillway.worker.sql.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The sketches of a tenant, inside the transaction of whoever has the tenant's turn: a sketch is
 * read, grown and written back, so two at a time would lose people. Thread-safe.
 */
final class SketchRows {

    private static final Insert ADD_SOURCE =
            Insert.of(
                    "INSERT IGNORE INTO campaign_hour (tenant_id, campaign_id, hour,"
                            + " source_id)");

    private static final String READ_HOURS =
            "SELECT campaign_id, hour, stage, machine, sketch FROM campaign_people_hour WHERE";

    private static final Insert WRITE_HOUR =
            Insert.of(
                            "INSERT INTO campaign_people_hour (tenant_id, campaign_id, hour, stage,"
                                    + " machine, people, sketch)")
                    .onDuplicateKey("people = VALUES(people), sketch = VALUES(sketch)");

    private static final String READ_CAMPAIGNS =
            "SELECT campaign_id, stage, machine, sketch FROM campaign_people WHERE";

    private static final Insert WRITE_CAMPAIGN =
            Insert.of(
                            "INSERT INTO campaign_people (tenant_id, campaign_id, stage, machine,"
                                    + " people, sketch)")
                    .onDuplicateKey("people = VALUES(people), sketch = VALUES(sketch)");

    private final Rows rows;

    SketchRows(Rows rows) {
        this.rows = rows;
    }

    /** Adds people to what is there, and writes what that changed. */
    void grow(UUID tenantId, Growth growth) {
        addSources(tenantId, growth);
        growHours(tenantId, growth.hours());
        growCampaigns(tenantId, growth.campaigns());
    }

    void addSources(UUID tenantId, Growth growth) {
        rows.insert(
                ADD_SOURCE,
                List.copyOf(growth.sources()),
                key ->
                        new Object[] {
                            Ids.bytes(tenantId),
                            Ids.bytes(key.campaignId()),
                            UtcTime.column(key.hour()),
                            Ids.bytes(key.sourceId())
                        });
    }

    void growHours(UUID tenantId, Map<PeopleKey.OfHour, PeopleSketch> hours) {
        Map<PeopleKey.OfHour, byte[]> before = new HashMap<>();
        rows.find(
                READ_HOURS,
                List.of("tenant_id", "campaign_id", "hour", "stage", "machine"),
                hours.keySet(),
                key ->
                        new Object[] {
                            Ids.bytes(tenantId),
                            Ids.bytes(key.campaignId()),
                            UtcTime.column(key.hour()),
                            key.reach().stage().code(),
                            key.reach().machine()
                        },
                row ->
                        before.put(
                                new PeopleKey.OfHour(campaign(row), hour(row), reach(row)),
                                row.getBytes("sketch")));
        rows.insert(WRITE_HOUR, changed(hours, before), grown -> columns(tenantId, grown));
    }

    private void growCampaigns(UUID tenantId, Map<PeopleKey.OfCampaign, PeopleSketch> campaigns) {
        Map<PeopleKey.OfCampaign, byte[]> before = new HashMap<>();
        rows.find(
                READ_CAMPAIGNS,
                List.of("tenant_id", "campaign_id", "stage", "machine"),
                campaigns.keySet(),
                key ->
                        new Object[] {
                            Ids.bytes(tenantId),
                            Ids.bytes(key.campaignId()),
                            key.reach().stage().code(),
                            key.reach().machine()
                        },
                row ->
                        before.put(
                                new PeopleKey.OfCampaign(campaign(row), reach(row)),
                                row.getBytes("sketch")));
        writeCampaigns(tenantId, changed(campaigns, before));
    }

    void writeCampaigns(UUID tenantId, List<Grown<PeopleKey.OfCampaign>> grown) {
        rows.insert(
                WRITE_CAMPAIGN,
                grown,
                each ->
                        new Object[] {
                            Ids.bytes(tenantId),
                            Ids.bytes(each.key().campaignId()),
                            each.key().reach().stage().code(),
                            each.key().reach().machine(),
                            each.people(),
                            each.sketch()
                        });
    }

    private static Object[] columns(UUID tenantId, Grown<PeopleKey.OfHour> grown) {
        return new Object[] {
            Ids.bytes(tenantId),
            Ids.bytes(grown.key().campaignId()),
            UtcTime.column(grown.key().hour()),
            grown.key().reach().stage().code(),
            grown.key().reach().machine(),
            grown.people(),
            grown.sketch()
        };
    }

    /** Who opens a second time changes nothing, and most openers do: that is not written again. */
    private static <K> List<Grown<K>> changed(Map<K, PeopleSketch> added, Map<K, byte[]> before) {
        List<Grown<K>> changed = new ArrayList<>();
        added.forEach((key, sketch) -> {
            byte[] kept = before.get(key);
            if (kept != null) {
                sketch.addAll(kept);
            }
            Grown<K> grown = Grown.of(key, sketch);
            if (!Arrays.equals(grown.sketch(), kept)) {
                changed.add(grown);
            }
        });
        return changed;
    }

    static UUID campaign(ResultSet row) throws SQLException {
        return Ids.uuid(row.getBytes("campaign_id"));
    }

    static Instant hour(ResultSet row) throws SQLException {
        return UtcTime.instant(row.getObject("hour", LocalDateTime.class));
    }

    static Reach reach(ResultSet row) throws SQLException {
        return new Reach(Stage.of(row.getString("stage")), row.getBoolean("machine"));
    }

    /** A sketch as it is to be written. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes where it is compared at all
    record Grown<K>(K key, long people, byte[] sketch) {

        static <K> Grown<K> of(K key, PeopleSketch sketch) {
            return new Grown<>(key, sketch.people(), sketch.bytes());
        }
    }
}
