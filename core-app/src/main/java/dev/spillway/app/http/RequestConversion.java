package dev.spillway.app.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads parameters as the API writes values. */
@Configuration(proxyBeanMethods = false)
class RequestConversion implements WebMvcConfigurer {

    /** Beyond it a DATETIME, and the 48 bits of a UUIDv7, hold no time. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, RequestConversion::instant);
        registry.addConverterFactory(new Words());
    }

    private static Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(END)) {
                throw new IllegalArgumentException("out of range");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a time", e);
        }
    }

    @SuppressWarnings("rawtypes") // Spring finds the factory by this raw type
    private static final class Words implements ConverterFactory<String, Enum> {

        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text ->
                    Arrays.stream(type.getEnumConstants())
                            .filter(constant -> Expected.EnumWords.word(constant).equals(text))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("no such word"));
        }
    }
}
