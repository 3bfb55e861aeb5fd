package dev.spillway.worker.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount as it is counted.
 *
 * @param minorUnits cents, or whatever the currency has for them
 * @param currency ISO 4217, in capitals
 */
public record Money(long minorUnits, String currency) {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,13}(\\.\\d{1,6})?");
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

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
        return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }

    private static Optional<Long> minorUnits(String amount, String code) {
        return decimal(amount)
                .map(value ->
                        value.movePointRight(fractionDigits(code))
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact());
    }

    /** A decimal of a size that fits, whatever its currency. */
    static Optional<BigDecimal> decimal(String amount) {
        return DECIMAL.matcher(amount).matches()
                ? Optional.of(new BigDecimal(amount))
                : Optional.empty();
    }

    private static int fractionDigits(String code) {
        try {
            return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2; // a code newer than this JDK
        }
    }
}
