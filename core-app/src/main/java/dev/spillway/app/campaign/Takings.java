package dev.spillway.app.campaign;

import java.math.BigInteger;

/**
 * A campaign's money in one currency, in its minor units.
 *
 * @param currency ISO 4217
 * @param orders what was ordered, as shops tell
 * @param payments what was paid, as shops and payment services tell
 * @param refunds what was paid back, never negative
 * @param revenue what came in and stayed: of each source its orders or its payments, whichever are
 *     more, since both tell of the same sales; less its refunds
 */
record Takings(
        String currency, Amount orders, Amount payments, Amount refunds, BigInteger revenue) {

    /** How many, and how much together. */
    record Amount(long count, BigInteger amount) {

        static final Amount NOTHING = new Amount(0, BigInteger.ZERO);

        Amount plus(Amount other) {
            return new Amount(count + other.count, amount.add(other.amount));
        }
    }

    /** What one source tells. */
    static Takings of(String currency, Amount orders, Amount payments, Amount refunds) {
        BigInteger sales = orders.amount().max(payments.amount());
        return new Takings(currency, orders, payments, refunds, sales.subtract(refunds.amount()));
    }

    /** Two sources' together. */
    Takings plus(Takings other) {
        return new Takings(
                currency,
                orders.plus(other.orders),
                payments.plus(other.payments),
                refunds.plus(other.refunds),
                revenue.add(other.revenue));
    }
}
