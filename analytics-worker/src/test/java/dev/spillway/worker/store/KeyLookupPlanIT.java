package dev.spillway.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looking many identities up at once reads those rows and no others, on either database. */
@CloudTest(parts = Part.DATABASE)
class KeyLookupPlanIT {

    private static final int STORED = 2_000;
    private static final int LOOKED_UP = 100;

    @Test
    void alternativesOfWholeKeysAreRangesOfThePrimaryKey(TestCloud cloud) {
        WorkerDatabase database = WorkerDatabase.on(cloud.database());
        TenantFixture tenant = database.tenant("stripe");
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < STORED; i++) {
            webhooks.add(tenant.webhook().eventKey("k" + i).build());
        }
        try (StoreFixture fixture = StoreFixture.on(database)) {
            fixture.store(tenant.parcel(webhooks));
        }
        database.owner().queryForList("ANALYZE TABLE webhook_claim");

        Map<String, Object> plan =
                database.owner().queryForMap("EXPLAIN " + lookup(), keys(database, tenant));

        assertThat(plan).containsEntry("type", "range").containsEntry("key", "PRIMARY");
        assertThat(((Number) plan.get("rows")).intValue()).isLessThanOrEqualTo(2 * LOOKED_UP);
    }

    private static String lookup() {
        return "SELECT * FROM webhook_claim WHERE "
                + String.join(
                        " OR ",
                        Collections.nCopies(
                                LOOKED_UP, "(tenant_id = ? AND source_id = ? AND identity = ?)"));
    }

    private static Object[] keys(WorkerDatabase database, TenantFixture tenant) {
        List<byte[]> identities =
                database.owner()
                        .queryForList(
                                "SELECT identity FROM webhook_claim WHERE tenant_id = ? LIMIT "
                                        + LOOKED_UP,
                                byte[].class,
                                Ids.bytes(tenant.id()));
        return identities.stream()
                .flatMap(identity ->
                        List.of(Ids.bytes(tenant.id()), Ids.bytes(tenant.sourceId()), identity)
                                .stream())
                .toArray();
    }
}
