package dev.spillway.app.campaign;

import dev.spillway.app.campaign.EventReader.TypeCount;
import dev.spillway.app.database.DashboardDatabase;
import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a funnel together, all of it in one state of the database. */
@Component
class FunnelQuery {

    private static final double TEN_THOUSAND = 10_000;

    private final DashboardDatabase database;
    private final PeopleReader people;
    private final EventReader events;
    private final MoneyReader money;
    private final Clock clock;

    FunnelQuery(
            DashboardDatabase database,
            PeopleReader people,
            EventReader events,
            MoneyReader money,
            Clock clock) {
        this.database = database;
        this.people = people;
        this.events = events;
        this.money = money;
        this.clock = clock;
    }

    /** Over all its hours; the series shows the last ones. */
    Funnel ofItsLife(Campaign campaign) {
        Hours shown = Hours.lastOf(campaign);
        return database.snapshot(() ->
                funnel(
                        campaign,
                        null,
                        shown,
                        people.ofItsLife(campaign),
                        events.ofItsLife(campaign),
                        money.ofItsLife(campaign)));
    }

    /** Over some hours. */
    Funnel of(Campaign campaign, Hours hours) {
        return database.snapshot(() ->
                funnel(
                        campaign,
                        hours,
                        hours,
                        people.of(campaign, hours),
                        events.of(campaign, hours),
                        money.of(campaign, hours)));
    }

    private Funnel funnel(
            Campaign campaign,
            @Nullable Hours counted,
            Hours shown,
            Map<Reach, Long> people,
            List<TypeCount> events,
            List<Takings> money) {
        CountedStages stages = CountedStages.of(events);
        return new Funnel(
                campaign.id(),
                campaign.name(),
                campaign.firstSeenAt(),
                campaign.lastSeenAt(),
                asOf(),
                counted == null ? null : counted.from(),
                counted == null ? null : counted.to(),
                PeopleSketch.TWO_STANDARD_ERRORS,
                Arrays.stream(Stage.values())
                        .map(stage -> step(stage, people, reached(stage, stages, events)))
                        .toList(),
                rates(people),
                money,
                others(events.stream().filter(count -> stages.reachedBy(count).isEmpty()).toList()),
                new SeriesLines(
                                this.people.byHour(campaign, shown),
                                this.events.byHour(campaign, shown))
                        .series(shown));
    }

    /** What waits to be merged was stored at its id's moment or later; if nothing waits, now. */
    private Instant asOf() {
        return people.oldestPending().orElseGet(clock::instant);
    }

    private static List<TypeCount> reached(
            Stage stage, CountedStages stages, List<TypeCount> events) {
        return events.stream()
                .filter(count -> stages.reachedBy(count).filter(stage::equals).isPresent())
                .toList();
    }

    private static Funnel.Step step(Stage stage, Map<Reach, Long> people, List<TypeCount> events) {
        return new Funnel.Step(
                stage.code(),
                people.getOrDefault(new Reach(stage, false), 0L),
                events(false, events),
                new Funnel.Count(
                        people.getOrDefault(new Reach(stage, true), 0L), events(true, events)));
    }

    private static long events(boolean machine, List<TypeCount> events) {
        return events.stream()
                .filter(count -> count.machine() == machine)
                .mapToLong(TypeCount::events)
                .sum();
    }

    /** By type, most frequent first. */
    private static Map<String, Long> others(List<TypeCount> events) {
        Map<String, Long> sums = new TreeMap<>();
        events.forEach(count -> sums.merge(count.type(), count.events(), Long::sum));
        Map<String, Long> others = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> others.put(entry.getKey(), entry.getValue()));
        return others;
    }

    private static Funnel.Rates rates(Map<Reach, Long> people) {
        return new Funnel.Rates(
                share(Stage.DELIVERED, Stage.SENT, people),
                share(Stage.OPENED, Stage.DELIVERED, people),
                share(Stage.CLICKED, Stage.DELIVERED, people),
                share(Stage.CLICKED, Stage.OPENED, people),
                share(Stage.CONVERTED, Stage.DELIVERED, people));
    }

    /** Never above 1: two estimates may be wrong in opposite directions, and buyers unknown. */
    private static @Nullable Double share(Stage part, Stage whole, Map<Reach, Long> people) {
        long all = people.getOrDefault(new Reach(whole, false), 0L);
        if (all == 0) {
            return null;
        }
        double share = people.getOrDefault(new Reach(part, false), 0L) / (double) all;
        return Math.min(1, Math.round(share * TEN_THOUSAND) / TEN_THOUSAND);
    }
}
