package dev.spillway.worker.identity;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.plan.Plan;
import dev.spillway.worker.normalise.NormalisedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Derives identities. An unverified webhook claims in a namespace of its own, and so do its events:
 * else a forger could claim a real event before it comes, and the real one would be the duplicate.
 *
 * <p>A key that the signature does not cover proves nothing of what is verified, since whoever
 * holds one signed body could send it under the next key, on another path or with another query.
 * There the fingerprint stands in for it, and where a body is signed that is over the body alone.
 * Beside it stands only what the events were understood as: a shop tells of an order that is
 * created and paid at once in two webhooks of the same bytes, and says which is which in a header
 * that nothing signs. Of what is not verified nothing is proven anyway: a forger needs no captured
 * webhook, so there the key counts beside the fingerprint.
 */
public final class Identities {

    /**
     * How long a webhook is there as it came, at most: for so long may be found anew what it tells.
     */
    private static final Duration RAW =
            Duration.ofDays(
                    Arrays.stream(Plan.values()).mapToInt(Plan::webhookDays).max().orElseThrow());

    private Identities() {}

    /**
     * What a webhook claims in its source.
     *
     * @param events all that was found in it
     */
    public static Claim ofWebhook(
            Webhook webhook, Collection<NormalisedEvent> events, IdentityRules rules) {
        String key = webhook.eventKey();
        Digest digest = Digest.begin().add(namespace(webhook));
        if (!rules.enabled()) {
            digest.add("id").add(Ids.bytes(webhook.id()));
            return claim(webhook, digest, Ids.madeAt(webhook.id()), rules.horizon());
        }
        if (key != null && rules.keyCovered()) {
            return claim(webhook, digest.add("key").add(key), null, rules.horizon());
        }
        if (key != null && !isVerified(webhook)) {
            fingerprint(digest.add("key").add(key), webhook);
        } else if (rules.signedBody() && webhook.body().length > 0 && isVerified(webhook)) {
            signed(digest.add("signed"), webhook, events);
        } else {
            fingerprint(digest.add("fingerprint"), webhook);
        }
        return claim(webhook, digest, told(events), key == null ? rules.window() : rules.horizon());
    }

    /**
     * What an event claims in its source: what it tells, else its id. Empty where its webhook's
     * claim decides already, because both have the same key, or because nothing but the webhook
     * identifies it.
     */
    public static Optional<Claim> ofEvent(
            NormalisedEvent event, Webhook webhook, IdentityRules rules) {
        if (!rules.enabled()) {
            return Optional.empty();
        }
        String id = event.providerEventId();
        String content = event.content();
        Digest digest = Digest.begin().add(namespace(webhook));
        if (content != null) {
            digest.add("content").add(content);
            return Optional.of(claim(webhook, digest, event.toldAt(), validity(event, rules)));
        }
        return id == null || id.equals(webhook.eventKey())
                ? Optional.empty()
                : Optional.of(claim(webhook, digest.add("id").add(id), null, rules.horizon()));
    }

    /**
     * What is told in several events has several ids, and nothing that is stored of one says that
     * it is another's too. So nobody can ask the rows once the claim is gone: it stays for as long
     * as one of them may be understood anew.
     */
    private static Duration validity(NormalisedEvent event, IdentityRules rules) {
        return event.isToldSeveralTimes() ? rules.horizon().plus(RAW) : rules.horizon();
    }

    private static String namespace(Webhook webhook) {
        return isVerified(webhook) ? "verified" : "unverified";
    }

    private static boolean isVerified(Webhook webhook) {
        return webhook.verification() == Verification.VERIFIED;
    }

    /** Over what nobody but the vendor can have written. */
    private static void signed(Digest digest, Webhook webhook, Collection<NormalisedEvent> events) {
        digest.add(webhook.body());
        events.stream()
                .map(event -> event.channel().code() + " " + event.type().code())
                .distinct()
                .sorted()
                .forEach(digest::add);
    }

    /** Over what the vendor sent, wherever it was sent from; credentials are masked before. */
    private static void fingerprint(Digest digest, Webhook webhook) {
        digest.add(webhook.method()).add(webhook.path()).add(webhook.query()).add(webhook.body());
    }

    /** The earliest time of which the bytes tell; none where they tell of none. */
    private static @Nullable Instant told(Collection<NormalisedEvent> events) {
        return events.stream()
                .map(NormalisedEvent::toldAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Claim claim(
            Webhook webhook, Digest digest, @Nullable Instant time, Duration validity) {
        return new Claim(
                digest.identity(time), webhook.receivedAt(), webhook.receivedAt().plus(validity));
    }
}
