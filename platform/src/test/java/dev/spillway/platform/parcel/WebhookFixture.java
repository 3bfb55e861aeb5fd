package dev.spillway.platform.parcel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds webhooks for tests; every field has a plain value until a test says otherwise. */
public final class WebhookFixture {

    private UUID id = UUID.fromString("019aa3f0-5c00-7000-8000-000000000001");
    private byte[] body = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    private @Nullable String eventKey;
    private Verification verification = Verification.VERIFIED;

    private WebhookFixture() {}

    public static WebhookFixture webhook() {
        return new WebhookFixture();
    }

    public WebhookFixture id(UUID id) {
        this.id = id;
        return this;
    }

    public WebhookFixture body(byte[] body) {
        this.body = body;
        return this;
    }

    public WebhookFixture eventKey(@Nullable String eventKey) {
        this.eventKey = eventKey;
        return this;
    }

    public WebhookFixture verification(Verification verification) {
        this.verification = verification;
        return this;
    }

    public Webhook build() {
        return new Webhook(
                id,
                UUID.fromString("019aa3f0-0000-7000-8000-00000000000a"),
                "stripe",
                Instant.parse("2026-11-21T10:00:00.123Z"),
                "POST",
                "/orders/ü",
                "a=1&b=%00",
                List.of(
                        new Header("Content-Type", "application/json"),
                        new Header("Stripe-Signature", "t=1,v1=ab")),
                body,
                eventKey,
                verification,
                false);
    }

    /** A parcel of the given webhooks under fixed ids. */
    public static Parcel parcel(Webhook... webhooks) {
        return new Parcel(
                UUID.fromString("019aa3f0-5c01-7000-8000-0000000000ff"),
                UUID.fromString("019aa3ef-0000-7000-8000-0000000000aa"),
                List.of(webhooks));
    }
}
