package dev.spillway.app.campaign;

import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings people and events of the same hours together. Used by one thread. */
final class SeriesLines {

    private final Map<Stage, SortedMap<Instant, Funnel.Count>> persons = new EnumMap<>(Stage.class);
    private final Map<Stage, SortedMap<Instant, Funnel.Count>> machines =
            new EnumMap<>(Stage.class);

    SeriesLines(List<PeopleReader.HourCount> people, List<EventReader.HourCount> events) {
        for (Stage stage : Stage.values()) {
            persons.put(stage, new TreeMap<>());
        }
        people.forEach(each -> add(each.reach(), each.hour(), new Funnel.Count(each.people(), 0)));
        CountedStages stages =
                CountedStages.of(events.stream().map(EventReader.HourCount::count).toList());
        for (EventReader.HourCount each : events) {
            EventReader.TypeCount count = each.count();
            stages.reachedBy(count)
                    .ifPresent(stage ->
                            add(
                                    new Reach(stage, count.machine()),
                                    each.hour(),
                                    new Funnel.Count(0, count.events())));
        }
    }

    private void add(Reach reach, Instant hour, Funnel.Count count) {
        (reach.machine() ? machines : persons)
                .computeIfAbsent(reach.stage(), _ -> new TreeMap<>())
                .merge(
                        hour,
                        count,
                        (a, b) ->
                                new Funnel.Count(a.people() + b.people(), a.events() + b.events()));
    }

    Funnel.Series series(Hours hours) {
        List<Funnel.Line> lines = new ArrayList<>();
        persons.forEach((stage, points) -> lines.add(line(stage, false, points)));
        machines.forEach((stage, points) -> lines.add(line(stage, true, points)));
        return new Funnel.Series("hour", hours.from(), hours.to(), lines);
    }

    private static Funnel.Line line(
            Stage stage, boolean machine, SortedMap<Instant, Funnel.Count> points) {
        return new Funnel.Line(
                stage.code(),
                machine,
                points.entrySet().stream()
                        .map(point ->
                                new Funnel.Point(
                                        point.getKey(),
                                        point.getValue().people(),
                                        point.getValue().events()))
                        .toList());
    }
}
