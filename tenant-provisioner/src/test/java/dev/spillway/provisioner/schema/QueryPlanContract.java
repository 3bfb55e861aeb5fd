package dev.spillway.provisioner.schema;

import static dev.spillway.provisioner.schema.SchemaQueries.hex;
import static dev.spillway.provisioner.schema.SchemaQueries.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is asked all day is found by keys. */
interface QueryPlanContract {

    @Test
    default void tenantViewsUseThePrimaryKey(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("plan");
        // Of a handful of rows a scan is cheaper, and an optimiser right to choose it.
        schema.crowd(500);
        for (String view :
                List.of(
                        "app_source",
                        "app_webhook",
                        "app_quarantine",
                        "app_event",
                        "app_event_rollup",
                        "app_traffic_rollup",
                        "app_people_pending",
                        "app_campaign_hour",
                        "app_campaign_people_hour",
                        "app_campaign_people",
                        "app_campaign_money")) {
            try (Connection owner = schema.owner();
                    Statement statement = owner.createStatement()) {
                bind(owner, tenant);
                ResultSet plan = statement.executeQuery(explain(cloud) + "SELECT * FROM " + view);
                assertThat(plan.next()).isTrue();
                // A second key that begins with the tenant and holds all of a row is as good.
                assertThat(plan.getString("key")).as(view).isIn("PRIMARY", "campaign_hour_hour");
                assertThat(plan.getString("type")).as(view).isEqualTo("ref");
                assertThat(plan.getInt("key_len")).as(view).isEqualTo(16);
            }
        }
    }

    /** The rollup is ordered by time: other campaigns' rows of the same hours must not be read. */
    @Test
    default void aCampaignsEventsAreFoundByItsHoursAndSources(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("campaign-plan");
        UUID campaign = Ids.next();
        schema.campaignEvents(tenant, campaign, 300);
        String query =
                "SELECT r.type, SUM(r.events) FROM app_campaign_hour h JOIN app_event_rollup r"
                        + " ON r.grain = 'hour' AND r.bucket = h.hour AND r.source_id = h.source_id"
                        + " AND r.campaign_id = h.campaign_id WHERE h.campaign_id = x'%s'"
                        + " AND h.hour >= '2026-01-01' AND h.hour < '2027-01-01' GROUP BY r.type";

        try (Connection owner = schema.owner();
                Statement statement = owner.createStatement()) {
            bind(owner, tenant);
            ResultSet plan =
                    statement.executeQuery(explain(cloud) + query.formatted(hex(campaign)));
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("campaign_hour");
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("event_rollup");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
            // tenant, grain, bucket, source and campaign
            assertThat(plan.getInt("key_len")).isEqualTo(16 + 10 + 5 + 16 + 16);
        }
    }

    /** The join that picks the visible generation costs a look by the key, and no scan. */
    @Test
    default void theVisibleGenerationIsFoundByItsWholeKey(TestCloud cloud) throws SQLException {
        MigratedSchema schema = MigratedSchema.on(cloud.database());
        UUID tenant = schema.tenant("generation-plan");
        schema.campaignEvents(tenant, Ids.next(), 300);
        schema.generations(tenant, 300);
        String query =
                "SELECT bucket, type, SUM(events) FROM app_event_rollup WHERE grain = 'hour'"
                        + " AND bucket >= '2026-03-02' AND bucket < '2026-03-05' GROUP BY bucket, type";

        try (Connection owner = schema.owner();
                Statement statement = owner.createStatement()) {
            bind(owner, tenant);
            ResultSet plan = statement.executeQuery(explain(cloud) + query);
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("event_rollup");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
            // Of so few rows MySQL reads all by tenant and grain rather than by the bucket, too.
            assertThat(plan.getString("type")).isIn("range", "ref");
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("table")).contains("rollup_generation");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
            assertThat(plan.getString("type")).isEqualTo("eq_ref");
            assertThat(plan.getInt("key_len")).isEqualTo(16 + 5 + 16);
        }
    }

    private static String explain(TestCloud cloud) {
        return cloud.database().isMariaDb() ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ";
    }

    private static void bind(Connection connection, UUID tenant) throws SQLException {
        long connectionId = number(connection, "SELECT CONNECTION_ID()");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET @spillway_tenant = x'%s', @spillway_binding = '%s'"
                            .formatted(
                                    hex(tenant),
                                    MigratedSchema.BINDING.sign(tenant, connectionId)));
        }
    }
}
