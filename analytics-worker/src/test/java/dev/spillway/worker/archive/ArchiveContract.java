package dev.spillway.worker.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an archive does, wherever it keeps objects. */
interface ArchiveContract {

    Instant START = Instant.parse("2026-11-21T15:58:00Z");

    /** An empty one. */
    Archive archive();

    /** One in a place that cannot be had. */
    Archive elsewhere();

    @Test
    default void whatIsPutIsThereWithAllItsBytes() throws IOException {
        byte[] object = ObjectWriter.write(Messages.some(3));

        archive().put(key(0), object);

        try (InputStream in = archive().open(key(0))) {
            assertThat(in.readAllBytes()).isEqualTo(object);
        }
    }

    @Test
    default void sameKeyTwiceIsOneObject() {
        archive().put(key(0), new byte[] {1});
        archive().put(key(0), new byte[] {1});

        assertThat(keysAfter(ArchiveKey.FIRST)).containsExactly(key(0));
    }

    @Test
    default void keysComeInTheirOrderFromWhereOneWantsThem() {
        List<String> keys = new ArrayList<>();
        for (int minutes = 5; minutes >= 0; minutes--) {
            keys.addFirst(key(minutes));
            archive().put(key(minutes), new byte[] {1});
        }

        assertThat(keysAfter(ArchiveKey.FIRST)).isEqualTo(keys);
        assertThat(keysAfter(keys.get(2))).isEqualTo(keys.subList(3, 6));
        assertThat(keysAfter(ArchiveKey.before(START.plus(Duration.ofMinutes(3)))))
                .isEqualTo(keys.subList(3, 6));
        assertThat(keysAfter(keys.get(5))).isEmpty();
    }

    @Test
    default void archiveThatWasLookedAtIsStillEmpty() {
        archive().check();
        archive().check();

        assertThat(keysAfter(ArchiveKey.FIRST)).isEmpty();
    }

    @Test
    default void placeThatCannotBeHadIsNoticedAtOnce() {
        assertThatThrownBy(() -> elsewhere().check()).isInstanceOf(ArchiveUnusableException.class);
        assertThatThrownBy(() -> elsewhere().put(key(0), new byte[] {1}))
                .isInstanceOf(ArchiveFailedException.class);
    }

    @Test
    default void objectThatIsGoneSaysSo() {
        assertThatThrownBy(() -> archive().open(key(0)))
                .isInstanceOf(ArchiveFailedException.class)
                .hasMessageContaining(key(0));
    }

    private List<String> keysAfter(String key) {
        List<String> keys = new ArrayList<>();
        archive().keysAfter(key).forEachRemaining(keys::add);
        return keys;
    }

    private static String key(int minutes) {
        return ArchiveKey.of(Ids.firstAt(START.plus(Duration.ofMinutes(minutes))));
    }
}
