package dev.spillway.ingestion.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Webhooks for tests of packing. */
final class Webhooks {

    private Webhooks() {}

    static Webhook small() {
        return of("{\"event\":\"delivered\"}".getBytes(UTF_8), List.of());
    }

    /** Of a body that does not compress. */
    static Webhook random(int bytes) {
        byte[] body = new byte[bytes];
        new Random(7).nextBytes(body);
        return of(body, List.of());
    }

    /** Of a body that compresses well. */
    static Webhook zeros(int bytes) {
        return of(new byte[bytes], List.of());
    }

    static Webhook of(byte[] body, List<Header> headers) {
        UUID id = Ids.next();
        return new Webhook(
                id,
                new UUID(0, 1),
                "none",
                Ids.madeAt(id),
                "POST",
                "",
                "",
                headers,
                body,
                null,
                Verification.UNCHECKED,
                false);
    }
}
