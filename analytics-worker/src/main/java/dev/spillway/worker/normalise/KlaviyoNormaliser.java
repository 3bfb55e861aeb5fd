package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Klaviyo's system webhooks: a batch of events, each named by a topic and shaped as the Events API
 * answers them. Only Klaviyo's own topics are known by name; an account's own metrics are not. To
 * Klaviyo, who sends an SMS is the person, and who receives one too.
 *
 * @see <a href="https://developers.klaviyo.com/en/docs/working_with_system_webhooks">Working with
 *     system webhooks</a>
 * @see <a href="https://help.klaviyo.com/hc/en-us/articles/360035345572">SMS metrics</a>
 */
final class KlaviyoNormaliser implements Normaliser {

    private static final String OWN = "event:klaviyo.";

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.DELIVERED, "received_email")
                    .add(EventType.OPENED, "opened_email")
                    .add(EventType.CLICKED, "clicked_email")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "bounced_email")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "bounced_email: Hard")
                    .add(EventType.REJECTED, RejectReason.OTHER, "dropped_email")
                    .add(EventType.COMPLAINED, "marked_email_as_spam")
                    .add(
                            EventType.SUBSCRIBED,
                            "subscribed_to_email_marketing",
                            "manually_unsuppressed_from_email_marketing")
                    .add(
                            EventType.UNSUBSCRIBED,
                            "unsubscribed_from_email_marketing",
                            "manually_suppressed_from_email_marketing")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_UPDATED, "updated_email_preferences")
                    .in(Channel.SMS)
                    .add(EventType.DELIVERED, "received_sms", "received_automated_response_sms")
                    .add(EventType.CLICKED, "clicked_sms")
                    .add(EventType.REPLIED, "sent_sms")
                    .add(
                            EventType.UNDELIVERED,
                            RejectReason.OTHER,
                            "failed_to_deliver_sms",
                            "failed_to_deliver_automated_response_sms")
                    .add(EventType.SUBSCRIBED, "subscribed_to_sms_marketing")
                    .add(EventType.OPTED_OUT, "unsubscribed_from_sms_marketing")
                    .in(Channel.PUSH)
                    .add(EventType.DELIVERED, "received_push")
                    .add(EventType.OPENED, "opened_push")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "bounced_push");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Fields data = body.at("data");
        return (data.isArray() ? data.items() : List.of(body))
                .stream().map(event -> event(payload, event)).toList();
    }

    private static VendorEvent event(Payload payload, Fields event) {
        return VendorEvent.of(
                payload,
                event,
                event.text("topic")
                        .map(topic ->
                                topic.startsWith(OWN) ? topic.substring(OWN.length()) : topic),
                properties(event).text("Bounce Type"));
    }

    private static Fields properties(Fields event) {
        return event.at("payload", "data", "attributes", "event_properties");
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields properties = properties(event.fields());
        Fields attributes = event.at("payload", "data", "attributes");
        return draft.occurredAt(attributes.time("datetime").or(() -> attributes.epoch("timestamp")))
                .recipient(recipient(event, properties))
                .messageId(properties.text("$message"))
                .campaign(properties.anyText("Campaign Name", "Message Name", "$flow"))
                .url(properties.anyText("URL", "Link"))
                .userAgent(properties.text("User Agent"))
                // https://help.klaviyo.com/hc/en-us/articles/4416763517339
                .machine(properties.flag("machine_open") || properties.flag("Bot Click"))
                .description(
                        properties.anyText("Bounce Reason", "Failure Reason", "Dropped Reason"))
                .providerEventId(event.text("external_id"));
    }

    /** The profile, where Klaviyo includes it. */
    private static Optional<String> recipient(VendorEvent event, Fields properties) {
        boolean sms = event.words().stream().anyMatch(word -> word.contains("sms"));
        Fields profile = event.at("payload", "included").first().at("attributes");
        return sms
                ? profile.text("phone_number")
                        .or(() ->
                                properties.text(event.is("sent_sms") ? "From Number" : "To Number"))
                : profile.text("email").or(() -> properties.text("Recipient Email Address"));
    }
}
