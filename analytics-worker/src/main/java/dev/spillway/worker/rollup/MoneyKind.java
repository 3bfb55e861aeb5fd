package dev.spillway.worker.rollup;

import java.util.Locale;
import java.util.Optional;

/**
 * What money was for. A vendor may tell of one sale twice, as an order and as its payment, so the
 * two are never added up.
 */
enum MoneyKind {
    ORDER,
    PAYMENT,
    REFUND;

    /**
     * The kind that an event of this type counts as. A subscription that starts is none: its first
     * payment is told apart.
     */
    static Optional<MoneyKind> of(String eventType) {
        return switch (eventType) {
            case "ordered" -> Optional.of(ORDER);
            case "paid", "subscription_renewed" -> Optional.of(PAYMENT);
            case "refunded" -> Optional.of(REFUND);
            default -> Optional.empty();
        };
    }

    /** The name in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
