package dev.spillway.worker;

import dev.spillway.worker.alert.AlertProperties;
import dev.spillway.worker.archive.ArchiveProperties;
import dev.spillway.worker.dispatch.DispatchProperties;
import dev.spillway.worker.drain.DrainProperties;
import dev.spillway.worker.drain.QueueProperties;
import dev.spillway.worker.erasure.ErasureProperties;
import dev.spillway.worker.job.JobProperties;
import dev.spillway.worker.mail.MailProperties;
import dev.spillway.worker.outbox.OutboxProperties;
import dev.spillway.worker.outbox.TopicProperties;
import dev.spillway.worker.people.PeopleProperties;
import dev.spillway.worker.quarantine.QuarantineProperties;
import dev.spillway.worker.retention.RetentionProperties;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** All that the worker can be told, bound as at its start. */
final class WorkerSettings {

    /** Without which it does not start. */
    static final Map<String, String> REQUIRED =
            Map.of(
                    "spillway.queues.main", "http://q/main",
                    "spillway.queues.overflow", "http://q/overflow",
                    "spillway.queues.signals", "http://q/signals",
                    "spillway.secrets.wrapping-key", "key");

    private WorkerSettings() {}

    /** With no more than it needs. */
    static ApplicationContextRunner required() {
        return runner(REQUIRED);
    }

    /** Without one of those that it needs. */
    static ApplicationContextRunner without(String name) {
        Map<String, String> properties = new TreeMap<>(REQUIRED);
        properties.remove(name);
        return runner(properties);
    }

    private static ApplicationContextRunner runner(Map<String, String> properties) {
        return new ApplicationContextRunner()
                .withUserConfiguration(AllProperties.class)
                .withPropertyValues(
                        properties.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        QueueProperties.class,
        DrainProperties.class,
        TopicProperties.class,
        OutboxProperties.class,
        RetentionProperties.class,
        PeopleProperties.class,
        JobProperties.class,
        QuarantineProperties.class,
        ArchiveProperties.class,
        AlertProperties.class,
        DispatchProperties.class,
        MailProperties.class,
        ErasureProperties.class,
        SecretProperties.class
    })
    static class AllProperties {}
}
