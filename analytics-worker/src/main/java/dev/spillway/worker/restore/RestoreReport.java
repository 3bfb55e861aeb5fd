package dev.spillway.worker.restore;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to. {@code read = stored + duplicates + deadLetters + known + the skipped ones}.
 *
 * @param finished whether it read to the end of what was asked for
 * @param complete whether, beyond that, nothing is lacking that could be had
 * @param read webhooks; a message that nobody can read counts as one
 * @param stored on a dry run, those that would be given to the store
 * @param duplicates of other webhooks
 * @param known those whose parcel had its effect before
 * @param signals messages of the other kind, each of them had its effect now or before
 * @param damaged objects, and what is wrong with them
 * @param after the last object that is done with, where the next run may go on
 */
record RestoreReport(
        boolean dryRun,
        boolean finished,
        boolean complete,
        long objects,
        long read,
        long stored,
        long duplicates,
        long deadLetters,
        long known,
        Map<String, Long> skipped,
        long signals,
        Map<String, Long> skippedSignals,
        List<String> missingTenants,
        List<String> missingSources,
        List<String> damaged,
        @Nullable String after) {

    String asJson() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /** One line of how far it is. */
    String asProgress() {
        return "%,d objects, %,d webhooks read, %,d stored, up to %s"
                .formatted(objects, read, stored, after == null ? "the first" : after);
    }

    /** For people. */
    String asText() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                %s%,d objects, %,d webhooks and %,d signals read.
                  %s %,d, duplicates %,d, dead letters %,d, known before %,d
                """
                        .formatted(
                                dryRun ? "Nothing was stored. " : "",
                                objects,
                                read,
                                signals,
                                dryRun ? "to be stored" : "stored",
                                stored,
                                duplicates,
                                deadLetters,
                                known));
        skipped.forEach((reason, webhooks) ->
                text.append("  left out as %s %,d%n".formatted(reason, webhooks)));
        skippedSignals.forEach((reason, count) ->
                text.append("  signals left out as %s %,d%n".formatted(reason, count)));
        list(text, "Tenants that the database does not know; restore them first", missingTenants);
        list(text, "Sources that the database does not know; restore them first", missingSources);
        list(text, "Damaged objects", damaged);
        if (!finished && after != null) {
            text.append("Not finished. Go on with --after ").append(after).append('\n');
        }
        return text.toString();
    }

    private static void list(StringBuilder text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append(what).append(":\n");
            names.forEach(name -> text.append("  ").append(name).append('\n'));
        }
    }
}
