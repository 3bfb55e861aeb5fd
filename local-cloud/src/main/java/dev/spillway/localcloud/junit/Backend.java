package dev.spillway.localcloud.junit;

/** Where a test's database, queues and topics come from. */
public enum Backend {
    /** What the system property {@code spillway.backend} says: auto, docker or embedded. */
    CONFIGURED,
    /** MariaDB, ElasticMQ and our own SNS, in and beside this JVM. */
    EMBEDDED,
    /** MySQL and LocalStack from images, through Testcontainers. */
    DOCKER
}
