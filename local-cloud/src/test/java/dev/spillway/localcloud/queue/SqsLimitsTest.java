package dev.spillway.localcloud.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.elasticmq.Limits;
import org.elasticmq.Limits$;
import org.elasticmq.StrictSQSLimits$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsLimitsTest {

    private static final Limits STRICT = StrictSQSLimits$.MODULE$;

    private final Limits limits = new SqsLimits();

    @Test
    void takesTheCharactersThatElasticMqTakes() {
        int[] differing =
                IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> takes(limits, c) != takes(STRICT, c))
                        .toArray();

        assertThat(differing).isEmpty();
        assertThat(takes(limits, 0)).isFalse();
    }

    private static boolean takes(Limits limits, int codePoint) {
        return verify(limits, "a" + Character.toString(codePoint) + "z");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024 * 1024, 1024 * 1024 + 1})
    void takesTheLengthsThatElasticMqTakes(int length) {
        assertThat(verify(limits, "x".repeat(length)))
                .isEqualTo(verify(STRICT, "x".repeat(length)));
    }

    private static boolean verify(Limits limits, String body) {
        return Limits$.MODULE$.verifyMessageBody(body, limits).isRight();
    }
}
