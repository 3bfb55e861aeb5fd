package dev.spillway.app.json;

import java.time.Instant;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The one setting of how every answer writes times and every request's are read. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    @Bean
    JsonMapperBuilderCustomizer timesInMilliseconds() {
        SimpleModule times = new SimpleModule("times");
        times.addSerializer(new Written());
        times.addDeserializer(Instant.class, new Read());
        return builder -> builder.addModule(times);
    }

    private static final class Written extends StdSerializer<Instant> {

        Written() {
            super(Instant.class);
        }

        @Override
        public void serialize(
                Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(Timestamps.text(value));
        }
    }

    private static final class Read extends StdDeserializer<Instant> {

        Read() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            try {
                return Timestamps.parse(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, Instant.class, "not a time");
            }
        }
    }
}
