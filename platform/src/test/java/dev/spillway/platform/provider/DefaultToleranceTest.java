package dev.spillway.platform.provider;

import static dev.spillway.platform.provider.PresetVariant.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import dev.spillway.platform.signature.Verifier;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How old a request may be, and how far ahead, where no setting says so: ADR 0007 has the why. */
class DefaultToleranceTest {

    private static final Verdict OUTSIDE = Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE);
    private static final Duration YEARS = Duration.ofDays(3650);

    private static final Map<String, Integer> SECONDS =
            Map.ofEntries(
                    Map.entry("calendly", 180),
                    Map.entry("clerk", 300),
                    Map.entry("customerio", 300),
                    Map.entry("hubspot", 300),
                    Map.entry("klaviyo", 300),
                    Map.entry("loops", 300),
                    Map.entry("mailgun", 86_400),
                    Map.entry("paddle", 5),
                    Map.entry("resend", 300),
                    Map.entry("slack", 300),
                    Map.entry("standard-webhooks", 300),
                    Map.entry("stripe", 300),
                    Map.entry("telnyx", 300),
                    Map.entry("workos", 180),
                    Map.entry("zendesk", 300));

    /** A stamp is signed, and none is too old; of {@code ses} its own test says so. */
    private static final Set<String> ANY_AGE =
            Set.of("bird", "jwt", "sendgrid", "ses", "sinch", "vonage", "zoom");

    static Stream<PresetVariant> timestamped() {
        return PresetVariant.all().filter(PresetVariant::isBoundByTolerance);
    }

    static Stream<PresetVariant> bounded() {
        return timestamped().filter(variant -> SECONDS.containsKey(variant.preset().id()));
    }

    static Stream<PresetVariant> unbounded() {
        return timestamped()
                .filter(variant -> ANY_AGE.contains(variant.preset().id()))
                .filter(variant -> !variant.scheme().needsTrust());
    }

    @Test
    void everyPresetThatSignsAStampIsInOneOfTheLists() {
        assertThat(timestamped().map(variant -> variant.preset().id()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SECONDS.keySet().stream(), ANY_AGE.stream()).toList());
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void holdsItsVendorsDefaultOnBothSides(PresetVariant variant) {
        Duration longest = Duration.ofSeconds(SECONDS.get(variant.preset().id()));
        Duration longer = longest.plusSeconds(1);
        Verifier verifier = variant.bind(variant.sample("acme").credentials());
        Delivery delivery = variant.signed(variant.sample("acme"));

        assertThat(verifier.verify(delivery.request(), NOW.plus(longest)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), NOW.minus(longest)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), NOW.plus(longer))).isEqualTo(OUTSIDE);
        assertThat(verifier.verify(delivery.request(), NOW.minus(longer))).isEqualTo(OUTSIDE);
    }

    @ParameterizedTest
    @MethodSource("unbounded")
    void takesAnyAgeWhereRetriesMayKeepTheFirstStamp(PresetVariant variant) {
        Verifier verifier = variant.bind(variant.sample("acme").credentials());
        Delivery delivery = variant.signed(variant.sample("acme"));

        assertThat(verifier.verify(delivery.request(), NOW.plus(YEARS)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verifier.verify(delivery.request(), NOW.minus(YEARS)))
                .isEqualTo(Verdict.VERIFIED);
    }
}
