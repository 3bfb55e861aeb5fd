package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.WebhookBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisersTest {

    private static final String OPEN =
            "[{\"event\":\"open\",\"email\":\"a@b.c\",\"timestamp\":1763700000,\"sg_event_id\":\"1\"}]";

    private final Normalisers normalisers = Normalisers.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {"sendgrid", "resend", "postmark", "mailgun", "stripe", "shopify", "hmac"})
    void bodyThatIsNotTheJsonItSaysItIsIsUnparsable(String provider) {
        assertThat(normalisers.normalise(webhook(provider).body("{\"event\": ").build()).outcome())
                .isEqualTo(Outcome.UNPARSABLE);
        assertThat(normalisers.normalise(webhook(provider).body("{} {}").build()).outcome())
                .isEqualTo(Outcome.UNPARSABLE);
        assertThat(normalisers.normalise(webhook(provider).body("").build()).outcome())
                .isEqualTo(Outcome.UNPARSABLE);
    }

    @Test
    void bodyOfAGenericSenderThatDoesNotSayJsonIsOneUnknownEvent() {
        Normalised normalised =
                normalisers.normalise(
                        webhook("hmac").header("Content-Type", "text/xml").body("<a/>").build());

        assertThat(normalised.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(normalised.events()).hasSize(1);
    }

    @Test
    void arrayWithoutEventsIsUnderstood() {
        Normalised normalised = normalisers.normalise(webhook("sendgrid").body("[]").build());

        assertThat(normalised.outcome()).isEqualTo(Outcome.NORMALISED);
        assertThat(normalised.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendgrid", "sparkpost", "brevo", "hubspot"})
    void webhookOfMoreEventsThanAnyVendorSendsIsKeptAndNotRead(String provider) {
        String most = "[" + "0,".repeat(9_999) + "0]";
        String more = "[" + "0,".repeat(10_000) + "0]";

        assertThat(normalisers.normalise(webhook(provider).body(most).build()).events())
                .hasSize(10_000);
        assertThat(normalisers.normalise(webhook(provider).body(more).build()).outcome())
                .isEqualTo(Outcome.UNPARSABLE);
    }

    @Test
    void compressedBodyIsReadAndNeverBeyondItsBound() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(OPEN.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
            out.write(OPEN.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i <= Inflating.MAX_BYTES / zeros.length; i++) {
                out.write(zeros);
            }
        }

        assertThat(outcome("gzip", gzip.toByteArray())).isEqualTo(Outcome.NORMALISED);
        assertThat(outcome("deflate", deflate.toByteArray())).isEqualTo(Outcome.NORMALISED);
        assertThat(outcome("gzip", bomb.toByteArray())).isEqualTo(Outcome.UNPARSABLE);
        assertThat(outcome("br", gzip.toByteArray())).isEqualTo(Outcome.UNPARSABLE);
    }

    /** As large as a body may be, and of nothing but tokens: a tree of it would fill the heap. */
    @ParameterizedTest
    @ValueSource(strings = {"{},", "[],", "0,", "\"\","})
    void bodyOfNothingButTokensIsUnparsableAndTakesNoMemory(String item) throws IOException {
        String array = "[" + item.repeat((Inflating.MAX_BYTES - 4) / item.length()) + "0]";
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(array.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(gzip.size()).isLessThan(64 * 1024);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(outcome("gzip", gzip.toByteArray())).isEqualTo(Outcome.UNPARSABLE);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(48L * 1024 * 1024);
    }

    @Test
    void eventsThatSayMoreThanABodyCanHoldAreNotRead() {
        String tags = String.join(",", Collections.nCopies(50, "\"" + "t".repeat(190) + "\""));
        String event =
                "{\"email\":\"a@b.example\",\"event\":\"open\",\"category\":[%s]}".formatted(tags);
        String some = "[" + String.join(",", Collections.nCopies(90, event)) + "]";
        String more = "[" + String.join(",", Collections.nCopies(900, event)) + "]";

        assertThat(normalisers.normalise(webhook("sendgrid").body(some).build()).events())
                .hasSize(90);
        assertThat(normalisers.normalise(webhook("sendgrid").body(more).build()).outcome())
                .isEqualTo(Outcome.UNPARSABLE);
    }

    /** All of the message is told of each, its tags for example: thousands would fill the heap. */
    @Test
    void recipientsOfOneSesMessageAreAsManyAsItCanHave() {
        String tags =
                IntStream.range(0, 50)
                        .mapToObj(i -> "\"t%d\":[\"%s\"]".formatted(i, "x".repeat(250)))
                        .collect(Collectors.joining(","));
        String recipients =
                String.join(",", Collections.nCopies(9_000, "{\"emailAddress\":\"a@b.example\"}"));
        String body =
                "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"bouncedRecipients\":[%s]},\"mail\":{\"tags\":{%s}}}"
                        .formatted(recipients, tags);

        assertThat(normalisers.normalise(webhook("ses").body(body).build()).events()).hasSize(100);
    }

    @Test
    void jsonNestedWithoutEndIsUnparsable() {
        assertThat(
                        normalisers
                                .normalise(webhook("stripe").body("[".repeat(100_000)).build())
                                .outcome())
                .isEqualTo(Outcome.UNPARSABLE);
    }

    @Test
    void lateEventKeepsItsTimeAndAbsurdClocksDoNot() {
        Instant receivedAt = Instant.parse("2026-11-21T10:00:00Z");

        assertThat(occurredAt("1763700000", receivedAt))
                .isEqualTo(Instant.ofEpochSecond(1763700000));
        assertThat(occurredAt("1795341599", receivedAt)) // 23:59:59 ahead
                .isEqualTo(Instant.ofEpochSecond(1795341599));
        assertThat(occurredAt("1795341601", receivedAt)).isEqualTo(receivedAt);
        assertThat(occurredAt("1763700000000", receivedAt)).isEqualTo(receivedAt);
        assertThat(occurredAt("1", receivedAt)).isEqualTo(receivedAt);
        assertThat(occurredAt("\"yesterday\"", receivedAt)).isEqualTo(receivedAt);
    }

    private Instant occurredAt(String timestamp, Instant receivedAt) {
        Webhook webhook =
                webhook("sendgrid")
                        .receivedAt(receivedAt)
                        .body("[{\"event\":\"open\",\"timestamp\":" + timestamp + "}]")
                        .build();
        return normalisers.normalise(webhook).events().getFirst().occurredAt();
    }

    private Outcome outcome(String encoding, byte[] body) {
        return normalisers
                .normalise(
                        webhook("sendgrid").header("Content-Encoding", encoding).body(body).build())
                .outcome();
    }

    private static WebhookBuilder webhook(String provider) {
        return new WebhookBuilder(Ids.next(), provider);
    }
}
