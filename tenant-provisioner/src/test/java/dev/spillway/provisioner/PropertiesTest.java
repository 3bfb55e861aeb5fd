package dev.spillway.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Names every property of the service, its default and what it may not be. */
class PropertiesTest {

    private static final String ARN = "arn:aws:sns:eu-central-1:000000000000:tenant-lifecycle";

    private static final Map<String, Object> REQUIRED =
            Map.of(
                    "spillway.ops.token", "token-of-ops-for-tests",
                    "spillway.secrets.wrapping-key", "a2V5",
                    "spillway.ingest.public-url", "https://in.spillway.example",
                    "spillway.app.public-url", "https://app.spillway.example",
                    "spillway.topics.tenant-lifecycle", ARN);

    private static final Map<String, Object> DEFAULTS =
            Map.of(
                    "spillway.invitations.valid-for", Duration.ofDays(7),
                    "spillway.outbox.poll-interval", Duration.ofSeconds(10),
                    "spillway.outbox.first-backoff", Duration.ofMillis(500),
                    "spillway.outbox.longest-backoff", Duration.ofSeconds(30),
                    "spillway.outbox.publish-timeout", Duration.ofSeconds(5));

    @Test
    void theseAreAllOfThem() {
        Map<String, Object> all = new TreeMap<>(REQUIRED);
        all.replace("spillway.ingest.public-url", URI.create("https://in.spillway.example"));
        all.replace("spillway.app.public-url", URI.create("https://app.spillway.example"));
        all.putAll(DEFAULTS);

        assertThat(bind(REQUIRED)).containsExactlyInAnyOrderEntriesOf(all);
    }

    @ParameterizedTest
    @CsvSource({
        "spillway.ops.token,''",
        "spillway.ops.token,too-short",
        "spillway.secrets.wrapping-key,' '",
        "spillway.topics.tenant-lifecycle,spillway-tenant-lifecycle",
        "spillway.topics.tenant-lifecycle,arn:aws:sqs:eu-central-1:000000000000:queue",
        "spillway.invitations.valid-for,0s",
        "spillway.outbox.poll-interval,0s",
        "spillway.outbox.first-backoff,0ms",
        "spillway.outbox.longest-backoff,-1s",
        "spillway.outbox.publish-timeout,1ms",
        "spillway.outbox.poll-interval,soon"
    })
    void whatCannotWorkIsRefusedAtStart(String name, String value) {
        Map<String, Object> properties = new HashMap<>(REQUIRED);
        properties.put(name, value);

        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(properties));
    }

    @Test
    void noneShowsASecretWhenItIsLogged() {
        assertThat(records().map(type -> bind(type, REQUIRED).toString()))
                .noneMatch(text -> text.contains("token-of-ops") || text.contains("a2V5"));
    }

    private static Map<String, Object> bind(Map<String, Object> properties) {
        Map<String, Object> values = new TreeMap<>();
        records().forEach(type -> values.putAll(values(prefix(type), bind(type, properties))));
        return values;
    }

    private static Map<String, Object> values(String prefix, Object bound) {
        Map<String, Object> values = new TreeMap<>();
        Arrays.stream(bound.getClass().getRecordComponents())
                .forEach(component -> {
                    try {
                        component.getAccessor().setAccessible(true);
                        values.put(
                                prefix + "." + kebab(component.getName()),
                                component.getAccessor().invoke(bound));
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(e.getMessage(), e);
                    }
                });
        return values;
    }

    private static Object bind(Class<?> type, Map<String, Object> properties) {
        LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate(
                        prefix(type), Bindable.of(type), new ValidationBindHandler(validator));
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Stream<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("dev.spillway.provisioner").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null));
    }
}
