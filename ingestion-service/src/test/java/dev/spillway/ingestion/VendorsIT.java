package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sendgrid.helpers.eventwebhook.EventWebhook;
import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.Verification;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.SignedRequest;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Vendors' own SDKs post to the whole service, and what they posted comes out of the queue. */
@CloudTest
class VendorsIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] JSON = "{\"id\":\"evt_1\",\"née\":\"é\"}".getBytes(UTF_8);

    private static TestSchema schema;
    private static RunningDoor door;
    private static ReceivedParcels parcels;
    private static UUID tenant;

    @BeforeAll
    static void start(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        tenant = schema.addTenant();
        door = RunningDoor.start(cloud, schema);
        parcels = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static Endpoint source(String provider, Map<String, String> credentials) {
        Endpoint source = schema.addSource(tenant, provider, credentials);
        door.awaitSource(source);
        return source;
    }

    /** What came out of the queue for a request that must have been accepted. */
    private static Webhook accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return parcels.webhook(RunningDoor.webhookId(response));
    }

    private static Webhook verified(HttpResponse<String> response) {
        Webhook webhook = accepted(response);
        assertThat(webhook.verification()).isEqualTo(Verification.VERIFIED);
        return webhook;
    }

    @Test
    void stripe() throws Exception {
        Endpoint source = source("stripe", Map.of("secret", SECRET));
        long now = Instant.now().getEpochSecond();
        String signature =
                com.stripe.net.Webhook.Util.computeHmacSha256(
                        SECRET, now + "." + new String(JSON, UTF_8));
        Map<String, String> headers =
                Map.of(
                        "Stripe-Signature", "t=" + now + ",v1=" + signature,
                        "Content-Type", "application/json; charset=utf-8",
                        "Authorization", "Bearer of no use here");

        Webhook webhook =
                verified(door.post(source.path() + "/eu?a=1&token=s3cret", JSON, headers));

        assertThat(webhook.sourceId()).isEqualTo(source.sourceId());
        assertThat(webhook.provider()).isEqualTo("stripe");
        assertThat(webhook.method()).isEqualTo("POST");
        assertThat(webhook.path()).isEqualTo("/eu");
        assertThat(webhook.query()).isEqualTo("a=1&token=***");
        assertThat(webhook.body()).isEqualTo(JSON);
        assertThat(webhook.eventKey()).isEqualTo("evt_1");
        assertThat(webhook.receivedAt()).isEqualTo(Ids.madeAt(webhook.id()));
        assertThat(webhook.headers())
                .extracting(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                .contains("content-type", "user-agent")
                .doesNotContain("authorization", "host");
    }

    @Test
    void sendGrid() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        String publicKey = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        Endpoint source = source("sendgrid", Map.of("publicKey", publicKey));
        byte[] body = "[{\"event\":\"open\",\"sg_event_id\":\"1\"}]\r\n".getBytes(UTF_8);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Signature ecdsa = Signature.getInstance("SHA256withECDSA");
        ecdsa.initSign(keys.getPrivate());
        ecdsa.update(timestamp.getBytes(UTF_8));
        ecdsa.update(body);
        String signature = Base64.getEncoder().encodeToString(ecdsa.sign());
        assertThat(theSdkVerifies(publicKey, body, signature, timestamp)).isTrue();

        Webhook webhook =
                verified(
                        door.post(
                                source,
                                body,
                                Map.of(
                                        "X-Twilio-Email-Event-Webhook-Signature", signature,
                                        "X-Twilio-Email-Event-Webhook-Timestamp", timestamp)));

        assertThat(webhook.body()).isEqualTo(body);
    }

    private static boolean theSdkVerifies(
            String publicKey, byte[] body, String signature, String timestamp) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        try {
            EventWebhook sdk = new EventWebhook();
            ECPublicKey key = (ECPublicKey) sdk.ConvertPublicKeyToECDSA(publicKey);
            return sdk.VerifySignature(key, body, signature, timestamp);
        } finally {
            Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
        }
    }

    @Test
    void standardWebhooksAndSvix() throws Exception {
        Endpoint standard = source("standard-webhooks", Map.of("secret", SECRET));
        Endpoint resend = source("resend", Map.of("secret", SECRET));
        long now = Instant.now().getEpochSecond();
        String body = new String(JSON, UTF_8);

        Webhook first =
                verified(
                        door.post(
                                standard,
                                JSON,
                                Map.of(
                                        "webhook-id", "msg_1",
                                        "webhook-timestamp", Long.toString(now),
                                        "webhook-signature",
                                                new com.standardwebhooks.Webhook(SECRET)
                                                        .sign("msg_1", now, body))));
        Webhook second =
                verified(
                        door.post(
                                resend,
                                JSON,
                                Map.of(
                                        "svix-id", "msg_2",
                                        "svix-timestamp", Long.toString(now),
                                        "svix-signature",
                                                new com.svix.Webhook(SECRET)
                                                        .sign("msg_2", now, body))));

        assertThat(first.eventKey()).isEqualTo("msg_1");
        assertThat(second.eventKey()).isEqualTo("msg_2");
    }

    /** The example of GitHub's page "Validating webhook deliveries". */
    @Test
    void gitHub() {
        Endpoint source = source("github", Map.of("secret", "It's a Secret to Everybody"));

        Webhook webhook =
                verified(
                        door.post(
                                source,
                                "Hello, World!".getBytes(UTF_8),
                                Map.of(
                                        "X-Hub-Signature-256",
                                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                                        "X-GitHub-Delivery",
                                        "72d3162e")));

        assertThat(webhook.eventKey()).isEqualTo("72d3162e");
        assertThat(webhook.headers()).extracting(Header::value).contains("72d3162e");
    }

    /** The door knows only its own requests: the worker, who knows all, takes a token once. */
    @Test
    void mailgunsTokenIsTheWebhooksKeyAndNeverAReasonToRefuse() {
        Map<String, String> secret = Map.of("secret", SECRET);
        Endpoint source = source("mailgun", secret);
        byte[] genuine =
                PresetCatalogue.standard()
                        .find("mailgun")
                        .orElseThrow()
                        .signer(Credentials.of(secret), Map.of())
                        .sign(
                                new SignedRequest(
                                        "POST",
                                        source.path(),
                                        RequestHeaders.none(),
                                        "{\"event-data\":{\"event\":\"opened\"}}".getBytes(UTF_8)),
                                Instant.now())
                        .body();
        byte[] forged = new String(genuine, UTF_8).replace("opened", "bounced").getBytes(UTF_8);
        Map<String, String> json = Map.of("Content-Type", "application/json");

        Webhook first = verified(door.post(source, genuine, json));
        Webhook second = verified(door.post(source, forged, json));

        assertThat(first.eventKey()).isNotBlank().isEqualTo(second.eventKey());
        assertThat(second.body()).isEqualTo(forged);
    }

    @Test
    void shadowAcceptsAndRecordsTheVerdict() {
        Endpoint source =
                schema.addSource(tenant, "stripe", "shadow", Map.of("secret", SECRET), Map.of());
        door.awaitSource(source);

        Webhook webhook =
                accepted(door.post(source, JSON, Map.of("Stripe-Signature", "t=1,v1=00")));

        assertThat(webhook.verification()).isEqualTo(Verification.FAILED);
    }

    @Test
    void offChecksNothing() {
        Endpoint source = schema.addSource(tenant, "stripe", "off", Map.of(), Map.of());
        door.awaitSource(source);

        assertThat(accepted(door.post(source, JSON, Map.of())).verification())
                .isEqualTo(Verification.UNCHECKED);
    }

    @Test
    void anyBytesArriveByteForByte() throws Exception {
        Endpoint source = source("none", Map.of());
        byte[] every = new byte[512];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        byte[] invalidUtf8 = {0, 'a', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0x1A, '\r', '\n'};
        byte[] form = "a=1&token=in+a+body+is+the+sender's+own".getBytes(ISO_8859_1);

        for (byte[] body : List.of(every, invalidUtf8, form, new byte[0], gzip(JSON))) {
            assertThat(accepted(door.post(source, body, Map.of())).body()).isEqualTo(body);
        }
    }

    @Test
    void compressedBodyIsKeptAndVerifiedAsItCame() throws Exception {
        Endpoint source = source("hmac", Map.of("secret", SECRET));
        byte[] body = gzip(JSON);
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        String signature = java.util.HexFormat.of().formatHex(mac.doFinal(body));

        Webhook webhook =
                verified(
                        door.post(
                                source,
                                body,
                                Map.of("X-Signature", signature, "Content-Encoding", "gzip")));

        assertThat(webhook.body()).isEqualTo(body);
        assertThat(webhook.headers()).extracting(Header::value).contains("gzip");
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void tenantsNeverShareAParcel() throws Exception {
        UUID other = schema.addTenant();
        Endpoint ours = source("none", Map.of());
        Endpoint theirs = schema.addSource(other, "none", Map.of());
        door.awaitSource(theirs);

        List<Future<UUID>> sent = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Endpoint source = i % 2 == 0 ? ours : theirs;
                sent.add(senders.submit(() -> accepted(door.post(source, JSON, Map.of())).id()));
            }
        }

        for (Future<UUID> each : sent) {
            assertThat(each.get()).isNotNull();
        }
        for (Parcel parcel : parcels.all()) {
            UUID allowed = parcel.tenantId().equals(other) ? other : tenant;
            assertThat(parcel.tenantId()).isEqualTo(allowed);
            assertThat(parcel.webhooks())
                    .extracting(webhook -> webhook.sourceId().equals(theirs.sourceId()))
                    .containsOnly(parcel.tenantId().equals(other));
        }
        assertThat(parcels.groupIds()).contains(tenant.toString(), other.toString());
    }

    /** On AWS a namespace and {@code enabled} switch it on; on one machine nothing is to listen. */
    @Test
    void metricsGoToCloudWatchOnlyWhenAsked() {
        assertThat(door.beans(CloudWatchMeterRegistry.class)).isEmpty();
    }

    @Test
    void whatWasAcknowledgedIsCounted() {
        Endpoint source = source("bearer", Map.of("token", "t0ken"));
        double before = door.metric("spillway.door.acknowledged", "provider:bearer");

        verified(door.post(source, JSON, Map.of("Authorization", "Bearer t0ken")));

        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        door.metric("spillway.door.acknowledged", "provider:bearer") == before + 1);
        assertThat(door.metric("spillway.door.acknowledgement")).isPositive();
        assertThat(door.metric("spillway.door.parcel.webhooks")).isPositive();
        assertThat(door.metric("spillway.door.directory.age")).isBetween(0.0, 10.0);
    }
}
