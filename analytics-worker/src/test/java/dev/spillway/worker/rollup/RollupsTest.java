package dev.spillway.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupsTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:59:59.999Z");

    /** Java compares them signed, the databases byte by byte. */
    private static final List<UUID> SHUFFLED =
            List.of(
                    new UUID(0x80L << 56, 0),
                    new UUID(0x7fL << 56, 0),
                    new UUID(0, -1),
                    new UUID(0, 1));

    private final UUID tenant = Ids.next();
    private final UUID source = Ids.next();
    private final Rollups rollups = new Rollups();

    @Test
    void receivedIsTheSumOfItsParts() {
        rollups.received(tenant, source, AT, Disposition.STORED, "");
        rollups.received(tenant, source, AT, Disposition.STORED, "");
        rollups.received(tenant, source, AT, Disposition.DUPLICATE, "");
        rollups.received(tenant, source, AT, Disposition.DEAD_LETTER, "data_refused");

        assertThat(traffic(Grain.MINUTE, "10:59:00"))
                .containsOnly(
                        "received=4", "stored=2", "duplicate=1", "dead_letter/data_refused=1");
        assertThat(traffic(Grain.HOUR, "10:00:00"))
                .containsOnly(
                        "received=4", "stored=2", "duplicate=1", "dead_letter/data_refused=1");
    }

    @Test
    void verifiedAndFailedAreCountedAndUncheckedIsNot() {
        for (Verification verification : Verification.values()) {
            rollups.stored(tenant, source, AT, verification, Duration.ofMillis(5));
        }

        assertThat(traffic(Grain.HOUR, "10:00:00")).containsOnly("verified=1", "failed=1");
        assertThat(rollups.lag().values()).containsOnly(3L);
    }

    @Test
    void eventsCountInTheBucketOfTheirOwnTimeMachinesApart() {
        rollups.event(tenant, source, AT, "opened", false, "Autumn");
        rollups.event(tenant, source, AT, "opened", true, "Autumn");
        rollups.event(tenant, source, AT.plusSeconds(1), "opened", false, null);

        assertThat(rollups.events()).hasSize(6);
        assertThat(rollups.campaigns()).hasSize(1);
        assertThat(
                        rollups.events().keySet().stream()
                                .filter(key -> key.grain() == Grain.HOUR)
                                .filter(key -> key.campaignId().equals(CampaignId.NONE))
                                .map(key -> key.bucket().toString())
                                .toList())
                .containsExactly("2026-11-21T11:00:00Z");
    }

    @Test
    void campaignRemembersItsFirstAndLastEvent() {
        rollups.event(tenant, source, AT, "opened", false, "Autumn");
        rollups.event(tenant, source, AT.minusSeconds(60), "sent", false, "Autumn");

        Rollups.CampaignSeen seen = rollups.campaigns().values().iterator().next();
        assertThat(seen.first()).isEqualTo(AT.minusSeconds(60));
        assertThat(seen.last()).isEqualTo(AT);
    }

    @Test
    void campaignIdIsTheBeginningOfTheNamesHash() {
        assertThat(HexFormat.of().formatHex(Ids.bytes(CampaignId.of("abc"))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223");
    }

    @Test
    void keysLieInTheOrderOfTheDatabase() {
        SHUFFLED.forEach(each -> rollups.rejected(each, source, AT, "signature_invalid", 1));

        assertThat(
                        rollups.traffic().keySet().stream()
                                .map(RollupKey.Traffic::tenantId)
                                .distinct()
                                .toList())
                .isSortedAccordingTo(
                        (left, right) -> Arrays.compareUnsigned(Ids.bytes(left), Ids.bytes(right)));
        assertThat(
                        rollups.traffic().keySet().stream()
                                .map(key -> key.grain().code())
                                .limit(2)
                                .toList())
                .containsExactly("hour", "minute");
    }

    /** Column by column, as the tables' primary keys are, whichever is not alike. */
    @Test
    void keysOfEveryTableLieInTheOrderOfTheDatabase() {
        CampaignMoney money = new CampaignMoney();
        for (UUID each : SHUFFLED) {
            for (UUID other : SHUFFLED) {
                for (int hours : new int[] {2, 0, 1}) {
                    Instant at = AT.plus(Duration.ofHours(hours));
                    String name = "campaign " + other;
                    for (String type : List.of("refunded", "paid", "ordered")) {
                        rollups.event(each, other, at, type, hours == 1, name);
                        money.count(new CampaignMoney.Entry(each, other, name, type, at, 1, "EUR"));
                    }
                    rollups.stored(
                            each, other, at, Verification.FAILED, Duration.ofSeconds(9 - hours));
                }
            }
        }

        assertSorted(
                rollups.events().keySet(),
                key ->
                        row(
                                key.tenantId(),
                                key.grain().code(),
                                key.bucket(),
                                key.sourceId(),
                                key.campaignId(),
                                key.type(),
                                key.machine() ? 1 : 0,
                                key.generation()));
        assertSorted(
                rollups.traffic().keySet(),
                key ->
                        row(
                                key.tenantId(),
                                key.grain().code(),
                                key.bucket(),
                                key.sourceId(),
                                key.outcome(),
                                key.reason()));
        assertSorted(
                rollups.lag().keySet(),
                key -> row(key.tenantId(), key.grain().code(), key.bucket(), key.boundMillis()));
        assertSorted(rollups.campaigns().keySet(), key -> row(key.tenantId(), key.id()));
        assertSorted(
                money.sums().keySet(),
                key ->
                        row(
                                key.tenantId(),
                                key.campaignId(),
                                key.hour(),
                                key.sourceId(),
                                key.currency(),
                                key.kind().code()));
    }

    private static <K> void assertSorted(Collection<K> keys, Function<K, List<byte[]>> columns) {
        assertThat(keys.stream().map(columns).toList())
                .hasSizeGreaterThan(3)
                .isSortedAccordingTo(RollupsTest::compare);
    }

    /** As the databases compare them: bytes, one column after the other. */
    private static List<byte[]> row(Object... columns) {
        return Arrays.stream(columns).map(RollupsTest::column).toList();
    }

    private static byte[] column(Object value) {
        return switch (value) {
            case UUID id -> Ids.bytes(id);
            case Instant at -> at.toString().getBytes(StandardCharsets.UTF_8);
            case Integer number -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
            default -> value.toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static int compare(List<byte[]> left, List<byte[]> right) {
        int order = 0;
        for (int i = 0; order == 0 && i < left.size(); i++) {
            order = Arrays.compareUnsigned(left.get(i), right.get(i));
        }
        return order;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "2, 2",
        "3, 4",
        "1000, 1024",
        "1024, 1024",
        "1025, 2048",
        "99999999999, 1073741824",
        "-5, 1"
    })
    void lagFallsIntoTheClassThatEndsAtTheNextPowerOfTwo(long millis, int bound) {
        assertThat(Rollups.bound(Duration.ofMillis(millis))).isEqualTo(bound);
    }

    private List<String> traffic(Grain grain, String time) {
        return rollups.traffic().entrySet().stream()
                .filter(row -> row.getKey().grain() == grain)
                .filter(row -> row.getKey().bucket().toString().contains(time))
                .map(row ->
                        row.getKey().outcome()
                                + (row.getKey().reason().isEmpty()
                                        ? ""
                                        : "/" + row.getKey().reason())
                                + "="
                                + row.getValue())
                .collect(Collectors.toList());
    }
}
