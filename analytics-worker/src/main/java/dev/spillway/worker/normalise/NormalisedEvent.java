package dev.spillway.worker.normalise;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One marketing fact that a vendor reported. Texts fit their columns.
 *
 * @param occurredAt when it happened, as the vendor says; the receipt where he says nothing or
 *     something absurd, which the description then tells
 * @param recipient address or number in clear: never stored, only its keyed hash and its mask are
 * @param machine whether a machine, not a person, opened or clicked
 * @param providerEventId the vendor's own id of this event
 * @param content SHA-256, in hexadecimal, over what it tells, where the vendor tells that in
 *     several events, else over the event as it came, without what changes when it comes again;
 *     null where an id tells as much, and unless the vendor gave it a time of its own, since
 *     without one two events that look alike may well be two
 * @param toldAt the vendor's own time as he says it, however absurd, or the minute where he tells
 *     of the same twice in one; null where he says none, and where he tells of the same in several
 *     events
 */
public record NormalisedEvent(
        Channel channel,
        EventType type,
        Instant occurredAt,
        @Nullable String recipient,
        @Nullable String messageId,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String url,
        @Nullable String userAgent,
        boolean machine,
        @Nullable RejectReason rejectReason,
        @Nullable String description,
        @Nullable Money amount,
        @Nullable String providerEventId,
        @Nullable String content,
        @Nullable Instant toldAt) {

    public NormalisedEvent {
        tags = List.copyOf(tags);
    }

    /** The same, brought about by a campaign that the vendor did not name with it. */
    public NormalisedEvent broughtBy(String other) {
        return new NormalisedEvent(
                channel,
                type,
                occurredAt,
                recipient,
                messageId,
                other,
                tags,
                url,
                userAgent,
                machine,
                rejectReason,
                description,
                amount,
                providerEventId,
                content,
                toldAt);
    }

    /** Whether the vendor tells of the same in several events, each with an id of its own. */
    public boolean isToldSeveralTimes() {
        return content != null && toldAt == null;
    }

    /** Whether its id, if it has one, is another when the vendor sends it again. */
    public boolean isKnownByContent() {
        return content != null && toldAt != null;
    }

    /** Characters in all its texts. */
    public int length() {
        return length(recipient)
                + length(messageId)
                + length(campaign)
                + tags.stream().mapToInt(String::length).sum()
                + length(url)
                + length(userAgent)
                + length(description)
                + length(providerEventId)
                + length(content);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** An address, the person, asked or is known never to be written to again. */
    public boolean suppresses() {
        return suppresses(type, rejectReason);
    }

    /** As {@link #suppresses()}, of an event of that type and reason. */
    public static boolean suppresses(EventType type, @Nullable RejectReason rejectReason) {
        return switch (type) {
            case COMPLAINED, UNSUBSCRIBED, OPTED_OUT -> true;
            case BOUNCED ->
                    rejectReason == RejectReason.BOUNCED || rejectReason == RejectReason.INVALID;
            default -> false;
        };
    }
}
