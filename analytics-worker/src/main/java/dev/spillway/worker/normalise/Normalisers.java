package dev.spillway.worker.normalise;

import dev.spillway.platform.parcel.Webhook;
import java.util.List;
import java.util.Map;

/**
 * Normalises whatever webhook of whatever provider. Thread-safe; throws nothing because of what a
 * webhook holds.
 */
public final class Normalisers {

    private static final Normaliser GENERIC = new GenericNormaliser();

    private final Map<String, Normaliser> byProvider;

    private Normalisers(Map<String, Normaliser> byProvider) {
        this.byProvider = Map.copyOf(byProvider);
    }

    /** Those of all vendors that are understood so far, by the ids of their presets. */
    public static Normalisers standard() {
        return new Normalisers(
                Map.of(
                        "sendgrid", new SendGridNormaliser(),
                        "resend", new ResendNormaliser(),
                        "postmark", new PostmarkNormaliser(),
                        "mailgun", new MailgunNormaliser(),
                        "stripe", new StripeNormaliser(),
                        "shopify", new ShopifyNormaliser(),
                        "github", new GitHubNormaliser(),
                        "standard-webhooks", new StandardWebhooksNormaliser()));
    }

    /** The events of a webhook; one of type unknown where no normaliser knows its vendor. */
    public Normalised normalise(Webhook webhook) {
        Normaliser normaliser = byProvider.getOrDefault(webhook.provider(), GENERIC);
        try {
            List<NormalisedEvent> events = normaliser.normalise(new Payload(webhook));
            return Normalised.of(events);
        } catch (UnreadablePayloadException e) {
            return Normalised.unparsable();
        }
    }
}
