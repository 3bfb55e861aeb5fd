package dev.spillway.worker.normalise;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SparkPost: an array of events, each in two wrappers, {@code msys} and its class. A ping wraps
 * nothing. Messages have a pixel at their top, whose {@code initial_open} is all that comes of one
 * that is clipped or seen in part, and one at their end, whose {@code open} comes beside it: what
 * one program fetches of a message within a minute is one open.
 *
 * @see <a href="https://developers.sparkpost.com/api/webhooks/">Webhook event types</a>
 * @see <a href="https://support.sparkpost.com/docs/tech-resources/open-pixel-location">Open pixel
 *     placement</a>
 * @see <a
 *     href="https://support.sparkpost.com/docs/deliverability/bounce-classification-codes">Bounce
 *     classification codes</a>
 */
final class SparkPostNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.QUEUED, "injection")
                    .add(EventType.DELIVERED, "delivery")
                    .add(EventType.DEFERRED, "delay")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "bounce")
                    .add(EventType.BOUNCED, RejectReason.INVALID, "bounce: 10")
                    .add(EventType.BOUNCED, RejectReason.TIMED_OUT, "bounce: 24")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "bounce: 30")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.BLOCKED,
                            "bounce: 25",
                            "bounce: 50",
                            "bounce: 54")
                    .add(EventType.BOUNCED, RejectReason.SPAM, "bounce: 51", "bounce: 52")
                    .add(EventType.AUTORESPONDED, "bounce: 60", "bounce: 100")
                    .add(EventType.SUBSCRIBED, "bounce: 80")
                    .add(
                            EventType.UNSUBSCRIBED,
                            "bounce: 90",
                            "list_unsubscribe",
                            "link_unsubscribe")
                    .add(
                            EventType.REJECTED,
                            RejectReason.OTHER,
                            "policy_rejection",
                            "generation_rejection")
                    .add(EventType.FAILED, RejectReason.OTHER, "generation_failure")
                    .add(EventType.COMPLAINED, "spam_complaint")
                    .add(EventType.OPENED, "initial_open", "open", "amp_initial_open", "amp_open")
                    .add(EventType.CLICKED, "click", "amp_click")
                    .add(EventType.INBOUND, "relay_message", "relay_injection")
                    .add(EventType.INBOUND_FAILED, "relay_permfail", "relay_rejection");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        return Payload.oneOrMore(payload.json()).stream()
                .flatMap(wrapped -> unwrapped(payload, wrapped))
                .toList();
    }

    private static Stream<VendorEvent> unwrapped(Payload payload, Fields wrapped) {
        Fields inner = wrapped.at("msys");
        return inner.node().isObject()
                ? inner.members().map(each -> event(payload, each.getKey(), each.getValue()))
                : payload.only(wrapped).stream();
    }

    /** A bounce may come after the message was accepted (out of band): it is one all the same. */
    private static VendorEvent event(Payload payload, String wrapper, Fields event) {
        String type = event.text("type").orElse(wrapper);
        boolean bounce = type.equals("bounce") || type.equals("out_of_band");
        return bounce
                ? VendorEvent.of(payload, event, Optional.of("bounce"), event.text("bounce_class"))
                : VendorEvent.of(payload, event, Optional.of(type));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        return known(draft, event)
                .occurredAt(fields.epochSeconds("timestamp"))
                .recipient(
                        event.is("relay_message")
                                ? fields.text("msg_from")
                                : fields.anyText("raw_rcpt_to", "rcpt_to"))
                .messageId(fields.anyText("transmission_id", "message_id"))
                .campaign(fields.text("campaign_id").or(() -> Campaign.in(fields.at("rcpt_meta"))))
                .tags(fields.texts("rcpt_tags"))
                .url(fields.text("target_link_url"))
                .userAgent(fields.text("user_agent"))
                // A proxy that fetches when a person reads is no machine; one that fetches before
                // is.
                .machine(fields.flag("user_agent_parsed", "is_prefetched"))
                .description(fields.anyText("raw_reason", "reason"))
                .providerEventId(fields.text("event_id"));
    }

    private static EventDraft known(EventDraft draft, VendorEvent event) {
        return draft.isOf(EventType.OPENED) && event.text("message_id").isPresent()
                ? draft.knownBy(
                        event.fields().only("message_id", "rcpt_to", "user_agent"),
                        ChronoUnit.MINUTES)
                : draft;
    }
}
