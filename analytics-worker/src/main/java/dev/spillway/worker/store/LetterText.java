package dev.spillway.worker.store;

import dev.spillway.platform.parcel.MalformedParcelException;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.UnsupportedParcelVersionException;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.redact.WebhookRewriter;
import java.util.List;

/** What a dead letter's message says of people. */
public final class LetterText {

    private LetterText() {}

    /**
     * A message rewritten.
     *
     * @param message as the column holds it; the same one where it says nothing of them
     * @param legible whether it could be looked into: what is no parcel is read as it stands, and
     *     may hide what is compressed in it
     */
    public record Rewritten(String message, boolean legible) {}

    /** The webhooks in a message; none where nobody can read it. */
    public static List<Webhook> webhooks(String message) {
        try {
            return ParcelCodec.decode(MessageText.original(message)).webhooks();
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            return List.of();
        }
    }

    /** A message without them. */
    public static Rewritten rewrite(String message, WebhookRewriter rewriter) {
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
        } catch (MalformedParcelException | UnsupportedParcelVersionException e) {
            String rewritten = rewriter.texts().rewrite(original);
            return new Rewritten(
                    rewritten.equals(original) ? message : MessageText.ascii(rewritten), false);
        }
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
