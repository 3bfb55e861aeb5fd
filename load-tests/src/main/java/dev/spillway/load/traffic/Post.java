package dev.spillway.load.traffic;

import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Posts single webhooks and reads the id that the door answers. Thread-safe. */
public final class Post {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * The id of the accepted webhook.
     *
     * @throws IOException if the door does not accept it
     */
    public UUID send(Target target, byte[] body) throws IOException, InterruptedException {
        SignedRequest plain =
                new SignedRequest("POST", target.url().toString(), RequestHeaders.none(), body);
        Signature signature = target.signer().sign(plain, Instant.now());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(signature.url()))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(signature.body()));
        signature.headers().forEach(request::header);
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the door answered " + response.statusCode());
        }
        return UUID.fromString(JsonMapper.shared().readTree(response.body()).at("/id").asString());
    }
}
