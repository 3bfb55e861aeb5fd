package dev.spillway.worker.store;

import java.util.List;

/** A dead letter that was read anew. */
sealed interface Retry {

    DeadLetter letter();

    List<Received> webhooks();

    /** Webhooks and their events. */
    default long rows() {
        return webhooks().stream().mapToLong(Received::rows).sum();
    }

    /** About what is kept of them until they are stored. */
    default long bytes() {
        return webhooks().stream().mapToLong(Received::bytes).sum();
    }

    /**
     * It can be read now.
     *
     * @param webhooks the one that it is of; all of a message that nobody could read before
     */
    record Legible(DeadLetter letter, List<Received> webhooks) implements Retry {}

    /**
     * It stays dead.
     *
     * @param webhooks as of {@link Legible}, none where it still cannot be read
     */
    record Hopeless(DeadLetter letter, List<Received> webhooks, Reading.Dead verdict)
            implements Retry {}

    /** Says of a letter that it is to be stored, unless its own webhook cannot be. */
    static Retry of(DeadLetter letter, List<Received> webhooks) {
        return letter.webhookId() != null
                        && webhooks.size() == 1
                        && webhooks.getFirst().reading() instanceof Reading.Dead dead
                ? new Hopeless(letter, webhooks, dead)
                : new Legible(letter, webhooks);
    }
}
