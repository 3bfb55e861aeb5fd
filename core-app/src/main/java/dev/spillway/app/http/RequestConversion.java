package dev.spillway.app.http;

import dev.spillway.app.json.Timestamps;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads parameters as the API writes values. */
@Configuration(proxyBeanMethods = false)
class RequestConversion implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, Timestamps::parse);
        registry.addConverterFactory(new Words());
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
