package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Amazon SES through SNS: JSON inside a text inside JSON, in two formats that differ in the name of
 * one field. One notification tells of each recipient it names. Who of several opened or clicked,
 * SES does not know; the first stands for them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Event
 *     publishing</a>
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html">Feedback
 *     notifications</a>
 */
final class SesNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SENT, "Send")
                    .add(EventType.DELIVERED, "Delivery")
                    .add(EventType.DEFERRED, "DeliveryDelay")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "Bounce")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "Bounce: Permanent")
                    .add(EventType.BOUNCED, RejectReason.INVALID, "Bounce: Permanent: NoEmail")
                    .add(
                            EventType.REJECTED,
                            RejectReason.BOUNCED,
                            "Bounce: Permanent: Suppressed",
                            "Bounce: Permanent: OnAccountSuppressionList")
                    .add(
                            EventType.REJECTED,
                            RejectReason.UNSUBSCRIBED,
                            "Bounce: Permanent: UnsubscribedRecipient")
                    .add(
                            EventType.BOUNCED,
                            RejectReason.BLOCKED,
                            "Bounce: Transient: ContentRejected")
                    .add(EventType.COMPLAINED, "Complaint")
                    // He complained before, and this time SES sent him nothing.
                    .add(
                            EventType.REJECTED,
                            RejectReason.SPAM,
                            "Complaint: OnAccountSuppressionList")
                    .add(EventType.REJECTED, RejectReason.OTHER, "Reject")
                    .add(EventType.FAILED, RejectReason.OTHER, "Rendering Failure")
                    .add(EventType.OPENED, "Open")
                    .add(EventType.CLICKED, "Click")
                    .add(EventType.UNSUBSCRIBED, "Subscription: unsubscribed")
                    .add(EventType.INBOUND, "Received")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_UPDATED, "Subscription");

    /** The object that tells more, by the word; who is concerned is under one of its names. */
    private static final Map<String, String> DETAILS =
            Map.ofEntries(
                    Map.entry("Bounce", "bounce"),
                    Map.entry("Complaint", "complaint"),
                    Map.entry("Delivery", "delivery"),
                    Map.entry("DeliveryDelay", "deliveryDelay"),
                    Map.entry("Reject", "reject"),
                    Map.entry("Rendering Failure", "failure"),
                    Map.entry("Open", "open"),
                    Map.entry("Click", "click"),
                    Map.entry("Subscription", "subscription"));

    /**
     * SES sends a message to fifty at most. Each one's event is told by all of the message: of
     * thousands in a large one, a second of webhooks would take an hour.
     */
    private static final int MOST_RECIPIENTS = 100;

    private static final List<String> CONCERNED =
            List.of("bouncedRecipients", "complainedRecipients", "delayedRecipients", "recipients");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields envelope = payload.json();
        Optional<String> message = envelope.text("Message");
        if (message.isEmpty()) {
            return events(payload, envelope); // raw delivery: no envelope
        }
        boolean json = message.get().stripLeading().startsWith("{");
        return json
                ? events(payload, Payload.parse(message.get()))
                : payload.only(envelope, envelope.anyText("Subject", "Type"));
    }

    private static List<VendorEvent> events(Payload payload, Fields event) {
        List<String> words = words(event);
        Fields details = details(words, event);
        List<Fields> concerned =
                CONCERNED.stream().flatMap(name -> details.at(name).items().stream()).toList();
        boolean toAll = words.equals(List.of("Send")) || words.equals(List.of("Reject"));
        Stream<Fields> recipients =
                concerned.isEmpty()
                        ? event.at("mail", "destination").items().stream()
                                .limit(toAll ? MOST_RECIPIENTS : 1)
                        : concerned.stream().limit(MOST_RECIPIENTS);
        List<VendorEvent> events =
                recipients.map(recipient -> event(payload, words, event, recipient)).toList();
        return events.isEmpty() ? List.of(event(payload, words, event, Fields.none())) : events;
    }

    private static VendorEvent event(
            Payload payload, List<String> words, Fields event, Fields recipient) {
        return new VendorEvent(payload, words, Fields.of("event", event, "recipient", recipient));
    }

    private static List<String> words(Fields event) {
        Optional<String> word = event.anyText("eventType", "notificationType");
        Stream<Optional<String>> narrower =
                switch (word.orElse("")) {
                    case "Bounce" ->
                            Stream.of(
                                    event.text("bounce", "bounceType"),
                                    event.text("bounce", "bounceSubType"));
                    case "Complaint" -> Stream.of(event.text("complaint", "complaintSubType"));
                    case "Subscription" ->
                            event.flag("subscription", "newTopicPreferences", "unsubscribeAll")
                                    ? Stream.of(Optional.of("unsubscribed"))
                                    : Stream.empty();
                    default -> Stream.empty();
                };
        return Stream.concat(Stream.of(word), narrower)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static Fields details(List<String> words, Fields event) {
        String name = words.isEmpty() ? null : DETAILS.get(words.getFirst());
        return name == null ? Fields.none() : event.at(name);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent described) {
        Fields event = described.at("event");
        Fields mail = event.at("mail");
        Fields details = details(described.words(), event);
        Fields recipient = described.at("recipient");
        return draft.occurredAt(details.time("timestamp").or(() -> mail.time("timestamp")))
                .recipient(
                        described.is("Received")
                                ? mail.address("source")
                                : recipient.address().or(() -> recipient.text("emailAddress")))
                .messageId(mail.text("messageId"))
                .campaign(mail.at("tags", "campaign").first().text())
                .tags(tags(mail.at("tags")))
                .url(details.text("link"))
                .userAgent(details.text("userAgent"))
                .description(
                        recipient
                                .text("diagnosticCode")
                                .or(() ->
                                        details.anyText(
                                                "smtpResponse",
                                                "complaintFeedbackType",
                                                "reason",
                                                "errorMessage",
                                                "delayType")));
    }

    /** The sender's own; SES adds some whose names begin with its. */
    private static List<String> tags(Fields tags) {
        return tags.members()
                .filter(tag -> !tag.getKey().startsWith("ses:"))
                .flatMap(tag ->
                        tag.getValue().texts().stream().map(value -> tag.getKey() + "=" + value))
                .toList();
    }
}
