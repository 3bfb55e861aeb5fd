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

    private static final Kinds KINDS =
            Kinds.of(Channel.CRM)
                    .add(
                            EventType.CONTACT_CREATED,
                            "contact.created",
                            "user.created",
                            "customer.created")
                    .add(
                            EventType.CONTACT_UPDATED,
                            "contact.updated",
                            "user.updated",
                            "customer.updated")
                    .add(
                            EventType.CONTACT_DELETED,
                            "contact.deleted",
                            "user.deleted",
                            "customer.deleted");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields event = payload.json();
        return payload.only(event, event.text("type"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        return draft.occurredAt(event.fields().time("timestamp"))
                .recipient(event.text("data", "email"));
    }
}
