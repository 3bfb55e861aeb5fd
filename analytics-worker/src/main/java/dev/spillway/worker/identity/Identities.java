package dev.spillway.worker.identity;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.normalise.NormalisedEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Derives identities. An unverified webhook claims in a namespace of its own, and so do its events:
 * else a forger could claim a real event before it comes, and the real one would be the duplicate.
 *
 * <p>A key that the signature does not cover proves nothing by itself, since whoever holds one
 * signed body could send it under the next key. It counts only together with the fingerprint.
 */
public final class Identities {

    private Identities() {}

    /** What a webhook claims in its source. */
    public static Claim ofWebhook(Webhook webhook, IdentityRules rules) {
        String key = webhook.eventKey();
        Digest digest = Digest.begin().add(namespace(webhook));
        if (!rules.enabled()) {
            digest.add("id").add(Ids.bytes(webhook.id()));
            return claim(webhook, digest, rules.horizon());
        }
        if (key == null) {
            fingerprint(digest.add("fingerprint"), webhook);
            return claim(webhook, digest, rules.window());
        }
        digest.add("key").add(key);
        if (!rules.keyCovered()) {
            fingerprint(digest, webhook);
        }
        return claim(webhook, digest, rules.horizon());
    }

    /**
     * What an event claims in its source; empty where its webhook's claim decides already, because
     * both have the same key, or because nothing but the webhook identifies it.
     */
    public static Optional<Claim> ofEvent(
            NormalisedEvent event, Webhook webhook, IdentityRules rules) {
        if (!rules.enabled()) {
            return Optional.empty();
        }
        String id = event.providerEventId();
        String content = event.content();
        Digest digest = Digest.begin().add(namespace(webhook));
        if (id != null) {
            return id.equals(webhook.eventKey())
                    ? Optional.empty()
                    : Optional.of(claim(webhook, digest.add("id").add(id), rules.horizon()));
        }
        return Optional.ofNullable(content)
                .map(hash -> claim(webhook, digest.add("content").add(hash), rules.horizon()));
    }

    private static String namespace(Webhook webhook) {
        return webhook.verification() == Verification.VERIFIED ? "verified" : "unverified";
    }

    /** Over what the vendor sent, wherever it was sent from; credentials are masked before. */
    private static void fingerprint(Digest digest, Webhook webhook) {
        digest.add(webhook.method()).add(webhook.path()).add(webhook.query()).add(webhook.body());
    }

    private static Claim claim(Webhook webhook, Digest digest, Duration validity) {
        return new Claim(
                digest.identity(), webhook.receivedAt(), webhook.receivedAt().plus(validity));
    }
}
