package dev.spillway.worker.rollup;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The money of events, summed in memory by campaign, hour of the event, source and currency. Used
 * by one thread.
 *
 * <p>It is a difference, which {@link RollupRows#add(CampaignMoney)} applies: whoever reads stored
 * events anew takes back what they were and counts what they are.
 */
public final class CampaignMoney {

    private final SortedMap<MoneyKey, Sum> sums = new TreeMap<>(MoneyKey.ORDER);

    /**
     * What an event says of money.
     *
     * @param minorUnits of a refund whatever their sign: some vendors write a minus, some do not
     * @param currency ISO 4217, in capitals
     */
    public record Entry(
            UUID tenantId,
            UUID sourceId,
            String campaign,
            String type,
            Instant occurredAt,
            long minorUnits,
            String currency) {

        private Optional<MoneyKey> key() {
            return MoneyKind.of(type)
                    .map(kind ->
                            new MoneyKey(
                                    tenantId,
                                    CampaignId.of(campaign),
                                    Grain.HOUR.bucket(occurredAt),
                                    sourceId,
                                    currency,
                                    kind));
        }
    }

    /** Counts an event, if it is one of money that came in or went out. */
    public void count(Entry entry) {
        add(entry, 1);
    }

    /** Undoes {@link #count}. */
    public void takeBack(Entry entry) {
        add(entry, -1);
    }

    private void add(Entry entry, int times) {
        entry.key()
                .ifPresent(key -> {
                    BigDecimal amount = BigDecimal.valueOf(entry.minorUnits());
                    BigDecimal counted = key.kind() == MoneyKind.REFUND ? amount.abs() : amount;
                    Sum sum = new Sum(times, counted.multiply(BigDecimal.valueOf(times)));
                    sums.merge(key, sum, Sum::plus);
                });
    }

    /** In the order of their keys. */
    SortedMap<MoneyKey, Sum> sums() {
        return sums;
    }

    /** How many, and how much in minor units: more than a long holds, if a vendor says so. */
    record Sum(long events, BigDecimal amount) {

        /** Null, which leaves no row, where all is taken back. */
        @Nullable Sum plus(Sum other) {
            Sum sum = new Sum(events + other.events, amount.add(other.amount));
            return sum.events == 0 && sum.amount.signum() == 0 ? null : sum;
        }
    }
}
