package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import dev.spillway.worker.people.SketchRows.Grown;
import dev.spillway.worker.sql.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sketches put in the place of others, inside the caller's transaction and turn. Thread-safe. */
final class RecountRows {

    /** Also of those whose people a recount has taken away already that was then interrupted. */
    private static final String CAMPAIGNS_OF_HOUR =
            "SELECT campaign_id FROM campaign_hour WHERE tenant_id = ? AND hour = ?"
                    + " UNION SELECT campaign_id FROM campaign_people_hour"
                    + " WHERE tenant_id = ? AND hour = ?";

    private static final String DELETE_HOUR =
            "DELETE FROM campaign_people_hour WHERE tenant_id = ? AND hour = ?";

    private static final String HOURS_OF_CAMPAIGN =
            "SELECT campaign_id, hour, stage, machine, sketch FROM campaign_people_hour"
                    + " WHERE tenant_id = ? AND campaign_id = ? AND hour >= ? ORDER BY hour LIMIT ?";

    private static final String DELETE_CAMPAIGN =
            "DELETE FROM campaign_people WHERE tenant_id = ? AND campaign_id = ?";

    /** Sketches read at a time; an hour has at most ten, so a page always gets on. */
    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final SketchRows sketches;

    RecountRows(JdbcTemplate jdbc, SketchRows sketches) {
        this.jdbc = jdbc;
        this.sketches = sketches;
    }

    /**
     * Puts the people of an hour in the place of those who were there.
     *
     * @return campaigns that had any, before this or before an earlier attempt at it
     */
    List<UUID> replaceHour(UUID tenantId, Instant hour, Growth counted) {
        byte[] tenant = Ids.bytes(tenantId);
        List<UUID> before =
                jdbc.query(
                        CAMPAIGNS_OF_HOUR,
                        (row, _) -> SketchRows.campaign(row),
                        tenant,
                        UtcTime.column(hour),
                        tenant,
                        UtcTime.column(hour));
        jdbc.update(DELETE_HOUR, tenant, UtcTime.column(hour));
        sketches.addSources(tenantId, counted);
        sketches.growHours(tenantId, counted.hours());
        return before;
    }

    /** Puts the people of all its hours in the place of a campaign's. */
    void replaceCampaign(UUID tenantId, UUID campaignId) {
        SortedMap<PeopleKey.OfCampaign, PeopleSketch> all =
                new TreeMap<>(PeopleKey.OfCampaign.ORDER);
        Instant from = Instant.EPOCH;
        List<Hour> page;
        do {
            page = page(tenantId, campaignId, from);
            for (Hour each : page) {
                from = each.hour(); // read again by the next page, which changes nothing
                each.reach()
                        .implied()
                        .forEach(reach ->
                                all.computeIfAbsent(
                                                new PeopleKey.OfCampaign(campaignId, reach),
                                                _ -> new PeopleSketch())
                                        .addAll(each.sketch()));
            }
        } while (page.size() == PAGE);
        jdbc.update(DELETE_CAMPAIGN, Ids.bytes(tenantId), Ids.bytes(campaignId));
        sketches.writeCampaigns(
                tenantId,
                all.entrySet().stream()
                        .map(each -> Grown.of(each.getKey(), each.getValue()))
                        .toList());
    }

    private List<Hour> page(UUID tenantId, UUID campaignId, Instant from) {
        return jdbc.query(
                HOURS_OF_CAMPAIGN,
                (row, _) ->
                        new Hour(
                                SketchRows.hour(row),
                                SketchRows.reach(row),
                                row.getBytes("sketch")),
                Ids.bytes(tenantId),
                Ids.bytes(campaignId),
                UtcTime.column(from),
                PAGE);
    }

    @SuppressWarnings("ArrayRecordComponent") // merged at once, never compared
    private record Hour(Instant hour, Reach reach, byte[] sketch) {}
}
