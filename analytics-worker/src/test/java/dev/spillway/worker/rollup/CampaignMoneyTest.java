package dev.spillway.worker.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CampaignMoneyTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:59:59.999Z");

    private final UUID tenant = Ids.next();
    private final UUID source = Ids.next();
    private final CampaignMoney money = new CampaignMoney();

    private CampaignMoney.Entry entry(String campaign, String type, long amount, String currency) {
        return new CampaignMoney.Entry(tenant, source, campaign, type, AT, amount, currency);
    }

    @Test
    void amountsAreSummedByKindAndCurrencyInTheHourOfTheirEvent() {
        money.count(entry("Spring", "ordered", 1_000, "EUR"));
        money.count(entry("Spring", "ordered", 250, "EUR"));
        money.count(entry("Spring", "ordered", 900, "JPY"));
        money.count(entry("Spring", "paid", 1_000, "EUR"));
        money.count(entry("Spring", "subscription_renewed", 1, "EUR"));
        money.count(entry("Autumn", "ordered", 5, "EUR"));

        assertThat(money.sums()).hasSize(4);
        assertThat(money.sums().get(key("Spring", "EUR", MoneyKind.ORDER)))
                .isEqualTo(sum(2, 1_250));
        assertThat(money.sums().get(key("Spring", "JPY", MoneyKind.ORDER))).isEqualTo(sum(1, 900));
        assertThat(money.sums().get(key("Spring", "EUR", MoneyKind.PAYMENT)))
                .isEqualTo(sum(2, 1_001));
    }

    @Test
    void refundCountsTheSameWithAMinusOrWithout() {
        money.count(entry("Spring", "refunded", 300, "EUR"));
        money.count(entry("Spring", "refunded", -200, "EUR"));

        assertThat(money.sums().get(key("Spring", "EUR", MoneyKind.REFUND))).isEqualTo(sum(2, 500));
    }

    @Test
    void whatIsNeitherSaleNorRefundIsNoMoney() {
        for (String type :
                new String[] {
                    "opened",
                    "cancelled",
                    "payment_failed",
                    "checkout_started",
                    "subscription_started"
                }) {
            money.count(entry("Spring", type, 300, "EUR"));
        }

        assertThat(money.sums()).isEmpty();
    }

    @Test
    void whatIsTakenBackLeavesTheDifference() {
        money.takeBack(entry("Spring", "ordered", 1_000, "EUR"));
        money.count(entry("Autumn", "ordered", 1_000, "EUR"));
        money.takeBack(entry("Spring", "refunded", -200, "EUR"));
        money.count(entry("Spring", "refunded", 200, "EUR"));

        assertThat(money.sums())
                .containsOnly(
                        Map.entry(key("Spring", "EUR", MoneyKind.ORDER), sum(-1, -1_000)),
                        Map.entry(key("Autumn", "EUR", MoneyKind.ORDER), sum(1, 1_000)));
    }

    @Test
    void noVendorsNumberIsTooLarge() {
        money.count(entry("Spring", "ordered", Long.MAX_VALUE, "EUR"));
        money.count(entry("Spring", "ordered", Long.MAX_VALUE, "EUR"));
        money.count(entry("Spring", "refunded", Long.MIN_VALUE, "EUR"));

        assertThat(money.sums().values())
                .extracting(sum -> sum.amount().toPlainString())
                .containsExactly("18446744073709551614", "9223372036854775808");
    }

    private MoneyKey key(String campaign, String currency, MoneyKind kind) {
        Instant hour = Instant.parse("2026-11-21T10:00:00Z");
        return new MoneyKey(tenant, CampaignId.of(campaign), hour, source, currency, kind);
    }

    private static CampaignMoney.Sum sum(long events, long amount) {
        return new CampaignMoney.Sum(events, BigDecimal.valueOf(amount));
    }
}
