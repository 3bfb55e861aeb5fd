package dev.spillway.load.queue;

import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.SendGridBodies;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes parcels of SendGrid's webhooks, as if they had just been received. For one thread. */
final class ParcelMaker {

    private final SendGridBodies bodies;

    ParcelMaker(Shape shape, SplittableRandom random) {
        this.bodies = new SendGridBodies(shape.events(), random);
    }

    /**
     * A parcel in the form in which it lies in the queue.
     *
     * @param webhooks their ids
     */
    record Packed(UUID tenantId, List<UUID> webhooks, String text) {}

    Packed pack(Tenant tenant, int count) {
        List<Webhook> webhooks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            webhooks.add(webhook(tenant.sourceId()));
        }
        Parcel parcel = new Parcel(Ids.next(), tenant.id(), webhooks);
        return new Packed(
                tenant.id(),
                webhooks.stream().map(Webhook::id).toList(),
                ParcelCodec.encode(parcel));
    }

    private Webhook webhook(UUID sourceId) {
        UUID id = Ids.next();
        byte[] body = bodies.next();
        return new Webhook(
                id,
                sourceId,
                "sendgrid",
                Ids.madeAt(id),
                "POST",
                "",
                "",
                headers(id, body.length),
                body,
                null,
                Verification.VERIFIED,
                false);
    }

    /** Those that the door keeps of SendGrid's. */
    private static List<Header> headers(UUID id, int length) {
        String signature = id.toString().replace("-", "").repeat(3);
        return List.of(
                new Header("Content-Type", "application/json;charset=utf-8"),
                new Header("Content-Length", String.valueOf(length)),
                new Header("User-Agent", "SendGrid Event API"),
                new Header("X-Twilio-Email-Event-Webhook-Signature", signature),
                new Header("X-Twilio-Email-Event-Webhook-Timestamp", "1790000000"));
    }
}
