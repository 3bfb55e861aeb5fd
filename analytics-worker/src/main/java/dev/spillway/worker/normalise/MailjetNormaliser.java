package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Mailjet: an array of events where they are grouped, one bare event where they are not. Its {@code
 * sent} means that the receiving side has accepted the message. Mail that it parses comes without
 * an event's name.
 *
 * @see <a href="https://dev.mailjet.com/email/guides/webhooks/">Event API</a>
 */
final class MailjetNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.DELIVERED, "sent")
                    .add(EventType.OPENED, "open")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.COMPLAINED, "spam")
                    .add(EventType.UNSUBSCRIBED, "unsub")
                    .add(EventType.INBOUND, "parsed")
                    .add(EventType.DEFERRED, "bounce: soft: greylisted")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "bounce: soft")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "bounce: hard")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.INVALID,
                            "bounce: hard: user unknown",
                            "bounce: hard: invalid domain",
                            "bounce: hard: no mail host")
                    .add(EventType.REJECTED, RejectReason.BLOCKED, "blocked")
                    .add(EventType.REJECTED, RejectReason.INVALID, "blocked: typofix")
                    .add(EventType.REJECTED, RejectReason.SPAM, "blocked: spam reporter")
                    .add(EventType.REJECTED, RejectReason.OTHER, "blocked: duplicate in campaign");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        return Payload.oneOrMore(payload.json()).stream()
                .map(event -> event(payload, event))
                .toList();
    }

    private static VendorEvent event(Payload payload, Fields event) {
        Optional<String> word = event.text("event");
        return switch (word.orElse("")) {
            case "bounce" ->
                    VendorEvent.of(
                            payload,
                            event,
                            word,
                            Optional.of(event.flag("hard_bounce") ? "hard" : "soft"),
                            event.text("error"));
            case "blocked" -> VendorEvent.of(payload, event, word, event.text("error"));
            case "" -> VendorEvent.of(payload, event, event.text("Recipient").map(_ -> "parsed"));
            default -> VendorEvent.of(payload, event, word);
        };
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        return draft.occurredAt(fields.epochSeconds("time"))
                .recipient(fields.anyText("email", "Sender"))
                .messageId(fields.anyText("MessageID", "Message_GUID"))
                .campaign(fields.text("customcampaign").or(() -> campaign(fields)))
                .url(fields.text("url"))
                .userAgent(fields.text("agent"))
                .description(fields.anyText("comment", "error", "smtp_reply", "source"));
    }

    /** Zero where the message belongs to none. */
    private static Optional<String> campaign(Fields fields) {
        return fields.text("mj_campaign_id").filter(id -> !id.equals("0"));
    }
}
