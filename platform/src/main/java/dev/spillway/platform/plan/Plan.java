package dev.spillway.platform.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a tenant has bought.
 *
 * <p>Rates are webhooks a second over all instances of the door; the door divides them by the
 * instances it sees, so they are approximate.
 */
public enum Plan {
    STARTER(100, 1_000, 1_000_000, 30, 90, 400),
    GROWTH(1_000, 10_000, 20_000_000, 60, 180, 800),
    SCALE(10_000, 100_000, 500_000_000, 90, 400, 1_200);

    private final int rate;
    private final int ceiling;
    private final long monthlyWebhooks;
    private final int webhookDays;
    private final int eventDays;
    private final int rollupDays;

    Plan(
            int rate,
            int ceiling,
            long monthlyWebhooks,
            int webhookDays,
            int eventDays,
            int rollupDays) {
        this.rate = rate;
        this.ceiling = ceiling;
        this.monthlyWebhooks = monthlyWebhooks;
        this.webhookDays = webhookDays;
        this.eventDays = eventDays;
        this.rollupDays = rollupDays;
    }

    /** The name in API and database: {@code starter}, {@code growth}, {@code scale}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Plan> find(String code) {
        return Arrays.stream(values()).filter(plan -> plan.code().equals(code)).findFirst();
    }

    /** Webhooks a second that go to the main lane; what exceeds them goes to overflow. */
    public int rate() {
        return rate;
    }

    /**
     * Webhooks a second beyond which the door answers 429.
     *
     * @param ceilings false on one machine, where the biggest plan has none
     */
    public OptionalInt ceiling(boolean ceilings) {
        return ceilings || this != SCALE ? OptionalInt.of(ceiling) : OptionalInt.empty();
    }

    /**
     * Webhooks that the price of a calendar month, in UTC, includes. What comes beyond them is
     * taken all the same; the tenant is told before.
     */
    public long monthlyWebhooks() {
        return monthlyWebhooks;
    }

    /** Days for which a webhook's raw body is kept, counted from its receipt. */
    public int webhookDays() {
        return webhookDays;
    }

    /**
     * The start of the first day of which everything that was received is still there as it came.
     */
    public Instant rawSince(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(webhookDays, ChronoUnit.DAYS);
    }

    /** Days for which events are kept, counted from their webhook's receipt. */
    public int eventDays() {
        return eventDays;
    }

    /** Days for which counts by the hour are kept. They name nobody. */
    public int rollupDays() {
        return rollupDays;
    }
}
