package dev.spillway.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsAreOfVersion7AndStampedWithTheirMaking() {
        UUID id = Ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(Ids.madeAt(id))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @Test
    void idsOfOneMillisecondDoNotTellOneAnother() {
        assertThat(Stream.generate(Ids::next).limit(1_000).map(UUID::getLeastSignificantBits))
                .doesNotHaveDuplicates();
    }

    @Test
    void theFirstIdOfAnInstantBoundsItFromBelow() {
        Instant instant = Instant.parse("2026-11-21T10:00:00.123Z");
        UUID first = Ids.firstAt(instant);

        assertThat(Ids.madeAt(first)).isEqualTo(instant);
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.toString()).endsWith("-7000-8000-000000000000");
    }

    @Test
    void orderIsThatOfTheirBytes() {
        List<UUID> ids =
                List.of(
                        new UUID(0, 0),
                        new UUID(0, 1),
                        new UUID(0, -1),
                        new UUID(1, 0),
                        new UUID(Long.MIN_VALUE, Long.MAX_VALUE),
                        new UUID(-1, Long.MIN_VALUE));

        for (UUID left : ids) {
            for (UUID right : ids) {
                assertThat(Integer.signum(Ids.BY_BYTES.compare(left, right)))
                        .isEqualTo(
                                Integer.signum(
                                        Arrays.compareUnsigned(Ids.bytes(left), Ids.bytes(right))));
            }
        }
    }

    @Test
    void bytesAndBack() {
        UUID id = Ids.next();

        assertThat(Ids.uuid(Ids.bytes(id))).isEqualTo(id);
        assertThatThrownBy(() -> Ids.uuid(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
