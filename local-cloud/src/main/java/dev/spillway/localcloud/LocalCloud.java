package dev.spillway.localcloud;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.database.DatabaseAddress;
import dev.spillway.localcloud.database.EmbeddedDatabase;
import dev.spillway.localcloud.queue.EmbeddedQueues;
import dev.spillway.localcloud.queue.QueueSet;
import dev.spillway.localcloud.startup.LoopbackPort;
import dev.spillway.localcloud.startup.StartupException;
import dev.spillway.localcloud.topic.TopicServer;
import dev.spillway.localcloud.topic.TopicSet;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Database, SQS and SNS as one process, on disk: what they confirmed is there again after a kill -9
 * of everything. Ready when the home holds a {@code cloud.json} that names this process, see {@link
 * CloudDescription}; stops on SIGTERM. Exit code 1 and one line on standard error when it cannot
 * start.
 *
 * <p>Run it with {@code --sun-misc-unsafe-memory-access=allow}: else the JVM prints a warning about
 * a library that ElasticMQ uses.
 */
public final class LocalCloud implements AutoCloseable {

    private static final String NAME = "spillway";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private LocalCloud() {}

    public static void main(String[] arguments) {
        // Before the first logger: the library jar must not bring a logback.xml of its own.
        System.setProperty(
                "logback.configurationFile",
                System.getProperty(
                        "logback.configurationFile", "dev/spillway/localcloud/logback-cloud.xml"));
        LocalCloud cloud = new LocalCloud();
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "stop-cloud"));
        try {
            CloudDescription description = cloud.start(CloudOptions.parse(arguments));
            System.out.println("local-cloud: ready, " + description.health());
        } catch (StartupException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException | IOException | SQLException e) {
            fail("could not start: " + e);
        }
    }

    private static void fail(String reason) {
        System.err.println("local-cloud: " + reason.replaceAll("\\s*\\R\\s*", " "));
        System.exit(1);
    }

    /** Holds off a stop: SIGTERM while starting stops what then runs, and leaves nothing behind. */
    private synchronized CloudDescription start(CloudOptions options)
            throws IOException, SQLException {
        CloudHome home = add(CloudHome.own(options.home()));
        requirePorts(options);
        EmbeddedDatabase database =
                add(
                        EmbeddedDatabase.persistent(
                                home.part("database"),
                                options.databasePort(),
                                home.owner(),
                                options.databaseMegabytes()));
        database.address().createSchema(NAME);
        EmbeddedQueues queues =
                add(EmbeddedQueues.kept(options.queues(), home.part("queues"), options.sqsPort()));
        TopicServer topics =
                add(TopicServer.onDisk(home.part("topics"), options.snsPort(), queues.endpoint()));
        AwsAccess aws = AwsAccess.local(queues.endpoint(), topics.endpoint());
        HealthServer health =
                add(HealthServer.start(options.managementPort(), database::isHealthy));
        CloudDescription description = describe(database.address(), aws, health);
        description.write(home.path());
        return description;
    }

    /** Before the slow parts; the database's own is checked once what a kill left of it is gone. */
    private static void requirePorts(CloudOptions options) {
        LoopbackPort.requireFree(options.sqsPort(), "queues (SQS)", "--sqs-port");
        LoopbackPort.requireFree(options.snsPort(), "topics (SNS)", "--sns-port");
        if (options.managementPort() != 0) {
            LoopbackPort.requireFree(
                    options.managementPort(), "health endpoint", "--management-port");
        }
    }

    private static CloudDescription describe(
            DatabaseAddress address, AwsAccess aws, HealthServer health) {
        try (SqsClient sqs = aws.sqsClient();
                SnsClient sns = aws.snsClient()) {
            return new CloudDescription(
                    ProcessHandle.current().pid(),
                    new CloudDescription.Database(
                            address.product(),
                            address.jdbcUrl(NAME),
                            address.host(),
                            address.port(),
                            NAME,
                            address.owner().user(),
                            address.owner().password()),
                    aws,
                    QueueSet.ensure(sqs, NAME),
                    TopicSet.ensure(sns, NAME),
                    health.url());
        }
    }

    /**
     * What is added is closed when the process ends, the last one first, also after half a start.
     */
    private synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("local-cloud: did not stop cleanly: " + e);
            }
        }
    }
}
