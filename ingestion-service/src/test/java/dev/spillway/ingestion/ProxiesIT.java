package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signatures over the URL, with and without a proxy that may say which one it was. */
@CloudTest
class ProxiesIT {

    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final String SECRET = "a secret";
    private static final String PUBLIC = "https://hooks.acme.example";

    private static TestSchema schema;
    private static Endpoint source;

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
    }

    private static RunningDoor door(TestCloud cloud, String trusted) {
        return door(cloud, trusted, "x-forwarded");
    }

    private static RunningDoor door(TestCloud cloud, String trusted, String headers) {
        return RunningDoor.start(
                cloud,
                schema,
                Map.of(
                        "spillway.ingest.public-url", PUBLIC,
                        "spillway.ingest.trusted-proxies", trusted,
                        "spillway.ingest.forwarding-headers", headers));
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
            try (RunningDoor door = door(cloud, trusted)) {
                assertThat(status(door, PUBLIC)).isEqualTo(200);
                assertThat(status(door, "https://other.example")).isEqualTo(401);
            }
        }
    }

    @Test
    void trustedProxySaysWhichUrlWasSigned(TestCloud cloud) throws Exception {
        try (RunningDoor door = door(cloud, "127.0.0.0/8")) {
            assertThat(status(door, "https://other.example")).isEqualTo(200);
            assertThat(status(door, PUBLIC)).isEqualTo(401);
            assertThat(status(door, "https://third.example")).isEqualTo(401);
        }
    }

    @Test
    void trustedProxySaysItInTheKindOfHeaderThatItWrites(TestCloud cloud) throws Exception {
        try (RunningDoor door = door(cloud, "127.0.0.0/8", "forwarded")) {
            assertThat(status(door, "https://third.example")).isEqualTo(200);
            assertThat(status(door, "https://other.example")).isEqualTo(401);
            assertThat(addressed(door, "198.51.100.8")).isEqualTo(200);
            assertThat(addressed(door, "198.51.100.7")).isEqualTo(403);
        }
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
}
