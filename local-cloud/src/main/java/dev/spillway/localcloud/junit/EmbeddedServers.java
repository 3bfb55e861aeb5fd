package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.aws.AwsAccess;
import dev.spillway.localcloud.database.DatabaseAddress;
import dev.spillway.localcloud.database.EmbeddedDatabase;
import dev.spillway.localcloud.queue.EmbeddedQueues;
import dev.spillway.localcloud.topic.TopicServer;

/** MariaDB, ElasticMQ and our SNS, in memory or in temporary folders. */
final class EmbeddedServers implements Servers {

    private final Shared<EmbeddedDatabase> database = new Shared<>(EmbeddedDatabase::temporary);
    private final Shared<EmbeddedQueues> queues = new Shared<>(EmbeddedQueues::inMemory);
    private final Shared<TopicServer> topics =
            new Shared<>(() -> TopicServer.inMemory(queues.get().endpoint()));
    private final Shared<Messaging> messaging = new Shared<>(this::connect);

    private Messaging connect() {
        return Messaging.to(AwsAccess.local(queues.get().endpoint(), topics.get().endpoint()));
    }

    @Override
    public Backend backend() {
        return Backend.EMBEDDED;
    }

    @Override
    public DatabaseAddress database() {
        return database.get().address();
    }

    @Override
    public String databaseProduct() {
        return database().product();
    }

    @Override
    public Messaging messaging() {
        return messaging.get();
    }

    @Override
    public String messagingProduct() {
        return EmbeddedQueues.PRODUCT + ", " + TopicServer.PRODUCT;
    }

    @Override
    public void close() {
        messaging.close();
        topics.close();
        queues.close();
        database.close();
    }
}
