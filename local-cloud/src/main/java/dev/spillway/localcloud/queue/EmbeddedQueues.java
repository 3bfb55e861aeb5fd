package dev.spillway.localcloud.queue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.startup.LoopbackPort;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.NodeAddress;
import org.elasticmq.actor.QueueManagerActor;
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

    private final ActorSystem actors;
    private final SQSRestServer server;
    private final @Nullable MessageLog log;
    private final URI endpoint;

    private EmbeddedQueues(
            ActorSystem actors, SQSRestServer server, @Nullable MessageLog log, int port) {
        this.actors = actors;
        this.server = server;
        this.log = log;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
    }

    /** Queues in memory, on a free port. */
    public static EmbeddedQueues inMemory() {
        return inMemory(LoopbackPort.free());
    }

    /**
     * Queues in files of a folder, which nobody else may use meanwhile.
     *
     * @throws StartupException when the port is taken or the files cannot be used
     */
    public static EmbeddedQueues onDisk(Path folder, int port) {
        MessageLog.Opened opened = MessageLog.open(folder.toAbsolutePath());
        try {
            return start(port, opened);
        } catch (RuntimeException e) {
            close(opened.log());
            throw e;
        }
    }

    /**
     * Queues on that port, kept as the storage says.
     *
     * @param folder used where they are kept on disk
     * @throws StartupException when the port is taken or the files cannot be used
     */
    public static EmbeddedQueues kept(QueueStorage storage, Path folder, int port) {
        return switch (storage) {
            case DISK -> onDisk(folder, port);
            case MEMORY -> inMemory(port);
        };
    }

    private static EmbeddedQueues inMemory(int port) {
        return start(port, null);
    }

    private static EmbeddedQueues start(int port, MessageLog.@Nullable Opened opened) {
        ActorSystem actors = ActorSystem.create("elasticmq", configuration());
        try {
            Option<ActorRef> storage =
                    Option.apply(opened == null ? null : storage(actors, opened.log()));
            ActorRef manager = manager(actors, storage);
            if (opened != null) {
                // Before the server answers: no queue may be made anew while its messages load.
                new LogRestore(manager).restore(opened.contents());
            }
            SQSRestServer server = serve(actors, watched(actors, manager, storage), storage, port);
            return new EmbeddedQueues(actors, server, opened == null ? null : opened.log(), port);
        } catch (RuntimeException e) {
            terminate(actors);
            throw e;
        }
    }

    private static Config configuration() {
        return ConfigFactory.parseResources(EmbeddedQueues.class.getClassLoader(), "queues.conf")
                .withFallback(ConfigFactory.load());
    }

    private static ActorRef storage(ActorSystem actors, MessageLog log) {
        return actors.actorOf(Props.create(LogActor.class, () -> new LogActor(log)));
    }

    private static ActorRef manager(ActorSystem actors, Option<ActorRef> storage) {
        return actors.actorOf(
                Props.create(
                        QueueManagerActor.class,
                        () -> new QueueManagerActor(new NowProvider(), new SqsLimits(), storage)));
    }

    private static ActorRef watched(
            ActorSystem actors, ActorRef manager, Option<ActorRef> storage) {
        return storage.isEmpty()
                ? manager
                : actors.actorOf(
                        Props.create(
                                WatchedManager.class,
                                () -> new WatchedManager(manager, storage.get())));
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
        terminate(actors);
        if (log != null) {
            close(log);
        }
    }

    private static void terminate(ActorSystem actors) {
        actors.terminate();
        actors.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** After its actor: nothing writes to it any more. */
    private static void close(MessageLog log) {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
