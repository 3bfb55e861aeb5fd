package dev.spillway.worker.normalise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers an event's fields as a normaliser finds them and cuts each to its column. What is absent
 * stays absent: setters take {@link Optional}s, so that a normaliser reads like a list of fields.
 */
final class EventDraft {

    private static final int SHORT = 255;
    private static final int RECIPIENT = 320;
    private static final int USER_AGENT = 512;
    private static final int DESCRIPTION = 1024;
    private static final int URL = 2048;
    private static final int TAGS = 50;

    /** How far ahead of the receipt a vendor's clock may be; beyond it is no clock at all. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(24);

    /** No vendor's webhook is older than webhooks. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final EventType type;
    private Channel channel;
    private @Nullable Instant occurredAt;
    private @Nullable String recipient;
    private @Nullable String messageId;
    private @Nullable String campaign;
    private List<String> tags = List.of();
    private @Nullable String url;
    private @Nullable String userAgent;
    private boolean machine;
    private final @Nullable RejectReason rejectReason;
    private @Nullable String vendorsWords;
    private @Nullable String description;
    private @Nullable Money amount;
    private @Nullable String providerEventId;
    private @Nullable String webhookKey;
    private @Nullable Fields content;
    private @Nullable ChronoUnit knownWithin;
    private @Nullable String fact;

    private EventDraft(Kinds.Kind kind) {
        this.channel = kind.channel();
        this.type = kind.type();
        this.rejectReason = kind.reason();
    }

    static EventDraft of(Kinds.Kind kind) {
        return new EventDraft(kind);
    }

    /** An event nobody here knows, described by the vendor's words for it. */
    static EventDraft unknown(List<String> vendorsWords) {
        EventDraft draft = of(new Kinds.Kind(Channel.OTHER, EventType.UNKNOWN, null));
        draft.vendorsWords = vendorsWords.isEmpty() ? null : String.join(": ", vendorsWords);
        return draft;
    }

    boolean isOf(EventType other) {
        return type == other;
    }

    /** Where the vendor sends by several ways and says which; an unknown event stays by none. */
    EventDraft via(Channel other) {
        channel = type == EventType.UNKNOWN ? channel : other;
        return this;
    }

    EventDraft occurredAt(Optional<Instant> at) {
        occurredAt = at.orElse(null);
        return this;
    }

    EventDraft recipient(Optional<String> address) {
        recipient = address.map(text -> cut(text, RECIPIENT)).orElse(null);
        return this;
    }

    EventDraft messageId(Optional<String> id) {
        messageId = id.map(text -> cut(text, SHORT)).orElse(null);
        return this;
    }

    EventDraft campaign(Optional<String> name) {
        campaign = name.map(text -> cut(text, SHORT)).orElse(null);
        return this;
    }

    EventDraft tags(List<String> found) {
        tags = found.stream().limit(TAGS).map(text -> cut(text, SHORT)).toList();
        return this;
    }

    EventDraft url(Optional<String> link) {
        url = link.map(text -> cut(text, URL)).orElse(null);
        return this;
    }

    EventDraft userAgent(Optional<String> agent) {
        userAgent = agent.map(text -> cut(text, USER_AGENT)).orElse(null);
        return this;
    }

    /** Whether the vendor himself says that a machine did it. */
    EventDraft machine(boolean byMachine) {
        machine = byMachine;
        return this;
    }

    EventDraft description(Optional<String> text) {
        description = text.map(found -> cut(found, DESCRIPTION)).orElse(null);
        return this;
    }

    EventDraft amount(Optional<Money> money) {
        amount = money.orElse(null);
        return this;
    }

    /** A longer id is no id: cut short, two could become one. */
    EventDraft providerEventId(Optional<String> id) {
        providerEventId = id.filter(text -> text.length() <= SHORT).orElse(null);
        return this;
    }

    /** The vendor's key of the whole webhook: it identifies an event that has no id of its own. */
    EventDraft webhookKey(Optional<String> key) {
        webhookKey = key.orElse(null);
        return this;
    }

    /**
     * Makes an event without an id recognisable by what it says: all that is the same when the
     * vendor sends it again.
     */
    EventDraft content(Fields event) {
        content = event;
        return this;
    }

    /**
     * Makes an event recognisable by what it says although it has an id, which the vendor replaces
     * when he sends it again.
     *
     * @param event all that is the same then
     */
    EventDraft knownBy(Fields event) {
        return knownBy(event, ChronoUnit.NANOS);
    }

    /**
     * Likewise, where the vendor tells of the same several times, at times that differ by less than
     * that.
     */
    EventDraft knownBy(Fields event, ChronoUnit within) {
        content = event;
        knownWithin = within;
        return this;
    }

    /**
     * What the event tells, where the vendor tells it in several events, each with an id of its
     * own: then they are one.
     */
    EventDraft fact(Optional<String> told) {
        fact = told.orElse(null);
        return this;
    }

    /**
     * The event.
     *
     * @param receivedAt when its webhook came: what stands in for a time that is missing or absurd
     */
    NormalisedEvent build(Instant receivedAt) {
        boolean absurd = occurredAt != null && absurd(occurredAt, receivedAt);
        return new NormalisedEvent(
                channel,
                type,
                time(receivedAt, absurd),
                recipient,
                messageId,
                campaign,
                tags,
                url,
                userAgent,
                machine(),
                rejectReason,
                description(absurd),
                amount,
                id(),
                content(),
                toldAt());
    }

    /** None where the same is told in several events, each with a time of its own. */
    private @Nullable Instant toldAt() {
        if (fact != null || occurredAt == null) {
            return null;
        }
        return knownWithin == null ? occurredAt : occurredAt.truncatedTo(knownWithin);
    }

    private boolean machine() {
        return MachineRules.matter(type) && (machine || MachineRules.match(type, userAgent));
    }

    private @Nullable String description(boolean absurd) {
        String said = vendorsWords == null ? description : vendorsWords;
        String whole = absurd ? marked(said) : said;
        return whole == null ? null : cut(whole, DESCRIPTION);
    }

    private @Nullable String id() {
        return providerEventId == null ? webhookKey : providerEventId;
    }

    /** Costs a hash over the event, so it is left out where an id tells as much. */
    private @Nullable String content() {
        if (fact != null) {
            return sha256("fact " + fact);
        }
        boolean idTellsAsMuch = id() != null && knownWithin == null;
        if (occurredAt == null || content == null || idTellsAsMuch) {
            return null;
        }
        String said = content.node().toString();
        return sha256(knownWithin == null ? said : said + toldAt());
    }

    /** In milliseconds, as everything that Spillway says of times. */
    private Instant time(Instant receivedAt, boolean absurd) {
        Instant at = occurredAt == null || absurd ? receivedAt : occurredAt;
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean absurd(Instant occurredAt, Instant receivedAt) {
        return occurredAt.isBefore(EARLIEST)
                || occurredAt.isAfter(receivedAt.plus(CLOCK_TOLERANCE));
    }

    /** Kept where people look: the vendor's clock was wrong, and what it said. */
    private String marked(@Nullable String said) {
        String mark = "[vendor's clock: " + occurredAt + "]";
        return said == null ? mark : mark + " " + said;
    }

    /** To at most so many code points, as the database counts them. */
    private static String cut(String text, int length) {
        return text.length() <= length || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", e);
        }
    }
}
