package dev.spillway.worker.drain;

import dev.spillway.localcloud.junit.TestCloud;
import dev.spillway.worker.fixture.ImpatientDrain;
import dev.spillway.worker.fixture.SeverableLink;
import dev.spillway.worker.fixture.WorkerDatabase;
import dev.spillway.worker.fixture.WorkerQueues;
import java.net.URI;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * What a worker runs on whose database is at the other end of a link that can be cut: a cloud of
 * the test class's own. The test reaches the database past the link.
 */
record CutOffWorker(
        TestCloud cloud, WorkerDatabase database, WorkerQueues messages, SeverableLink link)
        implements AutoCloseable {

    static CutOffWorker of(Class<?> testClass) {
        TestCloud cloud = TestCloud.of(testClass);
        URI address = URI.create(cloud.database().jdbcUrl().substring("jdbc:".length()));
        return new CutOffWorker(
                cloud,
                WorkerDatabase.on(cloud.database()),
                WorkerQueues.of(cloud),
                SeverableLink.to(address.getHost(), address.getPort()));
    }

    /** For the {@code @DynamicPropertySource} of the test class. */
    void settings(DynamicPropertyRegistry registry) {
        cloud.properties().forEach((name, value) -> registry.add(name, () -> value));
        database.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("spring.datasource.url", this::throughTheLink);
        ImpatientDrain.settings(registry);
    }

    private String throughTheLink() {
        return cloud.database()
                .jdbcUrl()
                .replaceFirst("//[^/]+/", "//127.0.0.1:" + link.port() + "/");
    }

    @Override
    public void close() {
        link.close();
    }
}
