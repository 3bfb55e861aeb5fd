package dev.spillway.provisioner;

import dev.spillway.platform.error.web.ProblemAdvice;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** What the whole API keeps to: problems, and times in milliseconds. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
class ApiConfiguration {

    /** Ticks in the database's milliseconds: what is answered is what will be read. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    JsonMapperBuilderCustomizer timesInMilliseconds() {
        return builder -> builder.addModule(new SimpleModule().addSerializer(new Times()));
    }

    /** RFC 3339 in UTC, always with milliseconds: {@code 2026-11-21T10:00:00.000Z}. */
    private static final class Times extends StdSerializer<Instant> {

        private static final DateTimeFormatter MILLISECONDS =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

        Times() {
            super(Instant.class);
        }

        @Override
        public void serialize(
                Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(MILLISECONDS.format(value));
        }
    }
}
