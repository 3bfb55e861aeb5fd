package dev.spillway.localcloud.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elasticmq.Limits;
import org.elasticmq.Limits$;
import org.elasticmq.StrictSQSLimits$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsLimitsTest {

    private static final Limits STRICT = StrictSQSLimits$.MODULE$;

    /** No block holds surrogates of both kinds, which would make pairs. */
    private static final int BLOCK = 1024;

    private final Limits limits = new SqsLimits();

    @Test
    void takesTheCharactersThatElasticMqTakes() {
        int[] differing =
                IntStream.iterate(0, c -> c <= Character.MAX_CODE_POINT, c -> c + BLOCK)
                        .flatMap(this::differing)
                        .toArray();

        assertThat(differing).isEmpty();
        assertThat(takes(limits, 0)).isFalse();
    }

    /** Looks at each only where it is not so that both take all: there are a million. */
    private IntStream differing(int first) {
        String all =
                IntStream.range(first, first + BLOCK)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        return verify(limits, all) && verify(STRICT, all)
                ? IntStream.empty()
                : IntStream.range(first, first + BLOCK)
                        .filter(c -> takes(limits, c) != takes(STRICT, c));
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
