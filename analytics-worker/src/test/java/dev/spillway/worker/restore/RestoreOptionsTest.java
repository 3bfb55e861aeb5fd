package dev.spillway.worker.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreOptionsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static RestoreOptions parse(String... more) {
        List<String> words = new ArrayList<>(List.of("--from-archive", "/archive"));
        words.addAll(Arrays.asList(more));
        return RestoreOptions.parse(words);
    }

    private static String keyAt(Instant moment) {
        return "v1/2026/11/21/12/" + Ids.firstAt(moment) + ".messages.gz";
    }

    @Test
    void everythingIsReadUnlessOneSaysOtherwise() {
        RestoreOptions options = parse();

        assertThat(options.start()).isLessThan(keyAt(Instant.EPOCH));
        assertThat(options.isBeyond("v1/9999")).isFalse();
        assertThat(options.wants(Ids.next())).isTrue();
        assertThat(options.dryRun()).isFalse();
    }

    @Test
    void timeReachesFromItsFirstMillisecondUpToItsEnd() {
        RestoreOptions options =
                parse("--from", NOON.toString(), "--to", NOON.plusSeconds(1).toString());

        assertThat(keyAt(NOON)).isGreaterThan(options.start());
        assertThat(keyAt(NOON.minusMillis(1))).isLessThan(options.start());
        assertThat(options.isBeyond(keyAt(NOON.plusMillis(999)))).isFalse();
        assertThat(options.isBeyond(keyAt(NOON.plusSeconds(1)))).isTrue();
    }

    @Test
    void whereItGoesOnLiesNeverBeforeItsBegin() {
        assertThat(parse("--from", NOON.toString(), "--after", keyAt(NOON.minusSeconds(1))).start())
                .isEqualTo(parse("--from", NOON.toString()).start());
        assertThat(parse("--from", NOON.toString(), "--after", keyAt(NOON.plusSeconds(1))).start())
                .isEqualTo(keyAt(NOON.plusSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fast",
                "--from yesterday",
                "--to",
                "--tenant acme",
                "--from-archive s3:///prefix"
            })
    void whatCannotBeMeantIsRefusedByName(String words) {
        assertThatThrownBy(() -> parse(words.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words.split(" ")[0]);
    }

    @Test
    void withoutAnArchiveItSaysHowItIsUsed() {
        assertThatThrownBy(() -> RestoreOptions.parse(List.of()))
                .hasMessageContaining("--from-archive DIR|s3://BUCKET/PREFIX");
    }
}
