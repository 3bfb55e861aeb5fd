package dev.spillway.app.metrics;

import dev.spillway.platform.error.FieldError;
import dev.spillway.platform.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/metrics")
@Tag(name = "Metrics")
class MetricsController {

    private final TimeseriesQuery timeseries;
    private final SummaryQuery summaries;
    private final Clock clock;

    MetricsController(TimeseriesQuery timeseries, SummaryQuery summaries, Clock clock) {
        this.timeseries = timeseries;
        this.summaries = summaries;
        this.clock = clock;
    }

    @GetMapping("/timeseries")
    @Operation(
            summary = "A metric over time",
            description =
                    "Whole buckets of the zone's clocks from before `from` to after `to`, at most 1,500, gaps"
                            + " as 0. Without `from` the last hour in minutes, the last day in hours, the last 30 days.")
    Timeseries timeseries(
            @RequestParam Metric metric,
            @RequestParam(required = false) @Nullable Grouping by,
            @RequestParam(defaultValue = "minute") Bucket bucket,
            @RequestParam(defaultValue = "UTC") ZoneId zone,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        if (by != null && !metric.groupings().contains(by)) {
            throw notGroupedBy(metric);
        }
        Instant end = to == null ? clock.instant() : to;
        Instant start = from == null ? end.minus(bucket.usual()) : from;
        Timeline timeline = Timeline.of(bucket, zone, start, end);
        return new Timeseries(bucket.code(), timeseries.series(metric, by, timeline));
    }

    private static ProblemException notGroupedBy(Metric metric) {
        List<String> known =
                metric.groupings().stream().map(by -> by.name().toLowerCase(Locale.ROOT)).toList();
        return ProblemException.invalid(
                List.of(
                        new FieldError(
                                "by",
                                "must be " + String.join(" or ", known) + " for this metric")));
    }

    @GetMapping("/summary")
    @Operation(summary = "What happened in a time; the last 24 hours where nothing is said")
    Summary summary(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        Instant end = to == null ? clock.instant() : to;
        Instant start = from == null ? end.minus(Duration.ofDays(1)) : from;
        return summaries.summary(start, end);
    }
}
