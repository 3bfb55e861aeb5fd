package dev.spillway.worker.store;

import dev.spillway.worker.normalise.NormalisedEvent;
import dev.spillway.worker.redact.People;
import dev.spillway.worker.redact.TextRewriter;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events without those who were erased: what is counted stays, what says who it was goes. */
final class RedactedEvents {

    /** As their columns are wide. */
    private static final int URL = 2048;

    private static final int DESCRIPTION = 1024;
    private static final int USER_AGENT = 512;
    private static final int SHORT = 255;

    private final TextRewriter texts;

    private RedactedEvents(TextRewriter texts) {
        this.texts = texts;
    }

    static FoundEvent of(FoundEvent found, People people) {
        FoundEvent.Recipient recipient = found.recipient();
        boolean his =
                recipient != null && people.include(HexFormat.of().parseHex(recipient.hash()));
        RedactedEvents redacted = new RedactedEvents(new TextRewriter(people));
        return new FoundEvent(
                found.id(),
                found.ordinal(),
                his ? anonymous(found.event()) : redacted.others(found.event()),
                found.claim(),
                his ? null : recipient);
    }

    /**
     * What is found in a webhook from which somebody was taken out. An event of nobody's may have
     * been his: what says more than that it happened goes, as it did when he was erased.
     */
    static FoundEvent ofRedacted(FoundEvent found) {
        return found.recipient() != null
                ? found
                : new FoundEvent(
                        found.id(), found.ordinal(), anonymous(found.event()), found.claim(), null);
    }

    private static NormalisedEvent anonymous(NormalisedEvent event) {
        return with(event, null, List.of(), null, null, null, null);
    }

    /** Somebody else's, in which he may be mentioned. */
    private NormalisedEvent others(NormalisedEvent event) {
        return with(
                event,
                text(event.messageId(), SHORT),
                event.tags().stream().map(tag -> cut(texts.rewrite(tag), SHORT)).toList(),
                text(event.url(), URL),
                text(event.userAgent(), USER_AGENT),
                text(event.description(), DESCRIPTION),
                text(event.providerEventId(), SHORT));
    }

    private @Nullable String text(@Nullable String text, int length) {
        return text == null ? null : cut(texts.rewrite(text), length);
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static NormalisedEvent with(
            NormalisedEvent event,
            @Nullable String messageId,
            List<String> tags,
            @Nullable String url,
            @Nullable String userAgent,
            @Nullable String description,
            @Nullable String providerEventId) {
        return new NormalisedEvent(
                event.channel(),
                event.type(),
                event.occurredAt(),
                null,
                messageId,
                event.campaign(),
                tags,
                url,
                userAgent,
                event.machine(),
                event.rejectReason(),
                description,
                event.amount(),
                providerEventId,
                event.content(),
                event.toldAt());
    }
}
