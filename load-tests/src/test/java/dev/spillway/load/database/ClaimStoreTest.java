package dev.spillway.load.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClaimStoreTest {

    @Test
    void identitiesLieInTheOrderOfTheDatabase() {
        List<byte[]> identities = ClaimStore.identities(500, new SplittableRandom(1), false);

        assertThat(identities).hasSize(500).isSortedAccordingTo(Arrays::compareUnsigned);
        assertThat(identities.getLast()[0]).as("unsigned").isNegative();
    }

    @Test
    void thoseOfWebhooksBeginWithTheSecond() {
        long before = Instant.now().getEpochSecond();

        List<byte[]> identities = ClaimStore.identities(5, new SplittableRandom(1), true);

        assertThat(identities)
                .allSatisfy(identity ->
                        assertThat(Integer.toUnsignedLong(ByteBuffer.wrap(identity).getInt()))
                                .isBetween(before, before + 60));
    }
}
