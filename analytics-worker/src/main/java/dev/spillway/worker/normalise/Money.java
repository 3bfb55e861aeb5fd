package dev.spillway.worker.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * An amount as it is counted.
 *
 * @param minorUnits cents, or whatever the currency has for them
 * @param currency ISO 4217, in capitals
 */
public record Money(long minorUnits, String currency) {

    /** Empty unless the currency is three letters. */
    static Optional<Money> ofMinorUnits(long minorUnits, String currency) {
        return code(currency).map(code -> new Money(minorUnits, code));
    }

    /** Of a decimal such as {@code 12.50}; empty when either is not what it should be. */
    static Optional<Money> ofDecimal(String amount, String currency) {
        return code(currency)
                .flatMap(code -> minorUnits(amount, code))
                .flatMap(units -> ofMinorUnits(units, currency));
    }

    private static Optional<String> code(String currency) {
        String code = currency.strip().toUpperCase(Locale.ROOT);
        return code.matches("[A-Z]{3}") ? Optional.of(code) : Optional.empty();
    }

    private static Optional<Long> minorUnits(String amount, String code) {
        if (!amount.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
            return Optional.empty();
        }
        return Optional.of(
                new BigDecimal(amount)
                        .movePointRight(fractionDigits(code))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static int fractionDigits(String code) {
        try {
            return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2; // a code newer than this JDK
        }
    }
}
