package dev.spillway.ingestion.pack;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A webhook whose sender waits for an answer. Decided once; later decisions change nothing. */
final class Waiting {

    /** Ids, times and lengths of one webhook in a parcel, rounded up. */
    private static final int FIXED_BYTES = 64;

    private final UUID tenantId;
    private final Webhook webhook;
    private final int bytes;
    private final CompletableFuture<Confirmation> confirmation = new CompletableFuture<>();
    private volatile boolean left;

    Waiting(UUID tenantId, Webhook webhook) {
        this.tenantId = tenantId;
        this.webhook = webhook;
        this.bytes = bytes(webhook);
    }

    UUID tenantId() {
        return tenantId;
    }

    Webhook webhook() {
        return webhook;
    }

    /** About what it takes in a parcel before compression. */
    int bytes() {
        return bytes;
    }

    private static int bytes(Webhook webhook) {
        int bytes = FIXED_BYTES + webhook.body().length;
        bytes += webhook.path().length() + webhook.query().length();
        for (Header header : webhook.headers()) {
            bytes += header.name().length() + header.value().length() + 2;
        }
        return bytes;
    }

    /** It is on its way with a send. */
    void leave() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    void decide(Confirmation outcome) {
        confirmation.complete(outcome);
    }

    /** Also true of a webhook whose sender has given up and was told so. */
    boolean isDecided() {
        return confirmation.isDone();
    }

    /** Empty when nothing was decided in time. */
    Optional<Confirmation> await(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(confirmation.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a confirmation is never completed by a throw", e);
        }
    }

    /** The decision, {@code otherwise} being the decision if there was none. */
    Confirmation decidedOr(Confirmation otherwise) {
        decide(otherwise);
        return confirmation.join();
    }
}
