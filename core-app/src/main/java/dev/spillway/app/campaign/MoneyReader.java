package dev.spillway.app.campaign;

import dev.spillway.app.campaign.Takings.Amount;
import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.app.database.Row;
import dev.spillway.platform.id.Ids;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Money of a campaign, from its rollup. */
@Component
class MoneyReader {

    private static final String SUMS =
            """
            SELECT source_id, currency, kind, SUM(events) AS events, SUM(amount) AS amount
            FROM app_campaign_money WHERE campaign_id = :campaign AND hour >= :from AND hour < :to
            GROUP BY source_id, currency, kind
            """;

    /** What earned most first; between currencies that says little, but it is an order. */
    private static final Comparator<Takings> MOST_FIRST =
            Comparator.comparing(Takings::revenue).reversed().thenComparing(Takings::currency);

    private final DashboardDatabase database;

    MoneyReader(DashboardDatabase database) {
        this.database = database;
    }

    List<Takings> ofItsLife(Campaign campaign) {
        return of(campaign, Hours.ALWAYS);
    }

    /** By currency; those that nothing was told of are left out. */
    List<Takings> of(Campaign campaign, Hours hours) {
        Map<Till, Map<String, Amount>> tills = new HashMap<>();
        database.sql(SUMS)
                .param("campaign", Ids.bytes(campaign.id()))
                .param("from", Row.time(hours.from()))
                .param("to", Row.time(hours.to()))
                .query(Row.mapper(Sum::new))
                .list()
                .forEach(sum ->
                        tills.computeIfAbsent(sum.till(), _ -> new HashMap<>())
                                .put(sum.kind(), sum.amount()));
        Map<String, Takings> takings = new TreeMap<>();
        tills.forEach((till, kinds) ->
                takings.merge(till.currency(), takings(till, kinds), Takings::plus));
        return takings.values().stream()
                .filter(MoneyReader::isSomething)
                .sorted(MOST_FIRST)
                .toList();
    }

    private static Takings takings(Till till, Map<String, Amount> kinds) {
        return Takings.of(
                till.currency(),
                kinds.getOrDefault("order", Amount.NOTHING),
                kinds.getOrDefault("payment", Amount.NOTHING),
                kinds.getOrDefault("refund", Amount.NOTHING));
    }

    /** Sums of what was all taken back again stay behind as rows of nothing. */
    private static boolean isSomething(Takings takings) {
        return takings.orders().count() + takings.payments().count() + takings.refunds().count()
                > 0;
    }

    /** Where one currency of one source is counted. */
    private record Till(UUID source, String currency) {}

    private record Sum(Till till, String kind, Amount amount) {
        Sum(Row row) throws SQLException {
            this(
                    new Till(row.id("source_id"), row.text("currency")),
                    row.text("kind"),
                    new Amount(row.number("events"), row.integer("amount")));
        }
    }
}
