package dev.spillway.worker.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    private static final Wording WORDING =
            new Wording(new AppLinks(URI.create("https://app.example/")));
    private static final Subscriber READER =
            new Subscriber(
                    "Acme", "On call", URI.create("https://app.example/unsubscribe?token=t0k&x=1"));

    private static String alert(
            String type, String kind, String measure, double value, String more) {
        return """
        {"id":"019aa5c2-7d2e-7c51-9a3f-5b0c1d2e3f40","type":"%s","version":1,
         "tenantId":"01a1fce8-710b-7ea6-b3b7-3ae855ce09c0","occurredAt":"2026-11-21T10:02:00Z",
         "alert":{"id":"019aa5c2-7d2e-7d93-b1c4-6f7e8d9c0b1a","kind":"%s","scope":"source",
           "measure":"%s","value":%s,"basis":1250,"threshold":0.001,"windowMinutes":15,
           "breachedAt":"2026-11-21T10:00:00Z","firedAt":"2026-11-21T10:02:00Z"%s}}
        """
                .formatted(type, kind, measure, value, more);
    }

    private static String named(String source) {
        return ",\"source\":{\"id\":\"01a1fce8-710b-7ea6-b3b7-3ae855ce09c1\",\"name\":\""
                + source
                + "\"}";
    }

    @Test
    void anAlertSaysWhatIsWrongHowBadAndSinceWhen() {
        MailContent mail =
                WORDING.alert(
                        READER,
                        alert(
                                "alert.firing",
                                "complaint_rate",
                                "share",
                                0.0042,
                                named("SendGrid")));

        assertThat(mail.subject()).isEqualTo("[Acme] Too many complaints: SendGrid");
        assertThat(mail.text())
                .contains(
                        "0.42 % of delivered messages were complained about (of 1,250); the rule is 0.1 %.",
                        "Source: SendGrid",
                        "Began: 21 Nov 2026, 10:00 UTC",
                        "All alerts: https://app.example/alerts",
                        "You get this as “On call”: Acme sends alerts to this address",
                        "https://app.example/unsubscribe?token=t0k&x=1");
        assertThat(mail.html())
                .contains(
                        "0.42 % of delivered messages",
                        "href=\"https://app.example/unsubscribe?token=t0k&amp;x=1\"")
                .doesNotContain("<img", "<script");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source_silent | share_of_usual | 0.03 | 3 % of what usually comes at this time came (usually 1,250)",
                "dead_letters_growing | count | 12000 | 12,000 webhooks could not be stored; the rule is 0.",
                "quota_near | share | 0.8044 | 80.4 % of what the plan includes a month was received (of 1,250)",
                "newer_kind | share | 1 | 100 % were counted",
            })
    void eachKindHasItsWords(String kind, String measure, double value, String sentence) {
        assertThat(WORDING.alert(READER, alert("alert.firing", kind, measure, value, "")).text())
                .contains(sentence);
    }

    @Test
    void whatIsOverSaysSo() {
        MailContent mail =
                WORDING.alert(
                        READER,
                        alert(
                                "alert.resolved",
                                "bounce_rate",
                                "share",
                                0,
                                ",\"resolvedAt\":\"2026-11-21T11:00:00Z\",\"resolution\":\"recovered\""));

        assertThat(mail.subject()).isEqualTo("[Acme] Over: Too many bounces");
        assertThat(mail.text()).contains("It is well again.", "Over since: 21 Nov 2026, 11:00 UTC");
    }

    @Test
    void whatATenantNamedIsTextAndNothingElse() {
        String evil = "<img src=x onerror=alert(1)>\\r\\nBcc: eve@evil.example";
        Subscriber reader =
                new Subscriber("<b>A</b>\r\ncme", "\"><script>x</script>", READER.unsubscribe());

        MailContent mail =
                WORDING.alert(
                        reader, alert("alert.firing", "bounce_rate", "share", 0.1, named(evil)));

        assertThat(mail.html()).doesNotContain("<img", "<script", "<b>", "\r").contains("&lt;img");
        assertThat(mail.text()).doesNotContain("\r", "\nBcc").contains("Bcc: eve@evil.example");
    }

    /** The question goes to strangers: it must not carry what somebody wants strangers to read. */
    @Test
    void theQuestionHoldsNothingThatItsAskerWrote() {
        MailContent mail =
                WORDING.confirmation(
                        new Subscriber("Acme", "Win at evil.example", READER.unsubscribe()),
                        URI.create("https://app.example/confirm?token=y3s"));

        assertThat(mail.subject() + mail.text() + mail.html())
                .doesNotContain("evil.example")
                .contains("Acme", "https://app.example/confirm?token=y3s");
        assertThat(mail.text()).contains(READER.unsubscribe().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"alert\":1}", "not json"})
    void whatIsNoAlertIsRefusedWithoutBeingQuoted(String payload) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WORDING.alert(READER, payload))
                .withMessage("not an alert's message")
                .withNoCause();
    }
}
