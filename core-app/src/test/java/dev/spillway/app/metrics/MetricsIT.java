package dev.spillway.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class MetricsIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

    @LocalServerPort int port;

    private Tenant acme;
    private Source mail;
    private Api api;

    @BeforeEach
    void aSource() {
        acme = Tenant.named("Acme");
        mail = acme.source("Mail", "sendgrid");
        api = Api.at(port).withKey(acme.apiKey("read"));
    }

    private JsonNode series(String query) {
        Api.Answer answer = api.get("/api/v1/metrics/timeseries?" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().path("series");
    }

    /** Points that are not 0, by time. */
    private static Map<String, Long> counts(JsonNode series) {
        Map<String, Long> counts = new TreeMap<>();
        series.path("points")
                .forEach(point -> {
                    if (point.get(1).asLong() > 0) {
                        counts.put(point.get(0).asString(), point.get(1).asLong());
                    }
                });
        return counts;
    }

    @Test
    void minutesAreCountedAndGapsAreZero() {
        mail.events("delivered", "", TEN, 3);
        mail.events("delivered", "", TEN, 4);
        mail.events("opened", "", TEN.plusSeconds(119), 2);

        JsonNode series = series("metric=events&from=2026-11-20T10:00:00Z&to=2026-11-20T10:05:00Z");

        assertThat(series).hasSize(1);
        assertThat(series.get(0).path("key").asString()).isEqualTo("total");
        assertThat(series.get(0).path("points").toString())
                .isEqualTo(
                        "[[\"2026-11-20T10:00:00.000Z\",7],[\"2026-11-20T10:01:00.000Z\",2],"
                                + "[\"2026-11-20T10:02:00.000Z\",0],[\"2026-11-20T10:03:00.000Z\",0],"
                                + "[\"2026-11-20T10:04:00.000Z\",0]]");
    }

    @Test
    void everyMetricIsGroupedByWhatItHas() {
        Source shop = acme.source("Shop", "stripe");
        mail.events("delivered", "Spring", TEN, 5);
        shop.events("paid", "", TEN, 2);
        mail.traffic("received", "", TEN, 9);
        mail.traffic("duplicate", "", TEN, 1);
        shop.traffic("rejected", "signature_invalid", TEN, 4);
        shop.traffic("rejected", "body_too_large", TEN, 6);
        mail.traffic("dead_letter", "event_unparsable", TEN, 8);
        String time = "&from=2026-11-20T10:00:00Z&to=2026-11-20T10:01:00Z";

        assertThat(keys("metric=events&by=type" + time)).containsExactly("delivered", "paid");
        assertThat(keys("metric=events&by=source" + time))
                .containsExactly(mail.id().toString(), shop.id().toString());
        JsonNode campaigns = series("metric=events&by=campaign" + time);
        assertThat(campaigns.get(0).path("name").asString()).isEqualTo("Spring");
        assertThat(campaigns.get(1).path("key").asString()).isEqualTo("none");
        assertThat(keys("metric=webhooks" + time)).containsExactly("total");
        assertThat(series("metric=webhooks&by=source" + time).get(0).path("name").asString())
                .isEqualTo("Mail");
        assertThat(keys("metric=duplicates" + time)).containsExactly("total");
        assertThat(keys("metric=rejections&by=reason" + time))
                .containsExactly("body_too_large", "signature_invalid");
        assertThat(keys("metric=deadLetters&by=reason" + time)).containsExactly("event_unparsable");
    }

    private List<String> keys(String query) {
        return series(query).valueStream().map(series -> series.path("key").asString()).toList();
    }

    @Test
    void whatIsTooManyToListIsOneSeries() {
        for (int i = 0; i < 25; i++) {
            mail.events("type_%02d".formatted(i), "", TEN, 100 - i);
        }

        JsonNode series =
                series("metric=events&by=type&from=2026-11-20T10:00:00Z&to=2026-11-20T10:01:00Z");

        assertThat(series).hasSize(21);
        assertThat(series)
                .filteredOn(one -> one.path("key").asString().equals("other"))
                .singleElement()
                .satisfies(
                        other -> assertThat(counts(other)).containsValue(80L + 79 + 78 + 77 + 76));
    }

    @Test
    void aDayIsADayOfItsZone() {
        // 23:30 in Berlin on the 19th and 00:30 on the 20th.
        mail.events("delivered", "", Instant.parse("2026-11-19T22:30:00Z"), 1);
        mail.events("delivered", "", Instant.parse("2026-11-19T23:30:00Z"), 10);
        String time = "&from=2026-11-18T12:00:00Z&to=2026-11-20T12:00:00Z";

        assertThat(counts(series("metric=events&bucket=day&zone=UTC" + time).get(0)))
                .containsExactly(Map.entry("2026-11-19T00:00:00.000Z", 11L));
        assertThat(counts(series("metric=events&bucket=day&zone=Europe/Berlin" + time).get(0)))
                .containsExactly(
                        Map.entry("2026-11-18T23:00:00.000Z", 1L),
                        Map.entry("2026-11-19T23:00:00.000Z", 10L));
    }

    @Test
    void aZoneOfHalfHoursIsCountedFromMinutes() {
        // 18:30 UTC is midnight in Kolkata.
        mail.events("delivered", "", Instant.parse("2026-11-19T18:29:00Z"), 1);
        mail.events("delivered", "", Instant.parse("2026-11-19T18:30:00Z"), 10);
        String time = "&from=2026-11-18T20:00:00Z&to=2026-11-20T12:00:00Z";

        assertThat(counts(series("metric=events&bucket=day&zone=Asia/Kolkata" + time).get(0)))
                .containsExactly(
                        Map.entry("2026-11-18T18:30:00.000Z", 1L),
                        Map.entry("2026-11-19T18:30:00.000Z", 10L));
    }

    @Test
    void whatCannotBeAnsweredIsNamed() {
        assertThat(field("")).isEqualTo("metric");
        assertThat(field("metric=money")).isEqualTo("metric");
        assertThat(field("metric=webhooks&by=type")).isEqualTo("by");
        assertThat(field("metric=events&bucket=week")).isEqualTo("bucket");
        assertThat(field("metric=events&zone=Atlantis")).isEqualTo("zone");
        assertThat(field("metric=events&from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z"))
                .isEqualTo("from");
        assertThat(field("metric=events&from=2020-01-01T00:00:00Z")).isEqualTo("bucket");
    }

    private String field(String query) {
        Api.Answer answer = api.get("/api/v1/metrics/timeseries?" + query);
        assertThat(answer.status()).as("%s %s", query, answer).isEqualTo(422);
        return answer.json().path("errors").get(0).path("field").asString();
    }

    @Test
    void aSummaryAddsUpHoursAndTheMinutesAtTheirEnds() {
        for (int minutes : new int[] {0, 30, 90, 170, 200}) {
            Instant at = TEN.plusSeconds(60L * minutes);
            mail.traffic("received", "", at, 10);
            mail.traffic("stored", "", at, 7);
            mail.traffic("duplicate", "", at, 2);
            mail.traffic("dead_letter", "event_unparsable", at, 1);
            mail.traffic("verified", "", at, 6);
            mail.traffic("failed", "", at, 1);
            mail.traffic("rejected", "signature_invalid", at, 3);
            mail.events("delivered", "", at, 5);
        }
        mail.lag(50, TEN.plusSeconds(1800), 98);
        mail.lag(1000, TEN.plusSeconds(1800), 2);

        JsonNode summary =
                api.get("/api/v1/metrics/summary?from=2026-11-20T10:15:30Z&to=2026-11-20T13:00:01Z")
                        .json();

        // Of the five, those at 10:30, 11:30 and 12:50.
        assertThat(summary.path("accepted").asLong()).isEqualTo(30);
        assertThat(summary.path("stored").asLong()).isEqualTo(21);
        assertThat(summary.path("duplicates").asLong()).isEqualTo(6);
        assertThat(summary.path("deadLetters").asLong()).isEqualTo(3);
        assertThat(summary.path("verified").asLong()).isEqualTo(18);
        assertThat(summary.path("failed").asLong()).isEqualTo(3);
        assertThat(summary.path("rejected").path("signature_invalid").asLong()).isEqualTo(9);
        assertThat(summary.path("events").path("delivered").asLong()).isEqualTo(15);
        assertThat(summary.path("lag").path("p50").asInt()).isEqualTo(50);
        assertThat(summary.path("lag").path("p99").asInt()).isEqualTo(1000);
    }

    @Test
    void aSummaryOfNothingIsZero() {
        JsonNode summary = api.get("/api/v1/metrics/summary").json();

        assertThat(summary.path("accepted").asLong()).isZero();
        assertThat(summary.path("rejected")).isEmpty();
        assertThat(summary.path("lag").path("p50").isNull()).isTrue();
    }
}
