package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Postmark: one event a webhook, named by its {@code RecordType}. Some of its bounces are none. A
 * change of subscription after a bounce or a complaint repeats what another webhook said, so it has
 * no meaning here.
 *
 * @see <a href="https://postmarkapp.com/developer/webhooks/webhooks-overview">Webhooks overview</a>
 * @see <a href="https://postmarkapp.com/developer/api/bounce-api#bounce-types">Bounce types</a>
 */
final class PostmarkNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.DELIVERED, "Delivery")
                    .add(EventType.OPENED, "Open")
                    .add(EventType.CLICKED, "Click")
                    .add(EventType.COMPLAINED, "SpamComplaint", "Bounce: SpamComplaint")
                    .add(EventType.INBOUND, "Inbound")
                    .add(EventType.INBOUND_FAILED, "Bounce: InboundError")
                    .add(
                            EventType.UNSUBSCRIBED,
                            "SubscriptionChange: suppressed: ManualSuppression",
                            "Bounce: Unsubscribe")
                    .add(
                            EventType.SUBSCRIBED,
                            "SubscriptionChange: reactivated",
                            "Bounce: Subscribe")
                    .add(
                            EventType.DEFERRED,
                            "Bounce: Transient",
                            "Bounce: SoftBounce",
                            "Bounce: DnsError",
                            "Bounce: OpenRelayTest")
                    .add(
                            EventType.AUTORESPONDED,
                            "Bounce: AutoResponder",
                            "Bounce: AddressChange",
                            "Bounce: ChallengeVerification")
                    .add(
                            EventType.FAILED,
                            RejectReason.OTHER,
                            "Bounce: SMTPApiError",
                            "Bounce: TemplateRenderingFailed")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "Bounce")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "Bounce: HardBounce")
                    .add(EventType.BOUNCED, RejectReason.INVALID, "Bounce: BadEmailAddress")
                    .add(EventType.BOUNCED, RejectReason.SPAM, "Bounce: SpamNotification")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.BLOCKED,
                            "Bounce: Blocked",
                            "Bounce: DMARCPolicy");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        Optional<String> word = event.text("RecordType");
        return switch (word.orElse("")) {
            case "Bounce" -> payload.only(event, word, event.text("Type"));
            case "SubscriptionChange" ->
                    event.flag("SuppressSending")
                            ? payload.only(
                                    event,
                                    word,
                                    Optional.of("suppressed"),
                                    event.text("SuppressionReason"))
                            : payload.only(event, word, Optional.of("reactivated"));
            // The inbound webhook alone does not say what it is.
            case "" -> payload.only(event, event.text("FromFull", "Email").map(_ -> "Inbound"));
            default -> payload.only(event, word);
        };
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        return draft.occurredAt(
                        fields.time("DeliveredAt")
                                .or(() -> fields.time("BouncedAt"))
                                .or(() -> fields.time("ReceivedAt"))
                                .or(() -> fields.time("ChangedAt")))
                .recipient(
                        fields.anyText("Recipient", "Email")
                                .or(() -> fields.text("FromFull", "Email")))
                .messageId(fields.text("MessageID"))
                .campaign(Campaign.in(fields.at("Metadata")))
                .tags(fields.texts("Tag"))
                .url(fields.text("OriginalLink"))
                .userAgent(fields.text("UserAgent"))
                .description(fields.anyText("Details", "Description"))
                .providerEventId(fields.text("ID"));
    }
}
