package dev.spillway.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ingestion.testkit.Endpoint;
import dev.spillway.ingestion.testkit.RunningDoor;
import dev.spillway.ingestion.testkit.TestSchema;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import java.io.IOException;
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
                        schema.addSource(tenant, "none", Map.of()));
        try (RunningDoor door =
                RunningDoor.start(
                        cloud,
                        schema,
                        Map.of(
                                "logging.level.root", "trace",
                                "logging.file.name", log.toString(),
                                "logging.logback.rollingpolicy.max-file-size", "1GB",
                                "logging.threshold.console", "off",
                                "spillway.reject.flush-interval", "50ms"))) {
            for (Endpoint source : sources) {
                for (String secret : List.of(SECRET, WRONG)) {
                    postAll(door, source, secret);
                }
            }
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
        door.post(source, new byte[2 * 1024 * 1024], Map.of("X-Api-Key", secret));
    }

    private static boolean tellsASecret(String line) {
        return holds(line, SECRET)
                || holds(line, WRONG)
                || line.contains(TOKEN)
                || line.contains(BODY)
                || line.contains(TestSchema.WRAPPING_KEY)
                || line.contains(TestSchema.PASSWORD);
    }

    /** In clear, or as basic authentication would carry it. */
    private static boolean holds(String line, String secret) {
        String basic = Base64.getEncoder().encodeToString(("ana:" + secret).getBytes(UTF_8));
        return line.contains(secret) || line.contains(basic);
    }
}
