package dev.spillway.worker.normalise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * ActiveCampaign: a form, {@code contact[email]} and so on. That a campaign was sent tells of no
 * recipient and has no meaning here.
 *
 * @see <a href="https://developers.activecampaign.com/page/webhooks">Webhooks</a>
 */
final class ActiveCampaignNormaliser implements Normaliser {

    private static final Kinds KINDS =
            Kinds.of(Channel.EMAIL)
                    .add(EventType.SUBSCRIBED, "subscribe")
                    .add(EventType.UNSUBSCRIBED, "unsubscribe")
                    .add(EventType.OPENED, "open")
                    .add(EventType.CLICKED, "click")
                    .add(EventType.BOUNCED, RejectReason.OTHER, "bounce")
                    .add(EventType.BOUNCED, RejectReason.BOUNCED, "bounce: hard")
                    .in(Channel.SMS)
                    .add(EventType.SENT, "sms_sent")
                    .add(EventType.REPLIED, "sms_reply")
                    .add(EventType.OPTED_OUT, "sms_unsub")
                    .in(Channel.CRM)
                    .add(
                            EventType.CONTACT_UPDATED,
                            "update",
                            "contact_tag_added",
                            "contact_tag_removed")
                    .add(EventType.DEAL_CREATED, "deal_add")
                    .add(EventType.DEAL_UPDATED, "deal_update");

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields form = payload.parameters();
        Optional<String> word = form.text("type");
        return word.filter("bounce"::equals).isPresent()
                ? payload.only(form, word, form.text("bounce", "type"))
                : payload.only(form, word);
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields contact = event.at("contact");
        boolean sms = event.words().stream().anyMatch(word -> word.startsWith("sms"));
        return draft.occurredAt(
                        event.fields().time("date_time").or(() -> event.fields().utc("date_time")))
                .recipient(
                        contact.text(sms ? "phone" : "email")
                                .or(() -> event.text("bounce", "email"))
                                .or(() -> event.text("deal", "contact_email")))
                .messageId(event.text("deal", "id"))
                .campaign(event.at("campaign").anyText("name", "id"))
                .tags(tags(contact))
                .url(event.text("link", "url"))
                .amount(value(event.at("deal")))
                .description(
                        event.at("bounce")
                                .anyText("message", "code")
                                .or(() -> event.text("unsubscribe", "reason"))
                                .or(() -> event.text("tag")));
    }

    private static Optional<Money> value(Fields deal) {
        return deal.text("value")
                .flatMap(value ->
                        deal.text("currency").flatMap(code -> Money.ofDecimal(value, code)));
    }

    private static List<String> tags(Fields contact) {
        return contact.text("tags").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
