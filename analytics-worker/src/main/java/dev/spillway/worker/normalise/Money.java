package dev.spillway.worker.normalise;

import java.math.BigDecimal;
import java.math.BigInteger;
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

    /** As JSON and forms write numbers. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,9})?");

    private static final int LONGEST_TEXT = 1_000;

    /** Before the point; no {@code long} has more. */
    private static final int MOST_DIGITS = 19;

    /** Behind the point, before the first that is not 0: nothing, in any currency and any sum. */
    private static final int MOST_ZEROS = 30;

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    /** Empty unless the currency is three letters. */
    static Optional<Money> ofMinorUnits(long minorUnits, String currency) {
        return code(currency).map(code -> new Money(minorUnits, code));
    }

    /**
     * Of a decimal such as {@code 12.50} or {@code 1.5E7}, rounded half up where it has more digits
     * than its currency; empty when either is not what it should be, or a {@code long} cannot hold
     * it.
     */
    static Optional<Money> ofDecimal(String amount, String currency) {
        return decimal(amount).flatMap(value -> ofDecimal(value, currency));
    }

    /** Likewise, of a value that {@link #decimal} would answer. */
    static Optional<Money> ofDecimal(BigDecimal amount, String currency) {
        return code(currency)
                .flatMap(code -> minorUnits(amount, code).map(units -> new Money(units, code)));
    }

    private static Optional<String> code(String currency) {
        String code = currency.strip().toUpperCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }

    private static Optional<Long> minorUnits(BigDecimal amount, String code) {
        BigInteger units =
                amount.movePointRight(fractionDigits(code))
                        .setScale(0, RoundingMode.HALF_UP)
                        .toBigIntegerExact();
        return units.bitLength() < Long.SIZE ? Optional.of(units.longValue()) : Optional.empty();
    }

    /**
     * A decimal to its last digit, of a size that can be reckoned with: {@code 1e999999999} is a
     * short text and a long number.
     */
    static Optional<BigDecimal> decimal(String amount) {
        String text = amount.strip();
        if (text.length() > LONGEST_TEXT || !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        int digits = value.precision() - value.scale();
        if (value.signum() == 0 || digits < -MOST_ZEROS) {
            return Optional.of(BigDecimal.ZERO);
        }
        return digits > MOST_DIGITS ? Optional.empty() : Optional.of(value);
    }

    private static int fractionDigits(String code) {
        try {
            return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2; // a code newer than this JDK
        }
    }
}
