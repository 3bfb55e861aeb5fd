package dev.spillway.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody's messages wait for the flood of another topic, or of another tenant. */
@CloudTest(parts = {Part.DATABASE, Part.QUEUES, Part.TOPICS})
class OutboxTurnsIT {

    private static final int BATCH = OutboxFixture.BATCH;
    private static final int FLOOD = 4 * BATCH;

    private static WorkerDatabase database;
    private static OutboxFixture outbox;

    private final RecordingSns sns = new RecordingSns(outbox.cloud().sns());

    private TenantFixture noisy;
    private TenantFixture quiet;

    @BeforeAll
    static void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        outbox = OutboxFixture.on(cloud);
    }

    @AfterAll
    static void close() {
        outbox.close();
    }

    @BeforeEach
    void twoTenants() {
        noisy = database.tenant("sendgrid");
        quiet = database.tenant("sendgrid");
    }

    private void publishAll(int batch, String... topics) {
        outbox.publisher(sns, outbox.transaction(), List.of(topics), batch).publishAll();
    }

    @ParameterizedTest
    @CsvSource({"alerts,suppressions", "suppressions,alerts"})
    void alertsAreNotHeldUpByAFloodOfSuppressions(String first, String second) {
        outbox.messages(noisy, "suppressions", FLOOD);
        UUID alert = outbox.message(quiet, "alerts");

        publishAll(BATCH, first, second);

        assertThat(sns.published()).hasSize(FLOOD + 1);
        assertThat(sns.published().indexOf(alert)).isLessThanOrEqualTo(BATCH);
    }

    @Test
    void aQuietTenantsSuppressionOvertakesTheFloodOfAnother() {
        List<UUID> flood = outbox.messages(noisy, "suppressions", FLOOD);
        UUID late = outbox.message(quiet, "suppressions");

        publishAll(BATCH, "suppressions");

        assertThat(sns.published().indexOf(late)).isLessThan(BATCH);
        assertThat(sns.published().stream().filter(id -> !id.equals(late)))
                .as("one tenant's leave in the order of time")
                .containsExactlyElementsOf(flood);
        assertThat(sns.calls()).as("ten at a time").isLessThanOrEqualTo(FLOOD / 10 + 5);
    }

    @Test
    void whoseTurnItIsGoesOnWhereItEnded() {
        List<TenantFixture> seven =
                Stream.generate(() -> database.tenant("sendgrid")).limit(7).toList();
        seven.forEach(each -> outbox.messages(each, "suppressions", 3));

        publishAll(3, "suppressions");

        List<UUID> owners = sns.published().stream().map(OutboxTurnsIT::owner).toList();
        for (int round = 0; round < 3; round++) {
            assertThat(owners.subList(7 * round, 7 * round + 7))
                    .as("everybody once, before anybody again")
                    .doesNotHaveDuplicates();
        }
    }

    private static UUID owner(UUID message) {
        return Ids.uuid(
                database.owner()
                        .queryForObject(
                                "SELECT tenant_id FROM outbox WHERE id = ?",
                                byte[].class,
                                Ids.bytes(message)));
    }

    /** SNS takes 256 KiB in one call. */
    @Test
    void whatIsLargeLeavesInSeveralCalls() {
        outbox.add(quiet, "alerts", 4, "x".repeat(100 * 1024));

        publishAll(BATCH, "alerts");

        assertThat(sns.published()).hasSize(4);
        assertThat(sns.calls()).isEqualTo(2);
    }

    /** A message that SNS refuses, here for its size, would otherwise be in everybody's way. */
    @Test
    void whatTheTopicRefusesWaitsAlone() {
        List<UUID> refused = outbox.add(noisy, "alerts", 1, "x".repeat(300 * 1024));
        List<UUID> taken = outbox.messages(quiet, "alerts", 2);

        publishAll(BATCH, "alerts");

        assertThat(sns.published()).containsExactlyElementsOf(taken);
        database.owner().update("DELETE FROM outbox WHERE id = ?", Ids.bytes(refused.getFirst()));
    }

    @Test
    void lookingForAQuietTenantsMessageReadsNothingOfTheFlood() {
        outbox.messages(noisy, "suppressions", FLOOD);
        outbox.message(quiet, "suppressions");
        WaitingMessages waiting = new WaitingMessages(outbox.rows());

        Long read =
                outbox.transaction()
                        .execute(_ -> {
                            long before = rowsRead();
                            assertThat(waiting.tenants("suppressions", 10))
                                    .contains(noisy.id(), quiet.id());
                            assertThat(waiting.tenantsAfter(noisy.id(), "suppressions", 1))
                                    .containsExactly(quiet.id());
                            assertThat(waiting.oldest("suppressions", quiet.id(), 10)).hasSize(1);
                            return rowsRead() - before;
                        });

        assertThat(read).isLessThan(FLOOD / 2);
        publishAll(BATCH, "suppressions");
    }

    /** By this connection, so only within a transaction. */
    private static long rowsRead() {
        return outbox
                .rows()
                .jdbc()
                .query("SHOW SESSION STATUS LIKE 'Handler_read%'", (row, _) -> row.getLong("Value"))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
