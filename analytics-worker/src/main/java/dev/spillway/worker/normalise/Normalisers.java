package dev.spillway.worker.normalise;

import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.EventMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Normalises whatever webhook of whatever provider. Thread-safe; throws nothing because of what a
 * webhook holds.
 */
public final class Normalisers {

    private static final Normaliser GENERIC = new GenericNormaliser();

    private final Map<String, Normaliser> byProvider;

    Normalisers(Map<String, Normaliser> byProvider) {
        this.byProvider = Map.copyOf(byProvider);
    }

    /** Those of all vendors that are understood so far, by the ids of their presets. */
    public static Normalisers standard() {
        return new Normalisers(
                Map.ofEntries(
                        Map.entry("activecampaign", new ActiveCampaignNormaliser()),
                        Map.entry("bird", new BirdNormaliser()),
                        Map.entry("braze", new BrazeNormaliser()),
                        Map.entry("brevo", new BrevoNormaliser()),
                        Map.entry("customerio", new CustomerIoNormaliser()),
                        Map.entry("github", new GitHubNormaliser()),
                        Map.entry("hubspot", new HubSpotNormaliser()),
                        Map.entry("iterable", new IterableNormaliser()),
                        Map.entry("klaviyo", new KlaviyoNormaliser()),
                        Map.entry("mailchimp", new MailchimpNormaliser()),
                        Map.entry("mailersend", new MailerSendNormaliser()),
                        Map.entry("mailgun", new MailgunNormaliser()),
                        Map.entry("mailjet", new MailjetNormaliser()),
                        Map.entry("mailtrap", new MailtrapNormaliser()),
                        Map.entry("mandrill", new MandrillNormaliser()),
                        Map.entry("plivo", new PlivoNormaliser()),
                        Map.entry("postal", new PostalNormaliser()),
                        Map.entry("postmark", new PostmarkNormaliser()),
                        Map.entry("resend", new ResendNormaliser()),
                        Map.entry("segment", new SegmentNormaliser()),
                        Map.entry("sendgrid", new SendGridNormaliser()),
                        Map.entry("ses", new SesNormaliser()),
                        Map.entry("shopify", new ShopifyNormaliser()),
                        Map.entry("sinch", new SinchNormaliser()),
                        Map.entry("sparkpost", new SparkPostNormaliser()),
                        Map.entry("standard-webhooks", new StandardWebhooksNormaliser()),
                        Map.entry("stripe", new StripeNormaliser()),
                        Map.entry("telnyx", new TelnyxNormaliser()),
                        Map.entry("twilio", new TwilioNormaliser()),
                        Map.entry("unisender-go", new UnisenderGoNormaliser()),
                        Map.entry("vonage", new VonageNormaliser())));
    }

    /** By the ids of presets: what is not in here is normalised as the generic vendor is. */
    Map<String, Normaliser> byProvider() {
        return byProvider;
    }

    /** The events of a webhook; one of type unknown where no normaliser knows its vendor. */
    public Normalised normalise(Webhook webhook) {
        return normalise(webhook, null);
    }

    /**
     * Likewise.
     *
     * @param mapping what the source's tenant says of its sender, which goes before what is known
     *     of its vendor
     */
    public Normalised normalise(Webhook webhook, @Nullable EventMapping mapping) {
        Normaliser normaliser =
                mapping == null
                        ? byProvider.getOrDefault(webhook.provider(), GENERIC)
                        : new MappedNormaliser(mapping);
        try {
            List<NormalisedEvent> events = normaliser.normalise(new Payload(webhook));
            return Normalised.of(events);
        } catch (UnreadablePayloadException e) {
            return Normalised.unparsable();
        }
    }
}
