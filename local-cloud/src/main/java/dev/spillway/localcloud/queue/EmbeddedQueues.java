package dev.spillway.localcloud.queue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.startup.LoopbackPort;
import dev.spillway.localcloud.startup.StartupException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.AutoCreateQueuesConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * SQS by ElasticMQ in this process, loopback only. In memory, or on disk, where whatever was
 * acknowledged is there again after a kill -9. Thread-safe.
 */
public final class EmbeddedQueues implements AutoCloseable {

    public static final String PRODUCT = "ElasticMQ 1.7.1";

    private static final Duration RESTORE = Duration.ofMinutes(2);

    private final ActorSystem actors;
    private final SQSRestServer server;
    private final URI endpoint;

    private EmbeddedQueues(ActorSystem actors, SQSRestServer server, int port) {
        this.actors = actors;
        this.server = server;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
    }

    /** Queues in memory, on a free port. */
    public static EmbeddedQueues inMemory() {
        return start(LoopbackPort.free(), null);
    }

    /**
     * Queues in a file under the folder.
     *
     * @throws StartupException when the port is taken or the file cannot be used
     */
    public static EmbeddedQueues onDisk(Path folder, int port) {
        return start(port, folder.toAbsolutePath().resolve("queues"));
    }

    /**
     * Queues on that port, kept as the storage says.
     *
     * @param folder used where they are kept on disk
     * @throws StartupException when the port is taken or the file cannot be used
     */
    public static EmbeddedQueues kept(QueueStorage storage, Path folder, int port) {
        return switch (storage) {
            case DISK -> onDisk(folder, port);
            case MEMORY -> start(port, null);
        };
    }

    private static EmbeddedQueues start(int port, @Nullable Path file) {
        ActorSystem actors = ActorSystem.create("elasticmq", configuration());
        try {
            Option<ActorRef> storage =
                    file == null ? Option.empty() : Option.apply(storage(actors, file));
            ActorRef manager = manager(actors, storage);
            if (storage.isDefined()) {
                restore(storage.get(), manager);
            }
            SQSRestServer server = serve(actors, manager, storage, port);
            return new EmbeddedQueues(actors, server, port);
        } catch (RuntimeException e) {
            actors.terminate();
            throw e;
        }
    }

    private static Config configuration() {
        return ConfigFactory.parseResources(EmbeddedQueues.class.getClassLoader(), "queues.conf")
                .withFallback(ConfigFactory.load());
    }

    /**
     * {@code WRITE_DELAY=0} makes H2 sync before it answers. With its default of half a second a
     * kill -9 under load lost 339 of 10,110 acknowledged messages.
     */
    private static ActorRef storage(ActorSystem actors, Path file) {
        String url = "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(file);
        requireUsable(url, file);
        SqlQueuePersistenceConfig configuration =
                new SqlQueuePersistenceConfig(true, "org.h2.Driver", url, "", "", false);
        return actors.actorOf(
                Props.create(
                        SqlQueuePersistenceActor.class,
                        () ->
                                new SqlQueuePersistenceActor(
                                        configuration,
                                        scala.collection.immutable.List$.MODULE$.empty())));
    }

    /** The actor that will open the file reports nothing when it cannot: it just never answers. */
    private static void requireUsable(String url, Path file) {
        try (Connection connection = DriverManager.getConnection(url, "", "")) {
            connection.isValid(1);
        } catch (SQLException e) {
            throw new StartupException(
                    "The queues' file %s cannot be used: %s"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        }
    }

    private static ActorRef manager(ActorSystem actors, Option<ActorRef> storage) {
        return actors.actorOf(
                Props.create(
                        QueueManagerActor.class,
                        () -> new QueueManagerActor(new NowProvider(), new SqsLimits(), storage)));
    }

    /** Before the server answers: a queue must not be created anew while its messages load. */
    private static void restore(ActorRef storage, ActorRef manager) {
        try {
            Object answer =
                    Patterns.ask(storage, new QueueEvent.Restore(manager), RESTORE)
                            .toCompletableFuture()
                            .get(RESTORE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer instanceof scala.util.Left<?, ?> errors) {
                throw new StartupException("The queues could not be restored: " + errors.value());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while the queues were restored", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartupException("The queues could not be read from disk: " + e, e);
        }
    }

    private static SQSRestServer serve(
            ActorSystem actors, ActorRef manager, Option<ActorRef> storage, int port) {
        SQSRestServer server =
                new TheSQSRestServerBuilder(
                                Option.apply(actors),
                                Option.apply(manager),
                                "127.0.0.1",
                                port,
                                new NodeAddress("http", "127.0.0.1", port, ""),
                                false,
                                new SqsLimits(),
                                AwsAccess.REGION,
                                AwsAccess.ACCOUNT,
                                storage,
                                AutoCreateQueuesConfig.disabled())
                        .start();
        server.waitUntilStarted();
        return server;
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stopAndWait();
        actors.terminate();
        actors.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
