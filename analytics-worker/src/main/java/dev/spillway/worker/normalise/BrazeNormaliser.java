package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Braze Currents over a custom HTTP connector: a batch under {@code events}. That an SMS left for
 * its carrier comes beside that it was sent, and is left out.
 *
 * @see <a
 *     href="https://www.braze.com/docs/user_guide/data/braze_currents/event_glossary/message_engagement_events">Message
 *     engagement events</a>
 * @see <a
 *     href="https://www.braze.com/docs/user_guide/data/braze_currents/event_glossary/customer_behavior_events">Customer
 *     behavior events</a>
 */
final class BrazeNormaliser implements Normaliser {

    private static final String OWN = "users.";

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SENT, "messages.email.Send")
                    .add(EventType.DELIVERED, "messages.email.Delivery")
                    .add(EventType.DEFERRED, "messages.email.Deferral")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "messages.email.Bounce")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "messages.email.SoftBounce")
                    .add(EventType.OPENED, "messages.email.Open")
                    .add(EventType.CLICKED, "messages.email.Click")
                    .add(EventType.COMPLAINED, "messages.email.MarkAsSpam")
                    .add(
                            EventType.UNSUBSCRIBED,
                            "messages.email.Unsubscribe",
                            "behaviors.subscription.GlobalStateChange: email: unsubscribed")
                    .add(
                            EventType.SUBSCRIBED,
                            "behaviors.subscription.GlobalStateChange: email: subscribed",
                            "behaviors.subscription.GlobalStateChange: email: opted_in")
                    .add(EventType.REJECTED, RejectReason.OTHER, "messages.email.Abort")
                    .in(Channel.SMS)
                    .add(EventType.SENT, "messages.sms.Send")
                    .add(EventType.DELIVERED, "messages.sms.Delivery")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "messages.sms.DeliveryFailure")
                    .add(EventType.REJECTED, RejectReason.OTHER, "messages.sms.Rejection")
                    .add(EventType.CLICKED, "messages.sms.ShortLinkClick")
                    .add(EventType.REPLIED, "messages.sms.InboundReceive")
                    .add(EventType.OPTED_OUT, "messages.sms.InboundReceive: Unsubscribed")
                    .add(EventType.SUBSCRIBED, "messages.sms.InboundReceive: Subscribed")
                    .in(Channel.PUSH)
                    .add(EventType.SENT, "messages.pushnotification.Send")
                    .add(EventType.OPENED, "messages.pushnotification.Open")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "messages.pushnotification.Bounce")
                    .in(Channel.OTHER)
                    .add(EventType.SENT, "messages.whatsapp.Send")
                    .add(EventType.DELIVERED, "messages.whatsapp.Delivery")
                    .add(EventType.OPENED, "messages.whatsapp.Read")
                    .add(EventType.FAILED, RejectReason.OTHER, "messages.whatsapp.Failure")
                    .add(EventType.REJECTED, RejectReason.OTHER, "messages.whatsapp.Abort")
                    .add(EventType.REPLIED, "messages.whatsapp.InboundReceive")
                    .in(Channel.COMMERCE)
                    .add(EventType.ORDERED, "behaviors.Purchase");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Fields events = body.at("events");
        return (events.isArray() ? events.items() : List.of(body))
                .stream().map(event -> event(payload, event)).toList();
    }

    private static VendorEvent event(Payload payload, Fields event) {
        Fields properties = event.at("properties");
        Optional<String> word =
                event.text("event_type")
                        .map(type -> type.startsWith(OWN) ? type.substring(OWN.length()) : type);
        return switch (word.orElse("")) {
            case "behaviors.subscription.GlobalStateChange" ->
                    VendorEvent.of(
                            payload,
                            event,
                            word,
                            properties.text("channel"),
                            properties.text("subscription_status").map(BrazeNormaliser::lower));
            case "messages.sms.InboundReceive" ->
                    VendorEvent.of(payload, event, word, properties.text("action"));
            default -> VendorEvent.of(payload, event, word);
        };
    }

    private static String lower(String status) {
        return status.toLowerCase(Locale.ROOT);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields properties = event.at("properties");
        return draft.occurredAt(event.fields().epochSeconds("time"))
                .recipient(
                        properties.anyText("email_address", "to_phone_number", "user_phone_number"))
                .messageId(properties.text("dispatch_id"))
                .campaign(
                        properties.anyText(
                                "campaign_name", "canvas_name", "campaign_id", "canvas_id"))
                .url(properties.anyText("link_url", "url"))
                .userAgent(properties.text("user_agent"))
                // Both in the glossary of message engagement events.
                .machine(
                        properties.flag("machine_open")
                                || properties.flag("is_suspected_bot_click"))
                .amount(price(properties))
                .description(
                        properties.anyText("bounce_reason", "error", "abort_log", "product_id"))
                .providerEventId(event.text("id"));
    }

    private static Optional<Money> price(Fields purchase) {
        return purchase.text("price")
                .flatMap(price ->
                        purchase.text("currency").flatMap(code -> Money.ofDecimal(price, code)));
    }
}
