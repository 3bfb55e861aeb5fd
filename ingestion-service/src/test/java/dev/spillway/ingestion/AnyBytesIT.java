package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.ReceivedParcels;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.platform.parcel.Webhook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes and whatever they say they are: what is verified and what is in the queue are
 * the bytes as they came. Every body is signed, so that nothing can have read or changed it before.
 */
@CloudTest
class AnyBytesIT {

    private static final String SECRET = "a secret";

    private static RunningDoor door;
    private static ReceivedParcels queues;
    private static Endpoint signed;
    private static Endpoint xml;

    @BeforeAll
    static void start(TestCloud cloud) {
        TestSchema schema = TestSchema.on(cloud.database());
        var tenant = schema.addTenant();
        signed = schema.addSource(tenant, "hmac", Map.of("secret", SECRET));
        xml =
                schema.addSource(
                        tenant,
                        "hmac",
                        "enforce",
                        Map.of("secret", SECRET),
                        Map.of(
                                "responseStatus", "202",
                                "responseType", "text/xml",
                                "responseBody", "<Response id=\"{{id}}\">ok ✓</Response>"));
        door = RunningDoor.start(cloud, schema);
        queues = new ReceivedParcels(cloud);
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    private static HttpResponse<String> post(
            Endpoint source, byte[] body, String type, Map<String, String> more) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        var headers = new java.util.HashMap<>(more);
        headers.put("X-Signature", HexFormat.of().formatHex(mac.doFinal(body)));
        headers.put("Content-Type", type);
        return door.post(source, body, headers);
    }

    private static void assertKept(byte[] body, String type) throws Exception {
        assertKept(body, type, Map.of());
    }

    private static void assertKept(byte[] body, String type, Map<String, String> more)
            throws Exception {
        HttpResponse<String> response = post(signed, body, type, more);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Webhook webhook = queues.webhook(RunningDoor.webhookId(response));
        assertThat(webhook.body()).isEqualTo(body);
        assertThat(webhook.verification().name()).isEqualTo("VERIFIED");
    }

    @Test
    void nothingAtAll() throws Exception {
        assertKept(new byte[0], "application/json");
    }

    @Test
    void nulAndEveryOtherByte() throws Exception {
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertKept(all, "application/octet-stream");
        assertKept(new byte[1000], "application/json");
    }

    @Test
    void textThatIsNoUtf8() throws Exception {
        assertKept(HexFormat.of().parseHex("c0aff5ed a0800a".replace(" ", "")), "text/plain");
        assertKept(
                "\uFEFF{\"ü\":\"😀\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE), "a/b");
    }

    /**
     * A container that was asked for a parameter would read a form's body, and there is but one.
     */
    @Test
    void formsOfBothKinds() throws Exception {
        assertKept("a=b&c=%20d&%&&=".getBytes(UTF_8), "application/x-www-form-urlencoded");
        assertKept(
                "_method=DELETE&a=b".getBytes(UTF_8),
                "application/x-www-form-urlencoded;charset=UTF-8");
        String multipart =
                "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../a\"\r\n\r\n\0\r\n--x--\r\n";
        assertKept(multipart.getBytes(UTF_8), "multipart/form-data; boundary=x");
        assertKept(multipart.getBytes(UTF_8), "multipart/form-data");
    }

    @Test
    void xmlIsNotParsed() throws Exception {
        String bomb =
                "<!DOCTYPE a [<!ENTITY b \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><a>&b;&c;</a>";
        assertKept(bomb.getBytes(UTF_8), "text/xml");
    }

    @Test
    void contentTypesThatAreNone() throws Exception {
        assertKept("{}".getBytes(UTF_8), "nonsense");
        assertKept("{}".getBytes(UTF_8), "application/json;charset=no-such-charset");
    }

    @Test
    void compressedStaysCompressed() throws Exception {
        assertKept(
                gzipped("{}".repeat(1000)), "application/json", Map.of("Content-Encoding", "gzip"));
        assertKept("no gzip".getBytes(UTF_8), "a/b", Map.of("Content-Encoding", "gzip"));
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Base64 makes a third more of it, and a message holds a mebibyte. */
    @Test
    void incompressibleUpToAThreeQuartersOfAMebibyte() throws Exception {
        byte[] random = new byte[760_000];
        new Random(1).nextBytes(random);
        assertKept(random, "application/octet-stream");

        byte[] more = new byte[800_000];
        new Random(1).nextBytes(more);
        HttpResponse<String> response = post(signed, more, "application/octet-stream", Map.of());
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(RunningDoor.json(response).path("code").asString()).isEqualTo("body_too_large");
    }

    @Test
    void vendorHearsWhatTheSourceIsSetToSay() throws Exception {
        HttpResponse<String> response = post(xml, "<a/>".getBytes(UTF_8), "text/xml", Map.of());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/xml;charset=UTF-8");
        assertThat(response.body())
                .isEqualTo(
                        "<Response id=\"%s\">ok ✓</Response>"
                                .formatted(RunningDoor.webhookId(response)));
    }
}
