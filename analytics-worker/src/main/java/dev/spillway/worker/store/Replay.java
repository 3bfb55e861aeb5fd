package dev.spillway.worker.store;

import dev.spillway.worker.rollup.Rollups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Dead letters that were read anew, ready to be written.
 *
 * <p>Exactly once by two locks on two doors: a letter's row is changed only while it is dead, and
 * the parcel that it holds has an id, which is claimed like that of any parcel. Both are in the
 * transaction that stores.
 */
public final class Replay {

    private final List<Retry> retries;
    private final DeadLetterRows rows;
    private final BatchWriter writer;

    Replay(List<Retry> retries, DeadLetterRows rows, BatchWriter writer) {
        this.retries = retries;
        this.rows = rows;
        this.writer = writer;
    }

    /** How many letters it is about: the first of those that were asked for. */
    public int letters() {
        return retries.size();
    }

    /**
     * What became of the letters.
     *
     * @param replayed stored, or found to be stored already
     * @param skipped not dead any more: replayed or discarded by somebody else
     * @param failed still dead
     */
    public record Result(int replayed, int skipped, int failed) {}

    /** Writes inside the caller's transaction. */
    public Result write(UUID jobId, Instant now) {
        Rollups counts = new Rollups();
        List<Received> batch = new ArrayList<>();
        int replayed = 0;
        int failed = 0;
        for (Retry retry : retries) {
            switch (retry) {
                case Retry.Legible legible -> {
                    if (rows.replayed(legible.letter(), jobId, now)) {
                        Ledger.takeBack(counts, legible.letter(), legible.webhooks());
                        batch.addAll(legible.webhooks());
                        replayed++;
                    }
                }
                case Retry.Hopeless hopeless -> {
                    if (stillDead(hopeless, jobId, batch, counts, now)) {
                        failed++;
                    }
                }
            }
        }
        writer.write(batch, counts, now);
        return new Result(replayed, retries.size() - replayed - failed, failed);
    }

    /**
     * A letter of one webhook changes its reason. A message that nobody could read, and that now
     * can be, falls into its webhooks instead: each is a letter of its own from now on.
     */
    private boolean stillDead(
            Retry.Hopeless hopeless,
            UUID jobId,
            List<Received> batch,
            Rollups counts,
            Instant now) {
        DeadLetter letter = hopeless.letter();
        if (letter.webhookId() == null && !hopeless.webhooks().isEmpty()) {
            boolean split = rows.replayed(letter, jobId, now);
            if (split) {
                Ledger.takeBack(counts, letter, hopeless.webhooks());
                hopeless.webhooks().stream()
                        .map(each -> each.dead(hopeless.verdict()))
                        .forEach(batch::add);
            }
            return split;
        }
        boolean dead = rows.failedAgain(letter, hopeless.verdict(), jobId);
        if (dead) {
            Ledger.changeReason(counts, letter, hopeless.verdict().reason(), hopeless.webhooks());
        }
        return dead;
    }
}
