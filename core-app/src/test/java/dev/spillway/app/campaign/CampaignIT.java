package dev.spillway.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppTest;
import dev.spillway.app.fixture.CampaignRow;
import dev.spillway.app.fixture.Source;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AppTest
class CampaignIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant ELEVEN = TEN.plus(Duration.ofHours(1));
    private static final Reach DELIVERED = new Reach(Stage.DELIVERED, false);
    private static final Reach OPENED = new Reach(Stage.OPENED, false);
    private static final Reach CONVERTED = new Reach(Stage.CONVERTED, false);
    private static final Reach MACHINE = new Reach(Stage.OPENED, true);

    @LocalServerPort int port;

    private Tenant acme;
    private Source mail;
    private Source shop;
    private Api api;

    @BeforeEach
    void aTenant() {
        acme = Tenant.named("Acme");
        mail = acme.source("Mail", "sendgrid");
        shop = acme.source("Shop", "shopify");
        api = Api.at(port).withKey(acme.apiKey("read"));
    }

    /** Ana to number 9 delivered at ten, 4 opened then, 2 of them again and 3 more at eleven. */
    private CampaignRow spring() {
        return acme.campaign("Spring", TEN, ELEVEN.plusSeconds(60))
                .people(DELIVERED, TEN, 0, 10)
                .people(OPENED, TEN, 0, 4)
                .people(OPENED, ELEVEN, 2, 7)
                .people(MACHINE, TEN, 7, 9)
                .people(CONVERTED, ELEVEN, 0, 1)
                .events(mail, "delivered", false, TEN, 11)
                .events(mail, "opened", false, TEN, 6)
                .events(mail, "opened", false, ELEVEN, 5)
                .events(mail, "opened", true, TEN, 2)
                .events(mail, "bounced", false, TEN, 3)
                .events(shop, "ordered", false, ELEVEN, 1)
                .events(shop, "paid", false, ELEVEN, 1);
    }

    private JsonNode funnel(CampaignRow campaign, String time) {
        Api.Answer answer = api.get("/api/v1/campaigns/" + campaign.id() + time);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, List<Long>> stages(JsonNode funnel) {
        Map<String, List<Long>> stages = new TreeMap<>();
        funnel.path("stages")
                .forEach(stage ->
                        stages.put(
                                stage.path("stage").asString(),
                                List.of(
                                        stage.path("people").asLong(),
                                        stage.path("events").asLong(),
                                        stage.path("machine").path("people").asLong(),
                                        stage.path("machine").path("events").asLong())));
        return stages;
    }

    @Test
    void aFunnelCountsPeopleOnceAndEventsEach() {
        JsonNode funnel = funnel(spring(), "");

        assertThat(funnel.path("name").asString()).isEqualTo("Spring");
        assertThat(funnel.path("from").isNull()).isTrue();
        assertThat(stages(funnel))
                .containsEntry("sent", List.of(10L, 0L, 0L, 0L))
                .containsEntry("delivered", List.of(10L, 11L, 0L, 0L))
                .containsEntry("opened", List.of(7L, 11L, 2L, 2L))
                .containsEntry("clicked", List.of(0L, 0L, 0L, 0L))
                .containsEntry("converted", List.of(1L, 1L, 0L, 0L));
        assertThat(funnel.path("otherEvents").toString()).isEqualTo("{\"bounced\":3,\"paid\":1}");
        assertThat(funnel.path("rates").path("open").asDouble()).isCloseTo(0.7, within(1e-9));
        assertThat(funnel.path("rates").path("clickToOpen").asDouble()).isZero();
        assertThat(funnel.path("peopleError").asDouble()).isLessThanOrEqualTo(0.02);
    }

    /** A shop tells of most sales twice, a payment service beside it of other ones. */
    @Test
    void aSaleThatIsOrderedAndPaidIsOneConversionOfItsSource() {
        Source payments = acme.source("Payments", "stripe");
        JsonNode funnel =
                funnel(
                        acme.campaign("Sales", TEN, ELEVEN.plusSeconds(60))
                                .events(shop, "ordered", false, TEN, 5)
                                .events(shop, "paid", false, TEN, 1)
                                .events(shop, "paid", false, ELEVEN, 3)
                                .events(payments, "paid", false, ELEVEN, 7)
                                .events(payments, "subscription_started", false, ELEVEN, 2),
                        "");

        assertThat(stages(funnel)).containsEntry("converted", List.of(0L, 12L, 0L, 0L));
        assertThat(funnel.path("otherEvents").toString())
                .isEqualTo("{\"paid\":4,\"subscription_started\":2}");
        assertThat(points(funnel.path("series"), "converted", false))
                .isEqualTo(
                        "[[\"2026-11-20T10:00:00.000Z\",0,5],[\"2026-11-20T11:00:00.000Z\",0,7]]");
    }

    @Test
    void whoCameUpInSeveralHoursOfATimeCountsOnce() {
        CampaignRow spring = spring();

        JsonNode both = funnel(spring, "?from=2026-11-20T10:20:00Z&to=2026-11-20T11:10:00Z");
        JsonNode second = funnel(spring, "?from=2026-11-20T11:00:00Z&to=2026-11-20T12:00:00Z");

        assertThat(both.path("from").asString()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(both.path("to").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(stages(both)).isEqualTo(stages(funnel(spring, "")));
        assertThat(stages(second))
                .containsEntry("delivered", List.of(5L, 0L, 0L, 0L)) // for they opened
                .containsEntry("opened", List.of(5L, 5L, 0L, 0L));
    }

    @Test
    void hoursShowWhatHappenedInThem() {
        JsonNode series = funnel(spring(), "").path("series");

        assertThat(series.path("bucket").asString()).isEqualTo("hour");
        assertThat(series.path("from").asString()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(series.path("to").asString()).isEqualTo("2026-11-20T12:00:00.000Z");
        assertThat(points(series, "sent", false))
                .isEqualTo("[[\"2026-11-20T10:00:00.000Z\",10,0]]");
        assertThat(points(series, "opened", false))
                .isEqualTo(
                        "[[\"2026-11-20T10:00:00.000Z\",4,6],[\"2026-11-20T11:00:00.000Z\",5,5]]");
        assertThat(points(series, "opened", true))
                .isEqualTo("[[\"2026-11-20T10:00:00.000Z\",2,2]]");
        assertThat(points(series, "clicked", false)).isEqualTo("[]");
    }

    private static String points(JsonNode series, String stage, boolean machine) {
        return series.path("lines")
                .valueStream()
                .filter(line -> line.path("stage").asString().equals(stage))
                .filter(line -> line.path("machine").asBoolean() == machine)
                .findFirst()
                .orElseThrow()
                .path("points")
                .toString();
    }

    @Test
    void aLongLifeShowsItsLastMonth() {
        CampaignRow flow = acme.campaign("Welcome flow", TEN.minus(Duration.ofDays(400)), TEN);
        flow.events(mail, "delivered", false, TEN.minus(Duration.ofDays(400)), 7);
        flow.events(mail, "delivered", false, TEN, 1);

        JsonNode funnel = funnel(flow, "");

        assertThat(stages(funnel)).containsEntry("delivered", List.of(0L, 8L, 0L, 0L));
        assertThat(funnel.path("series").path("from").asString())
                .isEqualTo("2026-10-20T11:00:00.000Z");
        assertThat(points(funnel.path("series"), "delivered", false))
                .contains("10:00")
                .doesNotContain("7]");
    }

    @Test
    void itSaysHowFreshItIs() {
        CampaignRow spring = spring();
        Instant before = Instant.now();
        assertThat(Instant.parse(funnel(spring, "").path("asOf").asString()))
                .isBetween(before.minusMillis(1), Instant.now().plusMillis(1));

        acme.peoplePending(TEN.plusSeconds(5));
        acme.peoplePending(TEN.plusSeconds(9));

        assertThat(funnel(spring, "").path("asOf").asString())
                .isEqualTo("2026-11-20T10:00:05.000Z");
    }

    /** Orders and payments of the shop are the same sales; the payment service tells of others. */
    @Test
    void moneyIsShownByCurrencyAndNoSaleTwice() {
        Source pay = acme.source("Pay", "stripe");
        CampaignRow spring =
                spring().money(shop, "order", "EUR", TEN, 2, 5_000)
                        .money(shop, "order", "EUR", ELEVEN, 1, 1_000)
                        .money(shop, "payment", "EUR", TEN, 2, 5_000)
                        .money(shop, "refund", "EUR", ELEVEN, 1, 700)
                        .money(pay, "payment", "EUR", TEN, 4, 20)
                        .money(pay, "refund", "JPY", ELEVEN, 1, 900)
                        .money(mail, "order", "USD", TEN, 0, 0);
        acme.campaign("Autumn", TEN, ELEVEN).money(shop, "order", "EUR", TEN, 9, 99);
        Tenant neighbour = Tenant.named("Neighbour"); // a campaign of one name has one id
        neighbour
                .campaign("Spring", TEN, ELEVEN)
                .money(neighbour.source("Shop", "shopify"), "order", "EUR", TEN, 9, 99);

        assertThat(funnel(spring, "").path("money").toString())
                .isEqualTo(
                        "["
                                + takings("EUR", "3:6000", "6:5020", "1:700", "5320")
                                + ","
                                + takings("JPY", "0:0", "0:0", "1:900", "-900")
                                + "]");
        assertThat(
                        funnel(spring, "?from=2026-11-20T10:00:00Z&to=2026-11-20T11:00:00Z")
                                .path("money")
                                .toString())
                .isEqualTo("[" + takings("EUR", "2:5000", "6:5020", "0:0", "5020") + "]");
    }

    private static String takings(
            String currency, String orders, String payments, String refunds, String revenue) {
        return "{\"currency\":\"%s\",\"orders\":%s,\"payments\":%s,\"refunds\":%s,\"revenue\":%s}"
                .formatted(currency, amount(orders), amount(payments), amount(refunds), revenue);
    }

    private static String amount(String countAndAmount) {
        String[] both = countAndAmount.split(":");
        return "{\"count\":%s,\"amount\":%s}".formatted(both[0], both[1]);
    }

    @Test
    void moneyMayBeMoreThanALongHolds() {
        String most = "9".repeat(30);
        CampaignRow spring = spring().money(shop, "order", "EUR", TEN, 1, new BigDecimal(most));

        assertThat(funnel(spring, "").path("money").toString())
                .contains("\"revenue\":" + most + "}");
    }

    @Test
    void withoutMoneyThereIsNone() {
        assertThat(funnel(spring(), "").path("money").toString()).isEqualTo("[]");
    }

    @Test
    void aTimeThatCannotBeCountedIsNamed() {
        CampaignRow spring = spring();
        for (String time :
                List.of(
                        "?from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z",
                        "?from=2026-10-01T10:00:00Z&to=2026-11-20T10:00:00Z",
                        "?from=yesterday")) {
            Api.Answer answer = api.get("/api/v1/campaigns/" + spring.id() + time);
            assertThat(answer.status()).as(time).isEqualTo(422);
            assertThat(answer.json().path("errors").get(0).path("field").asString())
                    .isEqualTo("from");
        }
    }

    @Test
    void theEndOfAllTimeCanBeCounted() {
        JsonNode funnel =
                funnel(spring(), "?from=9999-12-31T23:10:00Z&to=9999-12-31T23:59:59.999Z");

        assertThat(stages(funnel)).containsEntry("sent", List.of(0L, 0L, 0L, 0L));
    }

    @Test
    void whatIsNoCampaignIsNotFound() {
        assertThat(api.get("/api/v1/campaigns/" + mail.id()).status()).isEqualTo(404);
        assertThat(api.get("/api/v1/campaigns/spring").status()).isEqualTo(404);
    }

    @Test
    void theLatestEventComesFirstAndPagesFollow() {
        acme.campaign("First", TEN, TEN);
        acme.campaign("Tie A", TEN, ELEVEN);
        acme.campaign("Tie B", TEN, ELEVEN);
        acme.campaign("Latest", TEN, ELEVEN.plusMillis(1));

        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/v1/campaigns?limit=1" + cursor).json();
            page.path("items").forEach(item -> names.add(item.path("name").asString()));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(names)
                .hasSize(4)
                .startsWith("Latest")
                .endsWith("First")
                .contains("Tie A", "Tie B");
    }

    @Test
    void aCampaignInTheListShowsItsPeople() {
        spring();

        JsonNode item = api.get("/api/v1/campaigns").json().path("items").get(0);

        assertThat(item.path("lastSeenAt").asString()).isEqualTo("2026-11-20T11:01:00.000Z");
        assertThat(item.path("people").toString())
                .isEqualTo(
                        "{\"sent\":10,\"delivered\":10,\"opened\":7,\"clicked\":0,\"converted\":1}");
    }

    @Test
    void namesAndTimesNarrowTheList() {
        acme.campaign("Spring 100%", TEN, TEN);
        acme.campaign("Spring 100 more", ELEVEN, ELEVEN);

        assertThat(names("")).hasSize(2);
        assertThat(names("?query=SPRING")).hasSize(2);
        assertThat(names("?query=100%25")).containsExactly("Spring 100%");
        assertThat(names("?query=spring_100")).isEmpty();
        assertThat(names("?from=2026-11-20T10:30:00Z")).containsExactly("Spring 100 more");
        assertThat(names("?to=2026-11-20T10:30:00Z")).containsExactly("Spring 100%");
    }

    private List<String> names(String query) {
        return api.get("/api/v1/campaigns" + query)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }

    @Test
    void aForgedCursorIsRefused() {
        for (String forged : List.of("x", "AAAA", "%27%20OR%201=1", "AAAAAAAAAAAAAAAAAAAAAA")) {
            Api.Answer answer = api.get("/api/v1/campaigns?cursor=" + forged);
            assertThat(answer.status()).as(forged).isEqualTo(422);
            assertThat(answer.json().path("errors").get(0).path("field").asString())
                    .isEqualTo("cursor");
        }
    }

    /** Whole, but of a time that no campaign has and no column holds. */
    @Test
    void aCursorOutOfAllTimeShowsNothingAndBreaksNothing() {
        acme.campaign("First", TEN, TEN);
        String always = "f_________8AAAAAAAAAAAAAAAAAAAAA";
        String never = "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        for (String cursor : List.of(always, never)) {
            assertThat(api.get("/api/v1/campaigns?cursor=" + cursor).status())
                    .as(cursor)
                    .isEqualTo(200);
        }
        assertThat(names("?cursor=" + never)).isEmpty();
    }
}
