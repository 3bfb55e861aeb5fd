package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * HubSpot: an array of changes, of which it gives ids and no addresses. Its {@code eventId} is not
 * unique, and a repeated change differs by its attempt's number, so that what identifies a change
 * is all the rest of it. Generic subscriptions say {@code object} and the type's number.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide">Webhooks</a>
 */
final class HubSpotNormaliser implements Normaliser {

    /** The property by which a contact is unsubscribed from everything. */
    private static final String OPT_OUT = "hs_email_optout";

    private static final Kinds KINDS =
            Kinds.of(Channel.CRM)
                    // Who was deleted and is there again: else more would go than ever came.
                    .add(
                            EventType.CONTACT_CREATED,
                            "contact.creation",
                            "contact.restore",
                            "object.creation: 0-1",
                            "object.restore: 0-1")
                    .add(
                            EventType.CONTACT_UPDATED,
                            "contact.propertyChange",
                            "contact.merge",
                            "object.propertyChange: 0-1")
                    .add(
                            EventType.CONTACT_DELETED,
                            "contact.deletion",
                            "contact.privacyDeletion",
                            "object.deletion: 0-1")
                    .add(EventType.DEAL_CREATED, "deal.creation", "object.creation: 0-3")
                    .add(
                            EventType.DEAL_UPDATED,
                            "deal.propertyChange",
                            "object.propertyChange: 0-3")
                    .in(Channel.EMAIL)
                    .add(
                            EventType.UNSUBSCRIBED,
                            "contact.propertyChange: hs_email_optout: true",
                            "object.propertyChange: 0-1: hs_email_optout: true");

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
        Stream<Optional<String>> property =
                event.text("propertyName").filter(OPT_OUT::equals).isPresent()
                        ? Stream.of(Optional.of(OPT_OUT), event.text("propertyValue"))
                        : Stream.empty();
        Stream<Optional<String>> type =
                event.text("objectTypeId").isPresent()
                        ? Stream.of(event.text("subscriptionType"), event.text("objectTypeId"))
                        : Stream.of(event.text("subscriptionType"));
        return new VendorEvent(
                payload,
                Stream.concat(type, property)
                        .takeWhile(Optional::isPresent)
                        .map(Optional::orElseThrow)
                        .toList(),
                event);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        Optional<String> property = fields.text("propertyName");
        return draft.occurredAt(fields.epoch("occurredAt"))
                .recipient(
                        property.filter("email"::equals).flatMap(_ -> fields.text("propertyValue")))
                .messageId(fields.text("objectId"))
                .description(property.or(() -> fields.text("changeSource")))
                .content(fields.without("attemptNumber"));
    }
}
