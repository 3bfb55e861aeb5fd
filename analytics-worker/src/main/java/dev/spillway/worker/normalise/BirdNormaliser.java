package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Bird's channels: {@code <channel>.outbound} with a status, {@code <channel>.inbound}, {@code
 * <channel>.interaction} with a type.
 *
 * @see <a href="https://docs.bird.com/api/channels-api/message-status-and-interactions">Message
 *     status and interactions</a>
 */
final class BirdNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.SMS)
                    .add(EventType.QUEUED, "outbound: accepted")
                    .add(EventType.SENT, "outbound: sent")
                    .add(EventType.DELIVERED, "outbound: delivered")
                    .add(EventType.FAILED, RejectReason.OTHER, "outbound: sending_failed")
                    .add(EventType.UNDELIVERED, RejectReason.OTHER, "outbound: delivery_failed")
                    .add(
                            EventType.REJECTED,
                            RejectReason.OTHER,
                            "outbound: rejected",
                            "outbound: skipped")
                    .add(EventType.OPENED, "interaction: opened", "interaction: read")
                    .add(EventType.CLICKED, "interaction: clicked")
                    .add(EventType.COMPLAINED, "interaction: reported-as-spam")
                    .add(EventType.UNSUBSCRIBED, "interaction: unsubscribe-request")
                    .add(EventType.REPLIED, "inbound")
                    .add(EventType.OPTED_OUT, "inbound: STOP")
                    .add(EventType.SUBSCRIBED, "inbound: START")
                    .in(Channel.EMAIL)
                    .add(EventType.BOUNCED, RejectReason.OTHER, "outbound: delivery_failed: email")
                    .add(EventType.INBOUND, "inbound: email");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.json();
        Fields told = body.at("payload");
        Optional<String> word = body.text("event").map(name -> name.replaceFirst("^[^.]*\\.", ""));
        Optional<String> channel = Optional.of(channel(body)).filter("email"::equals);
        return switch (word.orElse("")) {
            case "outbound" -> payload.only(body, word, told.text("status"), channel);
            case "interaction" -> payload.only(body, word, told.text("type"));
            case "inbound" ->
                    payload.only(
                            body,
                            word,
                            channel.or(() -> SmsKeyword.in(told.text("body", "text", "text"))));
            default -> payload.only(body, body.text("event"));
        };
    }

    private static String channel(Fields body) {
        return body.text("event").map(name -> name.replaceFirst("\\..*", "")).orElse("");
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields told = event.at("payload");
        return draft.occurredAt(
                        told.time("lastStatusAt")
                                .or(() -> told.time("updatedAt"))
                                .or(() -> told.time("createdAt")))
                .recipient(
                        event.is("inbound")
                                ? told.text("sender", "contact", "identifierValue")
                                : told.at("receiver", "contacts").first().text("identifierValue"))
                .messageId(told.anyText("messageId", "id"))
                .tags(told.at("tags").texts())
                .url(told.text("metadata", "url"))
                .userAgent(told.text("metadata", "userAgent"))
                .description(told.text("failure", "description").or(() -> told.text("reason")))
                .via(
                        switch (channel(event.fields())) {
                            case "email" -> Channel.EMAIL;
                            case "sms", "mms", "rcs" -> Channel.SMS;
                            default -> Channel.OTHER;
                        });
    }
}
