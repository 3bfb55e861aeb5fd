package dev.spillway.worker.normalise;

import dev.spillway.platform.provider.EventMapping;
import dev.spillway.platform.provider.EventMapping.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/** For a sender whose tenant has said where he tells what. */
final class MappedNormaliser implements Normaliser {

    private final EventMapping mapping;
    private final Kinds kinds;

    MappedNormaliser(EventMapping mapping) {
        this.mapping = mapping;
        Map<String, Kinds.Kind> byWord = new HashMap<>();
        mapping.types().forEach((word, type) -> byWord.put(word, kind(word, type)));
        this.kinds = Kinds.of(byWord);
    }

    private Kinds.Kind kind(String word, String type) {
        String reason = mapping.rejectReasons().get(word);
        return new Kinds.Kind(
                Channel.valueOf(constant(mapping.channel())),
                EventType.valueOf(constant(type)),
                reason == null ? null : RejectReason.valueOf(constant(reason)));
    }

    private static String constant(String code) {
        return code.toUpperCase(Locale.ROOT);
    }

    @Override
    public Kinds kinds() {
        return kinds;
    }

    @Override
    public List<VendorEvent> events(Payload payload) throws UnreadablePayloadException {
        Fields body = payload.parameters();
        JsonPointer events = mapping.events();
        Fields found = events == null ? body : body.at(events);
        return Payload.oneOrMore(found).stream()
                .map(event -> VendorEvent.of(payload, event, text(event, Field.TYPE)))
                .toList();
    }

    @Override
    public EventDraft describe(EventDraft draft, VendorEvent event) {
        Fields fields = event.fields();
        return draft.occurredAt(at(fields, Field.OCCURRED_AT).anyTime())
                .recipient(at(fields, Field.RECIPIENT).address())
                .messageId(text(fields, Field.MESSAGE_ID))
                .campaign(text(fields, Field.CAMPAIGN))
                .tags(at(fields, Field.TAGS).texts())
                .url(text(fields, Field.URL))
                .userAgent(text(fields, Field.USER_AGENT))
                .machine(at(fields, Field.MACHINE).flag())
                .description(text(fields, Field.DESCRIPTION))
                .amount(amount(fields))
                .providerEventId(text(fields, Field.ID));
    }

    private Optional<Money> amount(Fields fields) {
        Optional<String> currency =
                Optional.ofNullable(mapping.currency()).or(() -> text(fields, Field.CURRENCY));
        return text(fields, Field.AMOUNT)
                .flatMap(amount -> currency.flatMap(code -> Money.ofDecimal(amount, code)));
    }

    private Optional<String> text(Fields fields, Field field) {
        return at(fields, field).text();
    }

    private Fields at(Fields fields, Field field) {
        JsonPointer pointer = mapping.fields().get(field);
        return pointer == null ? Fields.none() : fields.at(pointer);
    }
}
