package dev.spillway.worker.store;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.TextRewriter;
import dev.spillway.worker.redact.UnsearchableException;
import dev.spillway.worker.redact.WebhookRewriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a dead letter's message says of people. */
public final class LetterText {

    /** What stands where a message was that had to go as a whole. */
    private static final String NOTHING = "erased";

    /** A message of which nothing is left, since nobody could take somebody out of it. */
    public static final Rewritten EMPTIED = new Rewritten(NOTHING, true);

    private LetterText() {}

    /**
     * A message rewritten.
     *
     * @param message as the column holds it; the same one where it says nothing of them
     * @param legible whether it could be looked into: what is no parcel is read as it stands, and
     *     as far as it opens
     */
    public record Rewritten(String message, boolean legible) {}

    /** The webhooks in a message; empty where nobody can read it. */
    public static Optional<List<Webhook>> webhooks(String message) {
        if (message.equals(NOTHING)) {
            return Optional.of(List.of());
        }
        try {
            return Optional.of(ParcelCodec.decode(MessageText.original(message)).webhooks());
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            return Optional.empty();
        }
    }

    /** A message without them. */
    public static Rewritten rewrite(String message, WebhookRewriter rewriter) {
        if (message.equals(NOTHING)) {
            return EMPTIED;
        }
        String original = MessageText.original(message);
        try {
            Parcel parcel = ParcelCodec.decode(original);
            List<Webhook> webhooks =
                    parcel.webhooks().stream()
                            .map(webhook -> rewriter.rewrite(webhook).orElse(webhook))
                            .toList();
            return new Rewritten(
                    isSame(parcel.webhooks(), webhooks)
                            ? message
                            : ParcelCodec.encode(
                                    new Parcel(parcel.id(), parcel.tenantId(), webhooks)),
                    true);
        } catch (UnsearchableException e) {
            return new Rewritten(message, false);
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            return illegible(message, original, rewriter.texts());
        }
    }

    /**
     * In what is no parcel he is looked for in clear, in the escapes that texts have, and in the
     * payload if that opens; there nothing can be put in his place, so the message goes.
     */
    private static Rewritten illegible(String message, String original, TextRewriter texts) {
        boolean inside =
                ParcelCodec.payload(original)
                        .map(payload -> new String(payload, StandardCharsets.UTF_8))
                        .filter(payload -> !texts.rewrite(payload).equals(payload))
                        .isPresent();
        if (inside) {
            return EMPTIED;
        }
        String rewritten = texts.rewrite(original);
        return new Rewritten(
                rewritten.equals(original) ? message : MessageText.ascii(rewritten), false);
    }

    /** By identity: webhooks are equal when their ids are. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(List<Webhook> before, List<Webhook> after) {
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) != after.get(i)) {
                return false;
            }
        }
        return true;
    }
}
