package dev.spillway.worker.normalise;

import java.util.List;

/**
 * The envelope of Standard Webhooks: {@code type}, {@code timestamp}, {@code data}. Types are the
 * sender's own; those of a contact are named alike nearly everywhere and are taken at their word.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">The
 *     specification</a>
 */
final class StandardWebhooksNormaliser implements Normaliser {

    @Override
    public List<NormalisedEvent> normalise(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        EventDraft draft = draft(event);
        return List.of(
                draft.occurredAt(event.time("timestamp"))
                        .recipient(event.text("data", "email"))
                        .providerEventId(payload.eventKey())
                        .content(event.node())
                        .build(payload.webhook().receivedAt()));
    }

    private static EventDraft draft(Fields event) {
        return switch (event.text("type").orElse("")) {
            case "contact.created", "user.created", "customer.created" ->
                    EventDraft.of(Channel.CRM, EventType.CONTACT_CREATED);
            case "contact.updated", "user.updated", "customer.updated" ->
                    EventDraft.of(Channel.CRM, EventType.CONTACT_UPDATED);
            case "contact.deleted", "user.deleted", "customer.deleted" ->
                    EventDraft.of(Channel.CRM, EventType.CONTACT_DELETED);
            default -> EventDraft.unknown(event.text("type"));
        };
    }
}
