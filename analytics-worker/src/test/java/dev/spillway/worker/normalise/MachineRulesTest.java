package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
                "Twitterbot/1.0",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
                "curl/8.11.0",
                "Wget/1.25.0",
                "python-requests/2.32.3",
                "Go-http-client/2.0",
                "Java-http-client/25"
            })
    void agentThatSaysItIsNoPersonIsAMachinesOnOpensAndClicksAlike(String agent) {
        assertThat(MachineRules.match(EventType.OPENED, agent)).isTrue();
        assertThat(MachineRules.match(EventType.CLICKED, agent)).isTrue();
    }

    /** A proxy that fetches when a person reads hides who he is, not that he is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
                "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                ""
            })
    void peoplesAgentsAreNoMachines(String agent) {
        assertThat(MachineRules.match(EventType.OPENED, agent)).isFalse();
        assertThat(MachineRules.match(EventType.CLICKED, agent)).isFalse();
    }

    @Test
    void appleFetchesPicturesAndFollowsNoLinks() {
        assertThat(MachineRules.match(EventType.OPENED, " Mozilla/5.0 ")).isTrue();
        assertThat(MachineRules.match(EventType.CLICKED, "Mozilla/5.0")).isFalse();
    }

    @Test
    void nothingButOpensAndClicksIsMarked() {
        assertThat(MachineRules.match(EventType.UNSUBSCRIBED, "curl/8.11.0")).isFalse();
        EventDraft complaint =
                EventDraft.of(new Kinds.Kind(Channel.EMAIL, EventType.COMPLAINED, null));
        assertThat(complaint.machine(true).build(Instant.now()).machine()).isFalse();
    }

    @Test
    void everyRuleNamesItsSource() {
        assertThat(MachineRules.ALL)
                .allSatisfy(rule -> assertThat(rule.source()).startsWith("https://"));
    }
}
