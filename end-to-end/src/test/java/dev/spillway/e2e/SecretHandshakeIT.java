package dev.spillway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.e2e.Tenant.SourceRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asana chooses the secret: it comes in a handshake, travels through the queue into the source's
 * row and back into the door's directory, and from then on verifies.
 */
@ExtendWith(Spillway.class)
class SecretHandshakeIT {

    private static final String SECRET = "b537207f20cbfa02357cf448134da559";
    private static final byte[] NOTHING = {};
    private static final byte[] HEARTBEAT = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);

    @Test
    void asanasWebhooksVerifyOnceItHasGivenItsSecret(Spillway.Copy spillway) throws Exception {
        Tenant tenant =
                Tenant.onboard(
                        spillway,
                        "tasks",
                        List.of(new SourceRequest("Asana", "asana", "enforce", Map.of())));
        String url = tenant.ingestUrls().get("Asana");
        Map<String, String> signature = Map.of("X-Hook-Signature", signature());

        HttpResponse<byte[]> answer =
                await().atMost(Duration.ofSeconds(10))
                        .until(
                                () -> Http.post(url, Map.of("X-Hook-Secret", SECRET), NOTHING),
                                response -> response.statusCode() == 200);

        assertThat(answer.headers().firstValue("X-Hook-Secret")).contains(SECRET);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Http.post(url, signature, HEARTBEAT).statusCode() == 200);
        assertThat(Http.post(url, Map.of("X-Hook-Secret", "a-stranger's"), NOTHING).statusCode())
                .isEqualTo(401);
        assertThat(Http.post(url, signature, HEARTBEAT).statusCode()).isEqualTo(200);
    }

    private static String signature() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(HEARTBEAT));
    }
}
