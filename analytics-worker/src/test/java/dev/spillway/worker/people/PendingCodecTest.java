package dev.spillway.worker.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingCodecTest {

    private static final Instant HOUR = Instant.parse("2026-11-21T10:00:00Z");

    private final UUID campaign = Ids.next();
    private final UUID source = Ids.next();

    @Test
    void whatIsReadIsWhatWasWritten() {
        Seen seen = new Seen();
        for (Stage stage : Stage.values()) {
            seen.add(bucket(HOUR, new Reach(stage, false)), person(1));
            seen.add(bucket(HOUR, new Reach(stage, true)), person(99));
        }
        seen.add(bucket(Instant.EPOCH, null), null);
        seen.add(bucket(Instant.parse("1969-12-31T23:00:00Z"), null), null);

        List<byte[]> rows = PendingCodec.encode(seen, 100);

        assertThat(rows).hasSize(1);
        List<PendingCodec.Entry> entries = PendingCodec.decode(rows.getFirst());
        assertThat(entries)
                .extracting(PendingCodec.Entry::bucket)
                .containsExactlyElementsOf(seen.people().keySet());
        for (PendingCodec.Entry entry : entries.subList(0, 10)) {
            assertThat(PeopleSketch.of(entry.sketch()).people()).isEqualTo(1);
        }
        assertThat(entries.getLast().sketch()).isEmpty();
    }

    @Test
    void manyBucketsBecomeSeveralRows() {
        Seen seen = new Seen();
        for (int hour = 0; hour < 25; hour++) {
            seen.add(bucket(HOUR.plusSeconds(3_600L * hour), null), null);
        }

        List<byte[]> rows = PendingCodec.encode(seen, 10);

        assertThat(rows)
                .extracting(row -> PendingCodec.decode(row).size())
                .containsExactly(10, 10, 5);
    }

    @Test
    void nothingIsNoRow() {
        assertThat(PendingCodec.encode(new Seen(), 10)).isEmpty();
    }

    @Test
    void anotherVersionIsLeftAlone() {
        assertThatThrownBy(() -> PendingCodec.decode(new byte[] {2}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2");
    }

    private Bucket bucket(Instant hour, Reach reach) {
        return new Bucket(campaign, source, hour, reach);
    }

    private static byte[] person(int number) {
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        return hash;
    }
}
