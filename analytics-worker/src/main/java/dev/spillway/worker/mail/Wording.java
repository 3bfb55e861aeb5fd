package dev.spillway.worker.mail;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** What mails say. Thread-safe. */
public final class Wording {

    private static final String STOP = "Send no more of this here";

    private final AppLinks links;

    public Wording(AppLinks links) {
        this.links = links;
    }

    /**
     * The question. It goes to somebody who may never have heard of any of this, so nothing in it
     * was written by who asks: not even what he calls the address.
     *
     * @param confirm the page that takes the answer
     */
    public MailContent confirmation(Subscriber reader, URI confirm) {
        return new MailPage(
                        "Shall alerts of " + reader.tenant() + " come to this address?",
                        List.of(
                                "Somebody at "
                                        + reader.tenant()
                                        + " asked Spillway to send alerts about their webhooks here."
                                        + " Until you say yes, nothing but this question is sent.",
                                "If you know nothing of it, do nothing: the link ends by itself within a day."),
                        Map.of(),
                        new MailPage.Link("Yes, send them here", confirm),
                        "You get this because somebody typed your address.",
                        new MailPage.Link("Do not ask me again", reader.unsubscribe()))
                .content();
    }

    /** What an admin has sent to see whether it arrives. */
    public MailContent test(Subscriber reader) {
        return page(
                reader,
                "Test: alerts of " + reader.tenant() + " arrive here",
                List.of("Nothing is wrong. An admin asked for this mail, to see whether it comes."),
                Map.of());
    }

    /**
     * An alert.
     *
     * @param payload as {@code docs/events/alerts.md} describes it
     * @throws IllegalArgumentException if it is something else
     */
    public MailContent alert(Subscriber reader, String payload) {
        AlertWords alert = AlertWords.of(payload);
        return page(
                reader,
                "[" + reader.tenant() + "] " + alert.headline(),
                List.of(alert.sentence()),
                alert.facts());
    }

    private MailContent page(
            Subscriber reader, String subject, List<String> words, Map<String, String> facts) {
        return new MailPage(
                        subject,
                        words,
                        facts,
                        new MailPage.Link("All alerts", links.alerts()),
                        "You get this as “"
                                + reader.destination()
                                + "”: "
                                + reader.tenant()
                                + " sends alerts to this address, and it was confirmed.",
                        new MailPage.Link(STOP, reader.unsubscribe()))
                .content();
    }
}
