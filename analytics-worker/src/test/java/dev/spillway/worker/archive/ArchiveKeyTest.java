package dev.spillway.worker.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveKeyTest {

    private static final Instant MOMENT = Instant.parse("2026-11-21T15:00:00.000Z");

    @Test
    void isAFolderForEachHourAndAnId() {
        assertThat(ArchiveKey.of(Ids.firstAt(MOMENT)))
                .startsWith("v1/2026/11/21/15/")
                .endsWith(".messages.gz");
    }

    @Test
    void orderOfKeysIsThatOfTime() {
        List<String> keys = new ArrayList<>();
        for (String moment :
                List.of(
                        "2026-09-30T23:59:59.999Z",
                        "2026-10-01T00:00:00.000Z",
                        "2026-11-21T15:59:59.999Z",
                        "2026-11-21T16:00:00.000Z",
                        "2027-01-01T00:00:00.000Z")) {
            keys.add(ArchiveKey.of(Ids.firstAt(Instant.parse(moment))));
        }
        assertThat(keys).isSorted();
    }

    @Test
    void momentLiesBeforeTheKeysOfItsMillisecondAndBehindThoseOfTheLast() {
        assertThat(ArchiveKey.before(MOMENT))
                .isLessThan(ArchiveKey.of(Ids.firstAt(MOMENT)))
                .isGreaterThan(ArchiveKey.of(Ids.firstAt(MOMENT.minusMillis(1))));
    }

    @Test
    void keySaysWhenItWasWritten() {
        assertThat(ArchiveKey.writtenAt(ArchiveKey.of(Ids.firstAt(MOMENT)))).isEqualTo(MOMENT);
    }

    @Test
    void whatLiesBesideIsNoKey() {
        String key = ArchiveKey.next();

        assertThat(ArchiveKey.isOne(key)).isTrue();
        assertThat(ArchiveKey.isOne(key + ".draft")).isFalse();
        assertThat(ArchiveKey.isOne("probe")).isFalse();
        assertThat(ArchiveKey.isOne("v1/notes.messages.gz")).isFalse();
    }
}
