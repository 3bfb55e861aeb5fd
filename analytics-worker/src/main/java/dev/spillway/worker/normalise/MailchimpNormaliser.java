package dev.spillway.worker.normalise;

import java.util.List;
import java.util.Optional;

/**
 * Mailchimp's audience webhooks: a form, {@code data[email]} and so on. Its times have no zone and
 * are UTC. A campaign's status tells of no recipient, so it has no meaning here.
 *
 * @see <a href="https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/">Sync
 *     audience data with webhooks</a>
 */
final class MailchimpNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SUBSCRIBED, "subscribe")
                    .add(EventType.UNSUBSCRIBED, "unsubscribe")
                    .add(EventType.COMPLAINED, "unsubscribe: abuse", "cleaned: abuse")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "cleaned")
                    .in(Channel.CRM)
                    .add(EventType.CONTACT_UPDATED, "profile", "upemail");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields form = payload.parameters();
        Fields data = form.at("data");
        Optional<String> word = form.text("type");
        return word.filter("campaign"::equals).isPresent()
                ? payload.only(form, word, data.text("status"))
                : payload.only(form, word, data.text("reason"));
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields data = event.at("data");
        return draft.occurredAt(event.fields().utc("fired_at"))
                .recipient(data.anyText("email", "new_email"))
                .campaign(event.is("campaign") ? data.text("id") : data.text("campaign_id"))
                .description(data.anyText("reason", "action"));
    }
}
