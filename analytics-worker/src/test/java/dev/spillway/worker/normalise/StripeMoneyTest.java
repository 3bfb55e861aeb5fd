package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever Stripe takes for the smallest unit, an amount is counted in that of its currency. */
class StripeMoneyTest {

    @ParameterizedTest
    @CsvSource({
        "500, isk, 5, ISK",
        "500, ugx, 5, UGX",
        "500, mga, 50000, MGA",
        "500, jpy, 500, JPY",
        "500, huf, 500, HUF",
        "5120, kwd, 5120, KWD",
        "500, usd, 500, USD",
        "9223372036854775807, usd, 9223372036854775807, USD"
    })
    void amountIsCountedInTheMinorUnitsOfItsCurrency(
            long told, String currency, long units, String code) {
        assertThat(charged(told, currency))
                .extracting(NormalisedEvent::amount)
                .containsExactly(new Money(units, code));
    }

    private static List<NormalisedEvent> charged(long amount, String currency) {
        return Normalisers.standard()
                .normalise(
                        new WebhookBuilder(Ids.next(), "stripe")
                                .body(
                                        """
                                        {"id":"evt_1","type":"charge.succeeded","created":1795255190,
                                         "data":{"object":{"amount":%d,"currency":"%s"}}}
                                        """
                                                .formatted(amount, currency))
                                .build())
                .events();
    }
}
