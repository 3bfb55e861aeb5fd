package dev.spillway.worker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.DeadLetterSelection;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.TenantFixture;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.job.Job;
import dev.spillway.worker.store.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What a step of a job takes of the dead letters, which may be large. */
@CloudTest(parts = Part.DATABASE)
class SelectedLettersIT {

    private static final int MEBIBYTE = 1 << 20;

    private WorkerDatabase database;
    private LetterFixture fixture;
    private TenantFixture tenant;
    private SelectedLetters letters;

    @BeforeEach
    void open(TestCloud cloud) {
        database = WorkerDatabase.on(cloud.database());
        fixture = new LetterFixture(database);
        tenant = database.tenant("hmac");
        letters = new SelectedLetters(new JdbcTemplate(fixture.store.pool()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private UUID letter(int size) {
        UUID id = Ids.next();
        database.owner()
                .update(
                        "INSERT INTO dead_letter (tenant_id, id, reason, parcel, dead_at)"
                                + " VALUES (?, ?, 'data_refused', REPEAT('x', ?), NOW(3))",
                        Ids.bytes(tenant.id()),
                        Ids.bytes(id),
                        size);
        return id;
    }

    private List<UUID> step(@Nullable UUID place) {
        Job job =
                new Job(
                        tenant.id(),
                        Ids.next(),
                        JobKind.DEAD_LETTER_REPLAY,
                        JsonMapper.shared()
                                .writeValueAsString(DeadLetterSelection.all(LetterFixture.soon())),
                        place == null ? null : place.toString(),
                        false,
                        Instant.now());
        return letters.next(job, 50).stream().map(DeadLetter::id).toList();
    }

    @Test
    void stepHoldsAsManyAsFitAndOneAtLeast() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(letter(3 * MEBIBYTE / 2));
        }
        ids.add(letter(9 * MEBIBYTE));
        ids.add(letter(1));

        assertThat(step(null)).isEqualTo(ids.subList(0, 5));
        assertThat(step(ids.get(4))).isEqualTo(ids.subList(5, 7));
        assertThat(step(ids.get(6))).isEqualTo(ids.subList(7, 8));
        assertThat(step(ids.get(7))).isEqualTo(ids.subList(8, 9));
        assertThat(step(ids.get(8))).isEmpty();
    }
}
