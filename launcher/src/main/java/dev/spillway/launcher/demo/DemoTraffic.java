package dev.spillway.launcher.demo;

import dev.spillway.launcher.demo.DemoTenant.DemoSource;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A minute of a shop's life, signed as its vendors sign: a campaign goes out, is read and clicked,
 * and some buy. Now and then a webhook comes twice and one is forged, as in real life.
 */
final class DemoTraffic {

    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int DUPLICATE_EVERY = 17;
    private static final int FORGED_EVERY = 23;

    private final String ingestion;
    private final List<DemoSource> sources;
    private final Map<String, Signer> signers = new LinkedHashMap<>();
    private final SampleWebhooks samples = new SampleWebhooks(new Random());
    private final HttpClient client = HttpClient.newHttpClient();

    DemoTraffic(DemoTenant tenant, String ingestion) {
        this.ingestion = ingestion;
        this.sources = tenant.sources();
        for (DemoSource source : sources) {
            signers.put(
                    source.id(),
                    PresetCatalogue.standard()
                            .find(source.provider())
                            .orElseThrow()
                            .signer(Credentials.of(source.signing()), Map.of()));
        }
    }

    void send() {
        Instant end = Instant.now().plus(LENGTH);
        try {
            for (int i = 1; Instant.now().isBefore(end); i++) {
                send(i, sources.get(i % sources.size()));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(int number, DemoSource source) throws InterruptedException {
        HttpRequest request = signed(source, samples.of(source.provider()));
        post(request);
        if (number % DUPLICATE_EVERY == 0) {
            post(request);
        }
        if (number % FORGED_EVERY == 0) {
            post(forged(source));
        }
    }

    private HttpRequest signed(DemoSource source, SampleWebhooks.Sample sample) {
        byte[] body = sample.body().getBytes(StandardCharsets.UTF_8);
        SignedRequest plain = new SignedRequest("POST", url(source), RequestHeaders.none(), body);
        Signature signature = signer(source).sign(plain, Instant.now());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(signature.url()))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(signature.body()));
        signature.headers().forEach(request::setHeader);
        sample.headers().forEach(request::setHeader);
        return request.build();
    }

    private Signer signer(DemoSource source) {
        return Objects.requireNonNull(signers.get(source.id()), "a source without a signer");
    }

    private HttpRequest forged(DemoSource source) {
        return HttpRequest.newBuilder(URI.create(url(source)))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"forged\":true}"))
                .build();
    }

    private String url(DemoSource source) {
        return ingestion + "/in/" + source.ingestKey();
    }

    private void post(HttpRequest request) throws InterruptedException {
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            System.err.println("The demo could not send a webhook: " + e.getMessage());
        }
    }
}
