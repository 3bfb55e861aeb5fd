package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every logger there is writes all it can, the libraries' too, and none writes a secret. */
@CloudTest
class SecretsInLogsIT {

    private static final String SECRET = "s3cretOfTheSource";
    private static final String WRONG = "gu3ssOfAStranger";
    private static final String TOKEN = "t0kenInTheUrl";
    private static final String BODY = "p3rsonInTheBody";
    private static final String HOOK_SECRET = "asanas0wnSecret";
    private static final String VERIFY_TOKEN = "v3rifyTokenOfMeta";
    private static final String SNS_TOKEN = "t0kenThatConfirms";
    private static final String AWS_SECRET = "aws5ecretAccessKey";
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:ses-events";

    /** A port on which nobody answers. */
    private static final String NOBODY = "http://127.0.0.1:1";

    @Test
    void nothingSecretIsLoggedAtTheFinestLevel(TestCloud cloud, @TempDir Path folder)
            throws IOException {
        Path log = folder.resolve("door.log");
        TestSchema schema = TestSchema.on(cloud.database());
        UUID tenant = schema.addTenant();
        List<Endpoint> sources =
                List.of(
                        schema.addSource(tenant, "stripe", Map.of("secret", SECRET)),
                        schema.addSource(tenant, "hmac", Map.of("secret", SECRET)),
                        schema.addSource(
                                tenant, "basic", Map.of("username", "ana", "password", SECRET)),
                        schema.addSource(tenant, "bearer", Map.of("token", SECRET)),
                        schema.addSource(tenant, "mailgun", Map.of("secret", SECRET)),
                        schema.addSource(
                                tenant,
                                "stripe",
                                "enforce",
                                Map.of("secret", SECRET),
                                Map.of("quarantine", "true")),
                        schema.addSource(tenant, "none", Map.of()));
        Endpoint asana = schema.addPendingSource(tenant, "asana");
        Endpoint meta =
                schema.addSource(
                        tenant, "meta", Map.of("secret", SECRET, "verifyToken", VERIFY_TOKEN));
        Endpoint ses = schema.addSource(tenant, "ses", Map.of("topicArns", TOPIC));
        try (RunningDoor door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "logging.level.root", "trace",
                                "logging.file.name", log.toString(),
                                "logging.logback.rollingpolicy.max-file-size", "1GB",
                                "logging.threshold.console", "off",
                                "spring.cloud.aws.credentials.secret-key", AWS_SECRET,
                                "spillway.sns.trusted-endpoints", NOBODY,
                                "spillway.quarantine.flush-interval", "50ms",
                                "spillway.reject.flush-interval", "50ms"))) {
            for (Endpoint source : sources) {
                for (String secret : List.of(SECRET, WRONG)) {
                    postAll(door, source, secret);
                }
            }
            shakeHands(door, asana, meta, ses);
            await().until(() -> door.metric("spillway.door.quarantined") > 0);
            assertThat(door.post("/in/nobody?token=" + TOKEN, new byte[0], Map.of()).statusCode())
                    .isEqualTo(404);
        }

        List<String> lines = Files.readAllLines(log, ISO_8859_1);
        assertThat(lines).anyMatch(line -> line.contains(" TRACE "));
        assertThat(lines.stream().filter(SecretsInLogsIT::tellsASecret)).isEmpty();
    }

    private static void postAll(RunningDoor door, Endpoint source, String secret) {
        String basic = Base64.getEncoder().encodeToString(("ana:" + secret).getBytes(UTF_8));
        for (String login : List.of("Basic " + basic, "Bearer " + secret)) {
            door.post(
                    source.path() + "/path?token=" + TOKEN + "&a=b",
                    BODY.getBytes(UTF_8),
                    Map.of(
                            "Authorization", login,
                            "X-Api-Key", secret,
                            "X-Signature", secret,
                            "Cookie", "session=" + secret,
                            "Stripe-Signature", "t=1,v1=" + secret));
        }
        door.post(source, new byte[1024 * 1024 + 1], Map.of("X-Api-Key", secret));
    }

    private static void shakeHands(RunningDoor door, Endpoint asana, Endpoint meta, Endpoint ses) {
        assertThat(
                        door.post(asana, new byte[0], Map.of("X-Hook-Secret", HOOK_SECRET))
                                .headers()
                                .firstValue("X-Hook-Secret"))
                .contains(HOOK_SECRET);
        String question = "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=" + VERIFY_TOKEN;
        assertThat(door.send(HttpRequest.newBuilder(door.uri(meta.path() + question))).body())
                .isEqualTo("1");
        String confirmation =
                """
                {"Type": "SubscriptionConfirmation", "MessageId": "1", "Message": "%s",
                 "Token": "%s", "SubscribeURL": "%s/?Token=%s", "SignatureVersion": "2",
                 "Timestamp": "2026-11-21T10:00:00.000Z", "Signature": "AAAA", "TopicArn": "%s",
                 "SigningCertURL": "%s/SimpleNotificationService-0.pem"}
                """
                        .formatted(BODY, SNS_TOKEN, NOBODY, SNS_TOKEN, TOPIC, NOBODY);
        assertThat(door.post(ses, confirmation.getBytes(UTF_8), Map.of()).statusCode())
                .isEqualTo(503);
    }

    private static boolean tellsASecret(String line) {
        return holds(line, SECRET)
                || holds(line, WRONG)
                || line.contains(TOKEN)
                || line.contains(BODY)
                || line.contains(HOOK_SECRET)
                || line.contains(VERIFY_TOKEN)
                || line.contains(SNS_TOKEN)
                || line.contains(AWS_SECRET)
                || line.contains(TestSchema.WRAPPING_KEY)
                || line.contains(TestSchema.PASSWORD);
    }

    /** In clear, or as basic authentication would carry it. */
    private static boolean holds(String line, String secret) {
        String basic = Base64.getEncoder().encodeToString(("ana:" + secret).getBytes(UTF_8));
        return line.contains(secret) || line.contains(basic);
    }
}
