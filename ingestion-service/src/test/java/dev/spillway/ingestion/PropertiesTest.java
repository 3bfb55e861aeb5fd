package dev.spillway.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Names every property of the door and its default: adding or changing one starts here. */
class PropertiesTest {

    /** Those without a default. */
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "spillway.queues.main", "http://sqs/main",
                    "spillway.queues.overflow", "http://sqs/overflow",
                    "spillway.queues.signals", "http://sqs/signals",
                    "spillway.secrets.wrapping-key", "a key");

    @Test
    void everyPropertyHasThisDefault() throws Exception {
        assertThat(defaults())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("spillway.ingest.public-url", "http://127.0.0.1:8080"),
                                Map.entry("spillway.ingest.trusted-proxies", "[]"),
                                Map.entry("spillway.ingest.forwarding-headers", "X_FORWARDED"),
                                Map.entry("spillway.ingest.body-limit", "1048576B"),
                                Map.entry("spillway.ingest.header-deadline", "PT10S"),
                                Map.entry("spillway.ingest.body-deadline", "PT10S"),
                                Map.entry("spillway.ingest.max-bodies", "134217728B"),
                                Map.entry("spillway.ingest.drain-delay", "PT5S"),
                                Map.entry("spillway.pack.max-sends-in-flight", "8"),
                                Map.entry("spillway.pack.patience", "PT0.05S"),
                                Map.entry("spillway.pack.gathering", "PT0.002S"),
                                Map.entry("spillway.pack.deadline", "PT4.4S"),
                                Map.entry("spillway.pack.max-waiting", "67108864B"),
                                Map.entry("spillway.pack.drain-timeout", "PT5S"),
                                Map.entry("spillway.queues.main", "http://sqs/main"),
                                Map.entry("spillway.queues.overflow", "http://sqs/overflow"),
                                Map.entry("spillway.queues.signals", "http://sqs/signals"),
                                Map.entry("spillway.lanes.instances", "1"),
                                Map.entry("spillway.lanes.instances-name", ""),
                                Map.entry("spillway.lanes.instances-interval", "PT10S"),
                                Map.entry("spillway.lanes.burst", "PT2S"),
                                Map.entry("spillway.lanes.scale-ceiling", "true"),
                                Map.entry("spillway.queues.connect-timeout", "PT0.5S"),
                                Map.entry("spillway.queues.attempt-timeout", "PT1.5S"),
                                Map.entry("spillway.queues.call-timeout", "PT3.5S"),
                                Map.entry("spillway.directory.poll-interval", "PT0.5S"),
                                Map.entry("spillway.directory.idle-poll-interval", "PT1.5S"),
                                Map.entry("spillway.directory.idle-after", "120"),
                                Map.entry("spillway.directory.snapshot", "null"),
                                Map.entry("spillway.reject.flush-interval", "PT1S"),
                                Map.entry("spillway.reject.max-tallies", "10000"),
                                Map.entry("spillway.reject.samples-per-flush", "10"),
                                Map.entry("spillway.reject.samples-per-tally", "2"),
                                Map.entry("spillway.quarantine.max-body", "524288B"),
                                Map.entry("spillway.quarantine.requests-per-minute", "600"),
                                Map.entry("spillway.quarantine.bytes-per-minute", "16777216B"),
                                Map.entry("spillway.quarantine.max-waiting", "8388608B"),
                                Map.entry("spillway.quarantine.flush-interval", "PT1S"),
                                Map.entry("spillway.sns.trusted-endpoints", "[]"),
                                Map.entry("spillway.secrets.wrapping-key", "a key")));
    }

    private static Map<String, String> defaults() throws Exception {
        Binder binder = new Binder(new MapConfigurationPropertySource(REQUIRED));
        Map<String, String> defaults = new TreeMap<>();
        for (Class<?> type : types()) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            Object bound = binder.bindOrCreate(prefix, Bindable.of(type));
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                defaults.put(
                        prefix + "." + kebab(component.getName()),
                        String.valueOf(component.getAccessor().invoke(bound)));
            }
        }
        return defaults;
    }

    private static Iterable<Class<?>> types() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var types = new java.util.ArrayList<Class<?>>();
        for (BeanDefinition found : scanner.findCandidateComponents("dev.spillway.ingestion")) {
            types.add(Class.forName(found.getBeanClassName()));
        }
        return types;
    }

    private static String kebab(String name) {
        String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        return ConfigurationPropertyName.of(kebab).toString();
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.spillway.ingestion")
    static class Scan {}

    @Test
    void valuesOutsideTheirRangeStopTheStart() {
        ApplicationContextRunner valid =
                new ApplicationContextRunner()
                        .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                        .withUserConfiguration(Scan.class)
                        .withPropertyValues(
                                REQUIRED.entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .toArray(String[]::new));

        valid.run(context -> assertThat(context).hasNotFailed());
        for (String bad :
                new String[] {
                    "spillway.queues.main=",
                    "spillway.queues.overflow=",
                    "spillway.lanes.instances=0",
                    "spillway.lanes.burst=0s",
                    "spillway.secrets.wrapping-key=",
                    "spillway.pack.max-sends-in-flight=0",
                    "spillway.pack.gathering=101ms",
                    "spillway.pack.deadline=0s",
                    "spillway.directory.poll-interval=0ms",
                    "spillway.reject.max-tallies=0",
                    "spillway.quarantine.requests-per-minute=0",
                    "spillway.quarantine.flush-interval=0ms",
                    "spillway.ingest.trusted-proxies=10.0.0.0/33",
                    "spillway.ingest.trusted-proxies=proxy.example",
                    "spillway.ingest.forwarding-headers=both",
                    "spillway.ingest.body-deadline=-1s"
                }) {
            valid.withPropertyValues(bad).run(context -> assertThat(context).as(bad).hasFailed());
        }
    }

    @Test
    void deploymentDefaultsSuitOneMachine() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));

        assertThat(yaml.getObject())
                .containsEntry("server.port", 8080)
                .containsEntry("management.server.port", 8090)
                .containsEntry("server.shutdown", "graceful")
                .containsEntry("spring.threads.virtual.enabled", true)
                .containsEntry("management.cloudwatch.metrics.export.enabled", false)
                .doesNotContainKey("management.cloudwatch.metrics.export.namespace")
                .containsEntry("management.health.db.enabled", false);
    }
}
