package dev.spillway.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Of each table of the schema it is known why it does not grow for ever. A new one fails here until
 * something takes rows out of it, or a reason is given below why nothing has to.
 */
@CloudTest(parts = Part.DATABASE)
class EveryTableIT {

    private static final String AS_LONG_AS_THE_TENANT = "configuration, as long as the tenant";
    private static final String FIXED = "a fixed number of rows";

    /** Tables that no chore of retention takes anything out of, and why. */
    private static final Map<String, String> KEPT =
            Map.ofEntries(
                    Map.entry("tenant", AS_LONG_AS_THE_TENANT),
                    Map.entry("tenant_key", AS_LONG_AS_THE_TENANT),
                    Map.entry("source", AS_LONG_AS_THE_TENANT),
                    Map.entry("membership", AS_LONG_AS_THE_TENANT),
                    Map.entry("api_key", AS_LONG_AS_THE_TENANT),
                    Map.entry("alert_rule", AS_LONG_AS_THE_TENANT),
                    Map.entry("notification_setting", AS_LONG_AS_THE_TENANT),
                    Map.entry("destination", AS_LONG_AS_THE_TENANT),
                    Map.entry("destination_secret", "goes with its destination"),
                    Map.entry("user_account", "a person belongs to several tenants"),
                    Map.entry("invitation", "one for each person invited; shown with the team"),
                    Map.entry("user_session", "open_session deletes expired ones"),
                    Map.entry("job_unread", "goes with its job"),
                    Map.entry("audit_entry", "what was done is never forgotten"),
                    Map.entry("ops_request", "one for each tenant that was onboarded (ADR 0016)"),
                    Map.entry("campaign", "names; one for each campaign"),
                    Map.entry("campaign_people", "totals; at most ten for each campaign"),
                    Map.entry("people_turn", "one for each tenant"),
                    Map.entry("rollup_gate", "one for each tenant"),
                    Map.entry("people_pending", "deleted by the merge, within seconds"),
                    Map.entry("people_recount", "deleted by the count it asks for"),
                    Map.entry("quarantine", "QuarantinePurge deletes what has expired"),
                    Map.entry("directory_clock", FIXED),
                    Map.entry("tenant_binding_key", FIXED),
                    Map.entry("erasure_gate", FIXED),
                    Map.entry("sweep", FIXED),
                    Map.entry("flyway_schema_history", "one for each migration"));

    @Test
    void isKeptWithinBoundsByAChoreOrForAReason(TestCloud cloud) {
        WorkerDatabase database = WorkerDatabase.on(cloud.database());
        Set<String> known = new TreeSet<>(KEPT.keySet());
        try (HikariDataSource pool = database.pool()) {
            for (Chore chore : RetentionFixture.chores(pool, Instant.now())) {
                assertThat(KEPT).as(chore.name()).doesNotContainKeys(array(chore.tables()));
                known.addAll(chore.tables());
            }
        }

        assertThat(
                        database.owner()
                                .queryForList(
                                        "SELECT table_name FROM information_schema.tables"
                                                + " WHERE table_schema = DATABASE()"
                                                + " AND table_type = 'BASE TABLE'",
                                        String.class))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private static String[] array(Set<String> tables) {
        return tables.toArray(String[]::new);
    }
}
