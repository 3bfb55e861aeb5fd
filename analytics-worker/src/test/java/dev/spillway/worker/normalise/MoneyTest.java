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
        "-0.005, USD, -1, USD",
        "12.3456789, EUR, 1235, EUR",
        "1.23456789, KWD, 1235, KWD",
        "1.5E7, USD, 1500000000, USD",
        "1.5E+7, USD, 1500000000, USD",
        "1e-2, USD, 1, USD",
        "0E-10, USD, 0, USD",
        "1e-999999999, USD, 0, USD",
        "0e999999999, USD, 0, USD",
        ".5, USD, 50, USD",
        "' 7.50 ', USD, 750, USD",
        "92233720368547758.07, USD, 9223372036854775807, USD",
        "7.5, ZZZ, 750, ZZZ"
    })
    void decimalIsCountedInTheMinorUnitsOfItsCurrency(
            String amount, String currency, long units, String code) {
        assertThat(Money.ofDecimal(amount, currency)).contains(new Money(units, code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,50",
                "NaN",
                "Infinity",
                "92233720368547758.08",
                "1e999999999",
                "1e9999999999",
                "0x1",
                "."
            })
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
