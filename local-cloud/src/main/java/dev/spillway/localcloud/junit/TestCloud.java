package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.localcloud.topic.TopicSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What one test class has of the cloud. Thread-safe. The clients are shared by the JVM: do not
 * close them.
 */
public final class TestCloud {

    private static final Map<Class<?>, TestCloud> CLOUDS = new ConcurrentHashMap<>();

    private final Backend backend;
    private final String description;
    private final @Nullable TestDatabase database;
    private final @Nullable Messaging messaging;
    private final @Nullable QueueSet queues;
    private final @Nullable TopicSet topics;

    TestCloud(
            Backend backend,
            String description,
            @Nullable TestDatabase database,
            @Nullable Messaging messaging,
            @Nullable QueueSet queues,
            @Nullable TopicSet topics) {
        this.backend = backend;
        this.description = description;
        this.database = database;
        this.messaging = messaging;
        this.queues = queues;
        this.topics = topics;
    }

    /**
     * The cloud of a test class, started now if it was not yet. The class, or one that encloses it,
     * carries {@link CloudTest}; a nested class without its own shares the enclosing one's.
     */
    public static TestCloud of(Class<?> testClass) {
        CloudRequest request = CloudRequest.of(testClass);
        return CLOUDS.computeIfAbsent(request.owner(), _ -> request.fulfil());
    }

    /** {@link Backend#EMBEDDED} or {@link Backend#DOCKER}. */
    public Backend backend() {
        return backend;
    }

    /** For people: backend and products, for example {@code embedded (MariaDB 11.4.5)}. */
    public String description() {
        return description;
    }

    public TestDatabase database() {
        return require(database, Part.DATABASE);
    }

    public QueueSet queues() {
        return require(queues, Part.QUEUES);
    }

    public TopicSet topics() {
        return require(topics, Part.TOPICS);
    }

    /** Endpoints and credentials of SQS and SNS. */
    public AwsAccess aws() {
        return require(messaging, Part.QUEUES).access();
    }

    public SqsClient sqs() {
        return require(messaging, Part.QUEUES).sqs();
    }

    public SnsClient sns() {
        return require(messaging, Part.TOPICS).sns();
    }

    /**
     * What a Spring context needs to use this cloud, as the schema's owner. For
     * {@code @DynamicPropertySource}:
     *
     * <pre>{@code
     * TestCloud.of(FooIT.class).properties().forEach((k, v) -> registry.add(k, () -> v));
     * }</pre>
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        if (database != null) {
            properties.put("spring.datasource.url", database.jdbcUrl());
            properties.put("spring.datasource.username", database.owner());
            properties.put("spring.datasource.password", database.ownerPassword());
        }
        if (messaging != null) {
            properties.putAll(messaging.properties());
        }
        if (queues != null) {
            properties.put("spillway.queues.main", queues.main());
            properties.put("spillway.queues.overflow", queues.overflow());
            properties.put("spillway.queues.signals", queues.signals());
            properties.put("spillway.queues.main-dead-letters", queues.mainDeadLetters());
            properties.put("spillway.queues.overflow-dead-letters", queues.overflowDeadLetters());
            properties.put("spillway.queues.signals-dead-letters", queues.signalsDeadLetters());
        }
        if (topics != null) {
            properties.put("spillway.topics.tenant-lifecycle", topics.tenantLifecycle());
            properties.put("spillway.topics.alerts", topics.alerts());
            properties.put("spillway.topics.suppressions", topics.suppressions());
        }
        return properties;
    }

    private static <T> T require(@Nullable T part, Part name) {
        if (part == null) {
            throw new IllegalStateException("Add %s to @CloudTest(parts = …)".formatted(name));
        }
        return part;
    }
}
