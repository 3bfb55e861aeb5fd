package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "12.50, eur, 1250, EUR",
        "398.00, USD, 39800, USD",
        "3980, JPY, 3980, JPY",
        "1.234, KWD, 1234, KWD",
        "-5, usd, -500, USD",
        "0.005, USD, 1, USD",
        "7.5, ZZZ, 750, ZZZ"
    })
    void decimalIsCountedInTheMinorUnitsOfItsCurrency(
            String amount, String currency, long units, String code) {
        assertThat(Money.ofDecimal(amount, currency)).contains(new Money(units, code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,50", "1e9", "NaN", "12345678901234567890", "0x1"})
    void whatIsNoAmountIsNone(String amount) {
        assertThat(Money.ofDecimal(amount, "USD")).isEmpty();
    }

    @Test
    void whatIsNoCurrencyIsNone() {
        assertThat(Money.ofMinorUnits(1, "dollars")).isEmpty();
        assertThat(Money.ofMinorUnits(1, "U$D")).isEmpty();
        assertThat(Money.ofMinorUnits(1, " gbp ")).contains(new Money(1, "GBP"));
    }
}
