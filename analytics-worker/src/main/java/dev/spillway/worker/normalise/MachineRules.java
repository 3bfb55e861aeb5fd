package dev.spillway.worker.normalise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The user agents that say themselves that no person opened or clicked, each with where that is
 * documented. What a vendor marks himself stands in his own normaliser. ADR 0040 says what is left
 * out, and why.
 */
final class MachineRules {

    private static final Set<EventType> OPENS_AND_CLICKS =
            Set.of(EventType.OPENED, EventType.CLICKED);

    static final List<Rule> ALL =
            List.of(
                    // Mail Privacy Protection fetches every picture, read or not, and cuts the
                    // agent down to this. It follows no links.
                    new Rule(
                            "https://documentation.mailgun.com/docs/mailgun/user-manual/tracking-messages/open-click-bot-detect",
                            Set.of(EventType.OPENED),
                            "mozilla/5.0"::equals),
                    containing(
                            "https://developers.google.com/search/docs/crawling-indexing/overview-google-crawlers",
                            "googlebot",
                            "adsbot-google",
                            "google-safety",
                            "google-inspectiontool",
                            "apis-google"),
                    containing(
                            "https://www.bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0",
                            "bingbot",
                            "bingpreview",
                            "adidxbot"),
                    containing("https://support.apple.com/en-us/119829", "applebot"),
                    containing("https://api.slack.com/robots", "slackbot", "slack-imgproxy"),
                    containing(
                            "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers",
                            "facebookexternalhit",
                            "meta-externalagent",
                            "meta-externalfetcher"),
                    containing(
                            "https://developer.x.com/en/docs/x-for-websites/cards/guides/troubleshooting-cards",
                            "twitterbot"),
                    containing(
                            "https://developer.chrome.com/docs/automation-and-testing/headless",
                            "headlesschrome"),
                    // Programs that fetch and show nothing.
                    beginning("https://everything.curl.dev/http/modify/user-agent.html", "curl/"),
                    beginning("https://www.gnu.org/software/wget/manual/wget.html", "wget/"),
                    beginning("https://requests.readthedocs.io/en/latest/api/", "python-requests/"),
                    beginning("https://pkg.go.dev/net/http", "go-http-client/"),
                    beginning(
                            "https://docs.oracle.com/en/java/javase/25/docs/api/java.net.http/java/net/http/HttpClient.html",
                            "java-http-client/"));

    private MachineRules() {}

    /** Whether it matters for an event who brought it about. */
    static boolean matter(EventType type) {
        return OPENS_AND_CLICKS.contains(type);
    }

    /** Whether an agent is known not to be a person's. */
    static boolean match(EventType type, @Nullable String userAgent) {
        if (userAgent == null) {
            return false;
        }
        String agent = userAgent.strip().toLowerCase(Locale.ROOT);
        for (Rule rule : ALL) {
            if (rule.types.contains(type) && rule.agent.test(agent)) {
                return true;
            }
        }
        return false;
    }

    private static Rule containing(String source, String... names) {
        return new Rule(
                source, OPENS_AND_CLICKS, agent -> Arrays.stream(names).anyMatch(agent::contains));
    }

    private static Rule beginning(String source, String name) {
        return new Rule(source, OPENS_AND_CLICKS, agent -> agent.startsWith(name));
    }

    /**
     * One rule.
     *
     * @param source the page that says so
     * @param types the events that it tells of
     * @param agent on the agent in lower case
     */
    record Rule(String source, Set<EventType> types, Predicate<String> agent) {}
}
