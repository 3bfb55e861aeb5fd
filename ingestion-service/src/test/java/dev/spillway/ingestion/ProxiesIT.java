package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signatures over the URL, with and without a proxy that may say which one it was. */
@CloudTest
class ProxiesIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final String SECRET = "a secret";
    private static final String PUBLIC = "https://hooks.acme.example";

    /** What a balancer says that Twilio and HubSpot have dialled: with a port of its own. */
    private static final Map<String, String> FORWARDED =
            Map.of(
                    "X-Forwarded-Proto", "https",
                    "X-Forwarded-Host", "hooks.acme.example",
                    "X-Forwarded-Port", "8443");

    private static final String DIALLED = "https://hooks.acme.example:8443";

    /** A start takes longer than all tests together. */
    private static final Map<Trust, RunningDoor> DOORS = new HashMap<>();

    private static TestSchema schema;
    private static Endpoint source;
    private static Endpoint twilio;
    private static Endpoint hubSpot;

    /** Whom a door believes, and in which kind of header. */
    private record Trust(String proxies, String headers) {}

    @BeforeAll
    static void migrate(TestCloud cloud) {
        schema = TestSchema.on(cloud.database());
        source =
                schema.addSource(
                        schema.addTenant(),
                        "hmac",
                        "enforce",
                        Map.of("secret", SECRET),
                        Map.of("template", "{url}{body}"));
        twilio = vendor("twilio");
        hubSpot = vendor("hubspot");
    }

    @AfterAll
    static void close() {
        DOORS.values().forEach(RunningDoor::close);
    }

    private static RunningDoor door(TestCloud cloud, String trusted) {
        return door(cloud, trusted, "x-forwarded");
    }

    private static RunningDoor door(TestCloud cloud, String trusted, String headers) {
        return DOORS.computeIfAbsent(
                new Trust(trusted, headers),
                trust ->
                        RunningDoor.start(
                                cloud,
                                schema,
                                Map.of(
                                        "spillway.ingest.public-url", PUBLIC,
                                        "spillway.ingest.trusted-proxies", trust.proxies(),
                                        "spillway.ingest.forwarding-headers", trust.headers())));
    }

    /** Posted with these forwarded headers and signed over this URL. */
    private static int status(RunningDoor door, String signedUrl) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        String signature =
                HexFormat.of()
                        .formatHex(mac.doFinal((signedUrl + source.path() + "{}").getBytes(UTF_8)));
        return door.post(
                        source,
                        BODY,
                        Map.of(
                                "X-Signature", signature,
                                "X-Forwarded-Proto", "https",
                                "X-Forwarded-Host", "other.example",
                                "X-Forwarded-For", "198.51.100.7",
                                "Forwarded", "for=198.51.100.8;proto=https;host=third.example"))
                .statusCode();
    }

    @Test
    void headersOfWhoIsNoTrustedProxyChangeNothing(TestCloud cloud) throws Exception {
        for (String trusted : new String[] {"", "10.0.0.0/8,::1"}) {
            RunningDoor door = door(cloud, trusted);
            assertThat(status(door, PUBLIC)).isEqualTo(200);
            assertThat(status(door, "https://other.example")).isEqualTo(401);
        }
    }

    @Test
    void trustedProxySaysWhichUrlWasSigned(TestCloud cloud) throws Exception {
        RunningDoor door = door(cloud, "127.0.0.0/8");
        assertThat(status(door, "https://other.example")).isEqualTo(200);
        assertThat(status(door, PUBLIC)).isEqualTo(401);
        assertThat(status(door, "https://third.example")).isEqualTo(401);
    }

    @Test
    void trustedProxySaysItInTheKindOfHeaderThatItWrites(TestCloud cloud) throws Exception {
        RunningDoor door = door(cloud, "127.0.0.0/8", "forwarded");
        assertThat(status(door, "https://third.example")).isEqualTo(200);
        assertThat(status(door, "https://other.example")).isEqualTo(401);
        assertThat(addressed(door, "198.51.100.8")).isEqualTo(200);
        assertThat(addressed(door, "198.51.100.7")).isEqualTo(403);
    }

    /** Posted through that proxy to a source that takes webhooks from one address. */
    private static int addressed(RunningDoor door, String allowed) {
        Endpoint listed =
                schema.addSource(
                        schema.addTenant(),
                        "none",
                        "enforce",
                        Map.of(),
                        Map.of("allowedAddresses", allowed));
        door.awaitSource(listed);
        return door.post(
                        listed,
                        BODY,
                        Map.of(
                                "X-Forwarded-For", "198.51.100.7",
                                "Forwarded", "for=\"198.51.100.8:4711\""))
                .statusCode();
    }

    /** Signed as its developer pages say; its own library judges such signatures in platform. */
    @Test
    void twilioIsBelievedThroughATrustedProxyOnly(TestCloud cloud) throws Exception {
        byte[] form = "To=%2B1800&Body=N%C3%A9e+%26+S%C3%B6hne".getBytes(UTF_8);
        byte[] json = "{\"MessageStatus\":\"delivered\"}".getBytes(UTF_8);
        String hashed = twilio.path() + "?bodySHA256=" + sha256(json);
        Map<String, String> ofForm =
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-Twilio-Signature",
                        signature("HmacSHA1", DIALLED + twilio.path() + "BodyNée & SöhneTo+1800"));
        Map<String, String> ofJson =
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Twilio-Signature",
                        signature("HmacSHA1", DIALLED + hashed));

        RunningDoor door = door(cloud, "127.0.0.0/8");
        assertThat(forwarded(door, twilio.path(), form, ofForm)).isEqualTo(200);
        assertThat(forwarded(door, hashed, json, ofJson)).isEqualTo(200);
        assertThat(forwarded(door, twilio.path() + "/other", form, ofForm)).isEqualTo(401);
        assertThat(forwarded(door, hashed, form, ofJson)).isEqualTo(401);
        RunningDoor wary = door(cloud, "10.0.0.0/8");
        assertThat(forwarded(wary, hashed, json, ofJson)).isEqualTo(401);
    }

    @Test
    void hubSpotIsBelievedThroughATrustedProxyOnly(TestCloud cloud) throws Exception {
        String path = hubSpot.path() + "/deals?portal=62515";
        String now = Long.toString(Instant.now().toEpochMilli());
        String signature = signature("HmacSHA256", "POST" + DIALLED + path + "{}" + now);
        Map<String, String> headers =
                Map.of("X-HubSpot-Signature-v3", signature, "X-HubSpot-Request-Timestamp", now);

        RunningDoor door = door(cloud, "127.0.0.0/8");
        assertThat(forwarded(door, path, BODY, headers)).isEqualTo(200);
        assertThat(forwarded(door, hubSpot.path(), BODY, headers)).isEqualTo(401);
        RunningDoor wary = door(cloud, "10.0.0.0/8");
        assertThat(forwarded(wary, path, BODY, headers)).isEqualTo(401);
    }

    private static Endpoint vendor(String provider) {
        return schema.addSource(schema.addTenant(), provider, Map.of("secret", SECRET));
    }

    private static int forwarded(
            RunningDoor door, String path, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(FORWARDED);
        all.putAll(headers);
        return door.post(path, body, all).statusCode();
    }

    private static String signature(String algorithm, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), algorithm));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static String sha256(byte[] body) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    }
}
