package dev.spillway.localcloud.topic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * SNS on the loopback interface: the AWS Query protocol, fan-out to the given SQS and to HTTP
 * endpoints of this machine. Thread-safe.
 */
public final class TopicServer implements AutoCloseable {

    public static final String PRODUCT = "local SNS";

    private static final Logger log = LoggerFactory.getLogger(TopicServer.class);

    /** A form can be three times as long as what it encodes; beyond this nothing is read. */
    private static final int MAX_FORM = 4 * 1024 * 1024;

    /** Of a request that is too large, in bytes: what is longer still is cut off. */
    private static final int MAX_DISCARDED = 8 * MAX_FORM;

    private static final int DISCARDED_AT_ONCE = 64 * 1024;

    static {
        // Else Nagle's algorithm and delayed acknowledgement add 40 ms to every answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final SqsClient sqs;
    private final URI endpoint;
    private final TopicActions topics;
    private final PublishActions publications;
    private final MessageSigner signer;
    private final HttpFanOut subscribers;

    private TopicServer(HttpServer http, URI queues, TopicStore store) {
        this.http = http;
        this.endpoint = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        this.sqs = AwsAccess.local(queues, endpoint).sqsClient();
        TopicRegistry registry = new TopicRegistry(store);
        this.signer = new MessageSigner(endpoint.toString());
        this.subscribers = new HttpFanOut(signer, endpoint.toString());
        this.topics = new TopicActions(registry, subscribers);
        this.publications =
                new PublishActions(registry, new FanOut(sqs, endpoint.toString(), subscribers));
        http.createContext("/", this::handle);
        http.setExecutor(requests);
    }

    /** Topics in memory, on a free port. */
    public static TopicServer inMemory(URI queues) {
        return start(0, queues, new TopicStore.InMemory());
    }

    /**
     * Topics and subscriptions in a file under the folder.
     *
     * @throws StartupException when the port is taken or the file cannot be read
     */
    public static TopicServer onDisk(Path folder, int port, URI queues) {
        return start(port, queues, new TopicStore.InFile(folder.resolve("topics.json")));
    }

    private static TopicServer start(int port, URI queues, TopicStore store) {
        try {
            HttpServer http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            TopicServer server = new TopicServer(http, queues, store);
            http.start();
            return server;
        } catch (IOException e) {
            throw new StartupException("The topics (SNS) cannot listen on port " + port, e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String id = UUID.randomUUID().toString();
        try (exchange) {
            try {
                Optional<String> certificate =
                        signer.certificate(exchange.getRequestURI().getPath());
                if (certificate.isPresent()) {
                    answer(exchange, 200, certificate.get());
                    return;
                }
                QueryRequest request = QueryRequest.parse(form(exchange));
                String action = request.find("Action").orElse("");
                answer(exchange, 200, success(action, perform(action, request), id));
            } catch (SnsException e) {
                answer(exchange, e.status(), failure(e, id));
            } catch (RuntimeException e) {
                log.error("A request failed", e);
                SnsException fault = SnsException.internal(e);
                answer(exchange, fault.status(), failure(fault, id));
            }
        }
    }

    /** What confirms a subscription is a link, and so a GET. */
    private static String form(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            return Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        }
        InputStream sent = exchange.getRequestBody();
        byte[] body = sent.readNBytes(MAX_FORM + 1);
        if (body.length > MAX_FORM) {
            discard(sent);
            throw SnsException.tooLarge();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whoever is still writing when the connection closes sees it reset, and not the answer. */
    private static void discard(InputStream sent) throws IOException {
        byte[] buffer = new byte[DISCARDED_AT_ONCE];
        int left = MAX_DISCARDED;
        int read = sent.read(buffer);
        while (read >= 0 && left > 0) {
            left -= read;
            read = sent.read(buffer);
        }
    }

    private List<Xml> perform(String action, QueryRequest request) {
        return switch (action) {
            case "CreateTopic" -> topics.createTopic(request);
            case "ListTopics" -> topics.listTopics(request);
            case "GetTopicAttributes" -> topics.getTopicAttributes(request);
            case "SetTopicAttributes" -> topics.setTopicAttributes(request);
            case "DeleteTopic" -> topics.deleteTopic(request);
            case "Subscribe" -> topics.subscribe(request);
            case "ListSubscriptions" -> topics.listSubscriptions(request);
            case "ListSubscriptionsByTopic" -> topics.listSubscriptionsByTopic(request);
            case "GetSubscriptionAttributes" -> topics.getSubscriptionAttributes(request);
            case "SetSubscriptionAttributes" -> topics.setSubscriptionAttributes(request);
            case "ConfirmSubscription" -> topics.confirmSubscription(request);
            case "Unsubscribe" -> topics.unsubscribe(request);
            case "Publish" -> publications.publish(request);
            case "PublishBatch" -> publications.publishBatch(request);
            default -> throw SnsException.unknownAction(action);
        };
    }

    private static String success(String action, List<Xml> result, String id) {
        List<Xml> children = new ArrayList<>();
        children.add(Xml.element(action + "Result", result));
        children.add(Xml.element("ResponseMetadata", Xml.text("RequestId", id)));
        return Xml.document(action + "Response", children);
    }

    private static String failure(SnsException e, String id) {
        Xml error =
                Xml.element(
                        "Error",
                        Xml.text("Type", e.isSendersFault() ? "Sender" : "Receiver"),
                        Xml.text("Code", e.code()),
                        Xml.text("Message", String.valueOf(e.getMessage())));
        return Xml.document("ErrorResponse", List.of(error, Xml.text("RequestId", id)));
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Lets what is under way end, for a second at most. */
    @Override
    public void close() {
        http.stop(1);
        subscribers.close();
        requests.close();
        sqs.close();
    }
}
