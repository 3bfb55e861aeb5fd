package dev.spillway.localcloud.junit;

import dev.spillway.localcloud.database.DatabaseAddress;

/** The servers of one backend, each started when it is first asked for. Thread-safe. */
interface Servers extends AutoCloseable {

    Backend backend();

    DatabaseAddress database();

    String databaseProduct();

    Messaging messaging();

    String messagingProduct();

    @Override
    void close();

    static Servers of(Backend backend) {
        return SharedServers.of(backend);
    }
}
