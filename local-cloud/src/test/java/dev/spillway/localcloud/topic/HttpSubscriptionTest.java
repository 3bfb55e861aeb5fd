package dev.spillway.localcloud.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spillway.localcloud.aws.AwsAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP endpoint is asked, confirmed, and gets signed messages, like one on AWS. */
class HttpSubscriptionTest {

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> types = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private TopicServer topics;
    private HttpServer endpoint;
    private SnsClient sns;

    @BeforeEach
    void start() throws IOException {
        topics = TopicServer.inMemory(URI.create("http://127.0.0.1:1"));
        sns = AwsAccess.local(URI.create("http://127.0.0.1:1"), topics.endpoint()).snsClient();
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", this::take);
        endpoint.start();
    }

    @AfterEach
    void stop() {
        sns.close();
        topics.close();
        endpoint.stop(0);
        http.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean refused = refusals.getAndDecrement() > 0;
        exchange.sendResponseHeaders(refused ? 503 : 200, -1);
        exchange.close();
        if (!refused) {
            types.add(exchange.getRequestHeaders().getFirst("x-amz-sns-message-type"));
            received.add(JsonMapper.shared().readTree(body));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void asksAndThenDeliversWhatIsSigned(String version) throws Exception {
        String topic =
                sns.createTopic(create ->
                                create.name("ses").attributes(Map.of("SignatureVersion", version)))
                        .topicArn();
        String arn = subscribe(topic, "http", address());
        JsonNode question = next("SubscriptionConfirmation");
        sns.publish(publish -> publish.topicArn(topic).message("too early"));

        assertThat(arn).isEqualTo("pending confirmation");
        assertThat(isGenuine(question)).isTrue();
        assertThat(get(question.path("SubscribeURL").stringValue())).isEqualTo(200);
        sns.publish(publish -> publish.topicArn(topic).subject("Née").message("{\"a\":\"é\n\"}"));
        JsonNode notification = next("Notification");
        assertThat(notification.path("Message").stringValue()).isEqualTo("{\"a\":\"é\n\"}");
        assertThat(notification.path("SignatureVersion").stringValue()).isEqualTo(version);
        assertThat(isGenuine(notification)).isTrue();
    }

    @Test
    void confirmsOnlyWithTheTokenAndAsOftenAsAsked() throws Exception {
        String topic = sns.createTopic(create -> create.name("ses")).topicArn();
        subscribe(topic, "http", address());
        String token = next("SubscriptionConfirmation").path("Token").stringValue();

        assertThatThrownBy(() -> sns.confirmSubscription(c -> c.topicArn(topic).token("guess")))
                .isInstanceOf(InvalidParameterException.class);
        String first =
                sns.confirmSubscription(c -> c.topicArn(topic).token(token)).subscriptionArn();
        String second =
                sns.confirmSubscription(c -> c.topicArn(topic).token(token)).subscriptionArn();
        assertThat(first).startsWith(topic + ":").isEqualTo(second);
    }

    @Test
    void asksAgainAfterARefusalThatMayPass() throws Exception {
        refusals.set(1);
        String topic = sns.createTopic(create -> create.name("ses")).topicArn();
        subscribe(topic, "http", address());

        assertThat(next("SubscriptionConfirmation").path("TopicArn").stringValue())
                .isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/in",
                "http://169.254.169.254/",
                "https://127.0.0.1/",
                "http://127.0.0.1.example.com/",
                "not a url"
            })
    void postsToThisMachineOnly(String elsewhere) {
        String topic = sns.createTopic(create -> create.name("ses")).topicArn();

        assertThatThrownBy(() -> subscribe(topic, "http", elsewhere))
                .isInstanceOf(InvalidParameterException.class);
    }

    private String subscribe(String topic, String protocol, String address) {
        return sns.subscribe(
                        subscribe -> subscribe.topicArn(topic).protocol(protocol).endpoint(address))
                .subscriptionArn();
    }

    private String address() {
        return "http://127.0.0.1:%d/in/key".formatted(endpoint.getAddress().getPort());
    }

    private JsonNode next(String type) throws InterruptedException {
        assertThat(types.poll(20, TimeUnit.SECONDS)).isEqualTo(type);
        JsonNode message = received.poll(20, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    /** As the developer guide says, with the certificate that the message names. */
    private boolean isGenuine(JsonNode message) throws Exception {
        byte[] pem =
                http.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        message.path("SigningCertURL")
                                                                .stringValue()))
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .body();
        var certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem));
        boolean isNewer = message.path("SignatureVersion").stringValue().equals("2");
        Signature signature = Signature.getInstance(isNewer ? "SHA256withRSA" : "SHA1withRSA");
        signature.initVerify(certificate);
        signature.update(canonical(message).getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(message.path("Signature").stringValue()));
    }

    private static String canonical(JsonNode message) {
        List<String> names =
                List.of(
                        "Message",
                        "MessageId",
                        "SubscribeURL",
                        "Subject",
                        "Timestamp",
                        "Token",
                        "TopicArn",
                        "Type");
        StringBuilder text = new StringBuilder();
        names.stream()
                .filter(message::has)
                .forEach(name ->
                        text.append(name)
                                .append('\n')
                                .append(message.path(name).stringValue())
                                .append('\n'));
        return text.toString();
    }

    private int get(String address) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
